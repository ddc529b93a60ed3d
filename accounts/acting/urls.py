"""Addresses of one's own posts."""

from django.urls import path

from accounts.acting import views

urlpatterns = [
    path("my-posts/", views.my_posts, name="my_posts"),
    path("acting/<int:pk>/revoke/", views.revoke, name="acting_revoke"),
]
