"""Addresses of the box."""

from django.urls import path

from accounts.feedback import views

urlpatterns = [
    path("feedback/say/", views.say, name="say"),
    path("feedback/", views.feedback, name="feedback"),
    path("feedback/<int:pk>/answer/", views.answer, name="answer_feedback"),
]
