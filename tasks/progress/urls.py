"""Addresses of the progress room."""

from django.urls import path

from tasks.progress.views import drafts, proofs, reporting

app_name = "progress"
urlpatterns = [
    path("assignments/<int:pk>/report/", reporting.report, name="report"),
    path("drafts/", drafts.draft, name="draft"),
    path("evidence/<int:pk>/", proofs.evidence, name="evidence"),
    path("evidence/<int:pk>/about/", proofs.proof, name="proof"),
    path("evidence/<int:pk>/replace/", proofs.replace, name="replace"),
    path("evidence/<int:pk>/void/", proofs.void, name="void"),
    path("evidence/<int:pk>/thumb/", proofs.thumb, name="thumb"),
    path("evidence/former/<int:pk>/", proofs.former, name="former"),
]
