"""Addresses of pieces handed on."""

from django.urls import path

from tasks.errands import views

app_name = "errands"
urlpatterns = [
    path("assignments/<int:pk>/hand/", views.hand, name="hand"),
    path("errands/<int:pk>/tick/", views.tick, name="tick"),
    path("errands/<int:pk>/withdraw/", views.withdraw, name="withdraw"),
    path("units/<int:pk>/hand-over-sheet/", views.sheet, name="sheet"),
]
