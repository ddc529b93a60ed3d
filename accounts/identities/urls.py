"""Addresses of links with the county's own sign-in; those of signing in stand in accounts.urls."""

from django.urls import path

from accounts.identities.views import people

urlpatterns = [
    path("people/<int:pk>/identity/", people.person_identity, name="person_identity"),
    path("people/<int:pk>/identity/off/", people.person_identity_off, name="person_identity_off"),
]
