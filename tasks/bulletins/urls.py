"""Addresses of 通报."""

from django.urls import path

from tasks.bulletins import views

app_name = "bulletins"
urlpatterns = [
    path("bulletins/", views.bulletins, name="bulletins"),
    path("bulletins/new/supervision/", views.supervision, name="supervision"),
    path("bulletins/new/result/", views.result, name="result"),
    path("bulletins/<int:pk>/", views.bulletin, name="bulletin"),
    path("bulletins/<int:pk>/edit/", views.edit, name="edit"),
    path("bulletins/<int:pk>/submit/", views.submit, name="submit"),
    path("bulletins/<int:pk>/decide/", views.decide, name="decide"),
    path("bulletins/<int:pk>/take-back/", views.take_back, name="take_back"),
    path("bulletins/<int:pk>/discard/", views.discard, name="discard"),
    path("bulletins/<int:pk>/publish/", views.publish, name="publish"),
    path("bulletins/<int:pk>/correct/", views.correct, name="correct"),
    path("bulletins/receipts/<int:pk>/acknowledge/", views.acknowledge, name="acknowledge"),
]
