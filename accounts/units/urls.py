"""Addresses of units."""

from django.urls import path

from accounts.units import views

urlpatterns = [
    path("units/", views.units, name="units"),
    path("units/new/", views.unit_new, name="unit_new"),
    path("units/<int:pk>/", views.unit, name="unit"),
    path("units/<int:pk>/edit/", views.unit_edit, name="unit_edit"),
    path("units/<int:pk>/dissolve/", views.unit_dissolve, name="unit_dissolve"),
]
