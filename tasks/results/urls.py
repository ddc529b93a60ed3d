"""Addresses of result uses."""

from django.urls import path

from tasks.results import views

app_name = "results"
urlpatterns = [
    path("results/", views.year, name="year"),
    path("results/new/", views.new, name="new"),
    path("results/<int:pk>/", views.one, name="one"),
    path("results/<int:pk>/correct/", views.correct, name="correct"),
]
