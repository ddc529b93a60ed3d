"""Addresses of the duty reports."""

from django.urls import path

from tasks.duty_reports.views import office, reading, writing

app_name = "duty_reports"
urlpatterns = [
    path("assessment/duty-reports/", office.reports, name="reports"),
    path("assessment/duty-reports/calls/", office.ask, name="ask"),
    path("assessment/duty-reports/calls/<int:pk>/", office.call, name="call"),
    path("assessment/duty-reports/calls/<int:pk>/more/", office.ask_more, name="ask_more"),
    path("assessment/duty-reports/typed/", writing.keep, name="keep"),
    path("assessment/duty-reports/<int:pk>/", reading.report, name="report"),
    path("assessment/duty-reports/<int:pk>/edit/", writing.edit, name="edit"),
    path("assessment/duty-reports/<int:pk>/discard/", writing.discard, name="discard"),
    path("assessment/duty-reports/<int:pk>/sign/", writing.sign, name="sign"),
    path("assessment/duty-reports/<int:pk>/return/", office.return_, name="return_"),
    path("assessment/duty-reports/<int:pk>/signed/<int:number>/", reading.version, name="version"),
]
