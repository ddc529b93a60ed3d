"""Addresses of health."""

from django.urls import path

from accounts.health import views

urlpatterns = [
    path("health/", views.health, name="health"),
    path("health/running/", views.running, name="running"),
]
