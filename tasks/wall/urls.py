"""Addresses of the wall."""

from django.urls import path

from tasks.wall import views

app_name = "wall"
urlpatterns = [
    path("wall/", views.wall, name="wall"),
    path("wall/brief/", views.brief, name="brief"),
    path("wall/matters/", views.matters, name="matters"),
]
