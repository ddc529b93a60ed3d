"""Addresses of the records of personal acts."""

from django.urls import path

from tasks.supervision.presence import views

app_name = "presence"
urlpatterns = [
    path("supervision/presence/", views.overview, name="overview"),
    path("my-record/", views.mine, name="mine"),
]
