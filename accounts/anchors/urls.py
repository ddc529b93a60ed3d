"""Addresses of the anchors."""

from django.urls import path

from accounts.anchors import views

urlpatterns = [path("trail/anchors/", views.anchored, name="anchors")]
