"""Addresses of health."""

from django.urls import path

from accounts.health import views

urlpatterns = [
    path("health/", views.health, name="health"),
    path("health/metrics/", views.metrics, name="metrics"),
    path("health/running/", views.running, name="running"),
]
