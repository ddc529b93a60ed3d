"""Addresses of supervision."""

from django.urls import path

from tasks.supervision import views

app_name = "supervision"
urlpatterns = [
    path("supervision/", views.lights, name="lights"),
    path("supervision/reminders/", views.reminders, name="reminders"),
    path("supervision/policy/", views.policy, name="policy"),
    path("assignments/<int:pk>/urge/", views.urge_one, name="urge"),
]
