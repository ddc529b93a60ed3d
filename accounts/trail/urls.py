"""Addresses of the trail."""

from django.urls import path

from accounts.trail import views

urlpatterns = [
    path("trail/", views.trail, name="trail"),
    path("trail/check/", views.check, name="trail_check"),
]
