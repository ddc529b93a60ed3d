"""Addresses that stand in letters and calendar programs."""

from django.urls import path

from tasks.bylink import views

app_name = "bylink"
urlpatterns = [
    path("m/<str:token>/", views.matter, name="matter"),
    path("m/<str:token>/code/<int:pk>/", views.confirm, name="confirm"),
    path("calendar/<str:token>.ics", views.feed, name="feed"),
    path("calendar/", views.feeds, name="feeds"),
    path("calendar/change/", views.change_feed, name="change_feed"),
]
