"""Addresses of rectification."""

from django.urls import path

from tasks.rectification import views

app_name = "rectification"
urlpatterns = [
    path("rectification/", views.ledger, name="ledger"),
    path("rectification/new/", views.new, name="new"),
    path("rectification/checks/", views.checks, name="checks"),
    path("assignments/<int:pk>/follow-up/", views.follow_up, name="follow_up"),
    path("assignments/<int:pk>/recur/", views.recur, name="recur"),
]
