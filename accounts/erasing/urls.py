"""Addresses of erasing."""

from django.urls import path

from accounts.erasing import views

urlpatterns = [
    path("trail/erasures/", views.erasures, name="erasures"),
    path("trail/erasures/ask/", views.ask, name="erasure_ask"),
    path("trail/erasures/<int:pk>/decide/", views.decide, name="erasure_decide"),
]
