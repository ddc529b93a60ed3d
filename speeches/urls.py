"""Addresses of SPEECHES."""

from django.urls import path

from speeches import views

app_name = "speeches"
urlpatterns = [
    path("", views.list_, name="list"),
    path("new/", views.new, name="new"),
    path("terms/", views.terms, name="terms"),
    path("terms/reread/", views.reread, name="reread"),
    path("terms/<int:pk>/", views.term, name="term"),
    path("terms/<slug:book>/", views.terms, name="book"),
    path("terms/<int:pk>/remove/", views.remove_term, name="remove_term"),
    path("accuracy/", views.accuracy, name="accuracy"),
    path("<int:pk>/", views.detail, name="detail"),
    path("<int:pk>/describe/", views.describe, name="describe"),
    path("<int:pk>/encoding/", views.encoding, name="encoding"),
    path("<int:pk>/enter/", views.enter, name="enter"),
    path("<int:pk>/text/", views.text, name="text"),
    path("<int:pk>/original/", views.original, name="original"),
    path("<int:pk>/review/", views.review, name="review"),
    path("<int:pk>/pieces/", views.pieces, name="pieces"),
    path("<int:pk>/reopen/", views.reopen, name="reopen"),
    path("<int:pk>/mark/", views.mark, name="mark"),
    path("directives/<int:pk>/confirm/", views.confirm, name="confirm"),
    path("directives/<int:pk>/reject/", views.reject, name="reject"),
    path("directives/<int:pk>/restore/", views.restore, name="restore"),
    path("directives/<int:pk>/edit/", views.edit, name="edit"),
    path("directives/<int:pk>/split/", views.split, name="split"),
    path("directives/<int:pk>/merge/", views.merge, name="merge"),
]
