"""Addresses of the reports room."""

from django.urls import path

from tasks.reports import views
from tasks.reports.views import assessing, duty, leaders, ledgers

app_name = "reports"
urlpatterns = [
    path("reports/assessment/<int:pk>/", assessing.assessment, name="assessment"),
    path("reports/assessment/<int:pk>/word/", assessing.assessment_file, {"kind": "assessment_docx"}, name="assessment_docx"),
    path("reports/assessment/<int:pk>/excel/", assessing.assessment_file, {"kind": "assessment_xlsx"}, name="assessment_xlsx"),
    path("reports/assessment/<int:pk>/pdf/", assessing.assessment_file, {"kind": "assessment_pdf"}, name="assessment_pdf"),
    path("reports/bulletins/<int:pk>/word/", views.bulletin_docx, name="bulletin_docx"),
    path("reports/bulletins/<int:pk>/pdf/", views.bulletin_pdf, name="bulletin_pdf"),
    path("reports/duty-reports/<int:pk>/word/", duty.duty_report_docx, name="duty_report_docx"),
    path("reports/duty-reports/<int:pk>/pdf/", duty.duty_report_pdf, name="duty_report_pdf"),
    path("reports/exports/", views.order_export, name="order_export"),
    path("reports/exports/<int:pk>/", views.export, name="export"),
    path("reports/exports/<int:pk>/file/", views.export_file, name="export_file"),
    path("reports/lists/<int:pk>/word/", views.list_docx, name="list_docx"),
    path("reports/lists/<int:pk>/pdf/", views.list_pdf, name="list_pdf"),
    path("reports/lists/<int:pk>/excel/", views.list_xlsx, name="list_xlsx"),
    path("reports/matters/excel/", views.matters_xlsx, name="matters_xlsx"),
    path("reports/rectification/excel/", ledgers.rectification, {"kind": "rectification_xlsx"}, name="rectification_xlsx"),
    path("reports/rectification/word/", ledgers.rectification, {"kind": "rectification_docx"}, name="rectification_docx"),
    path("reports/results/<int:year>/word/", ledgers.results, name="results_docx"),
    path("reports/orders/<int:pk>/word/", views.order_docx, name="order_docx"),
    path("reports/orders/<int:pk>/pdf/", views.order_pdf, name="order_pdf"),
    path("reports/work-orders/<int:pk>/word/", leaders.work_order_docx, name="work_order_docx"),
    path("reports/work-orders/<int:pk>/pdf/", leaders.work_order_pdf, name="work_order_pdf"),
    path("reports/leaders/<int:pk>/<int:year>/word/", leaders.record_docx, name="record_docx"),
    path("reports/leaders/<int:pk>/<int:year>/pdf/", leaders.record_pdf, name="record_pdf"),
    path("reports/speeches/<int:pk>/word/", views.speech_docx, name="speech_docx"),
    path("reports/speeches/<int:pk>/excel/", views.speech_xlsx, name="speech_xlsx"),
    path("reports/speeches/<int:pk>/trace/excel/", views.trace_xlsx, name="trace_xlsx"),
]
