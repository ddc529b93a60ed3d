"""Addresses of the import."""

from django.urls import path

from accounts.importing import views

urlpatterns = [
    path("people/import/", views.upload, name="people_import"),
    path("people/import/preview/", views.preview, name="import_preview"),
    path("people/import/<str:which>.xlsx", views.download, name="import_template"),
]
