"""Addresses of ballots: the office's pages, and the voter's."""

from django.urls import path

from tasks.ballots.views import appraisals, booth, office

app_name = "ballots"
urlpatterns = [
    path("assessment/ballots/", office.all_, name="all"),
    path("assessment/ballots/new/", office.new, name="new"),
    path("assessment/ballots/<int:pk>/", office.ballot, name="ballot"),
    path("assessment/ballots/<int:pk>/open/", office.open_, name="open"),
    path("assessment/ballots/<int:pk>/discard/", office.discard, name="discard"),
    path("assessment/ballots/<int:pk>/close/", office.close, name="close"),
    path("assessment/ballots/groups/<int:pk>/slips/", office.slips, name="slips"),
    path("assessment/ballots/groups/<int:pk>/more/", office.more, name="more"),
    path("assessment/ballots/groups/<int:pk>/void/<int:batch>/", office.void, name="void"),
    path("assessment/appraisals/", appraisals.calls, name="calls"),
    path("assessment/appraisals/ask/", appraisals.ask, name="ask"),
    path("assessment/appraisals/<int:pk>/", appraisals.call, name="call"),
    path("vote/<int:ballot>/", booth.enter, name="enter"),
    path("vote/<int:ballot>/done/", booth.done, name="done"),
    path("vote/<int:ballot>/<str:code>/", booth.vote, name="vote"),
]
