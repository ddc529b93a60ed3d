"""Addresses of the assessment room."""

from django.urls import path

from tasks.assessment import views

app_name = "assessment"
urlpatterns = [
    path("assessment/", views.cycles, name="cycles"),
    path("assessment/open/", views.open_, name="open"),
    path("assessment/schemes/new/", views.scheme, name="scheme"),
    path("assessment/schemes/<int:pk>/publish/", views.publish, name="publish"),
    path("assessment/schemes/<int:pk>/trial/", views.trial, name="trial"),
    path("assessment/cycles/<int:pk>/", views.cycle, name="cycle"),
    path("assessment/cycles/<int:pk>/compute/", views.compute, name="compute"),
    path("assessment/cycles/<int:pk>/close/", views.close, name="close"),
    path("assessment/cycles/<int:pk>/feedback/", views.feed_back, name="feed_back"),
    path("assessment/cycles/<int:pk>/rulings/", views.rulings, name="rulings"),
    path("assessment/cycles/<int:pk>/rulings/new/", views.rule, name="rule"),
    path("assessment/rulings/<int:pk>/withdraw/", views.withdraw, name="withdraw"),
    path("assessment/scores/<int:pk>/", views.unit, name="unit"),
    path("assessment/scores/<int:pk>/grade/", views.grade, name="grade"),
    path("assessment/scores/<int:pk>/appeal/", views.appeal, name="appeal"),
    path("assessment/scores/<int:pk>/correct/", views.correct, name="correct"),
    path("assessment/appeals/<int:pk>/", views.answer, name="answer"),
    path("assessment/corrections/<int:pk>/confirm/", views.confirm, name="confirm"),
    path("assessment/corrections/<int:pk>/refuse/", views.refuse, name="refuse"),
]
