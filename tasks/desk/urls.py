"""Addresses of the desk."""

from django.urls import path

from tasks.desk import views

app_name = "desk"
urlpatterns = [
    path("today/", views.today, name="today"),
    path("overview/", views.overview_, name="overview"),
    path("matters/", views.matters, name="matters"),
    path("matters/bulk/", views.bulk, name="bulk"),
    path("matters/bulk/carry-out/", views.carry_out, name="carry_out"),
    path("matters/saved/", views.saved, name="saved"),
    path("matters/saved/<int:pk>/delete/", views.forget, name="forget"),
    path("suggest/unit/", views.suggest, {"kind": "unit"}, name="suggest_unit"),
    path("suggest/leader/", views.suggest, {"kind": "leader"}, name="suggest_leader"),
    path("suggest/list/", views.suggest, {"kind": "list"}, name="suggest_list"),
    path("suggest/title/", views.suggest, {"kind": "title"}, name="suggest_title"),
    path("search/", views.search, name="search"),
    path("assignments/<int:pk>/comment/", views.comment, name="comment"),
    path("assignments/<int:pk>/", views.assignment, name="assignment"),
    path("items/<int:pk>/", views.item, name="item"),
    path("speeches/directives/<int:pk>/relatives/", views.relatives, name="relatives"),
    path("speeches/<int:pk>/trace/", views.trace, name="trace"),
]
