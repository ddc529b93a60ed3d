"""Addresses of 应急授权."""

from django.urls import path

from accounts.glass import views

urlpatterns = [
    path("rights/emergency/", views.glasses, name="glasses"),
    path("rights/emergency/<int:pk>/end/", views.end, name="glass_end"),
]
