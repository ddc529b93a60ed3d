"""Addresses of backups."""

from django.urls import path

from accounts.backups import views

urlpatterns = [path("health/running/backups/", views.listed, name="backups")]
