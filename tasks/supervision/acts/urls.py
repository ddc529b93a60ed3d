"""Addresses of what is done in person."""

from django.urls import path

from tasks.supervision.acts import views

app_name = "acts"
urlpatterns = [
    path("assignments/<int:pk>/talk/", views.talk, name="talk"),
    path("assignments/<int:pk>/visit/", views.visit, name="visit"),
    path("assignments/<int:pk>/instruct/", views.instruct, name="instruct"),
    path("assignments/<int:pk>/excuse/", views.excuse, name="excuse"),
    path("supervision/excuses/<int:pk>/withdraw/", views.withdraw_excuse, name="withdraw_excuse"),
    path("supervision/talks/", views.talks, name="talks"),
    path("supervision/talks/<int:pk>/", views.one_talk, name="one_talk"),
    path("supervision/visits/<int:pk>/", views.one_visit, name="one_visit"),
    path("supervision/visits/<int:pk>/problem/", views.problem, name="problem"),
    path("supervision/instructions/<int:pk>/", views.instruction, name="instruction"),
    path("supervision/instructions/<int:pk>/answer/", views.answer, name="answer"),
]
