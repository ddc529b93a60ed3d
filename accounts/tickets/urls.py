"""Addresses of one-time tickets."""

from django.urls import path

from accounts.tickets import views

urlpatterns = [
    path("people/<int:pk>/link/", views.send_link, name="send_link"),
    path("people/slips/", views.slips, name="slips"),
    path("set-password/", views.begin, name="set_password_begin"),
    path("set-password/<str:token>/", views.set_password, name="set_password"),
]
