"""Addresses of the review room."""

from django.urls import path

from tasks.review.views import answers, checking, requests

app_name = "review"
urlpatterns = [
    path("review/", checking.queue, name="queue"),
    path("review/closing/", checking.closing, name="closing"),
    path("review/objections/<int:pk>/", answers.objection, name="objection"),
    path("review/extensions/<int:pk>/", answers.extension, name="extension"),
    path("assignments/<int:pk>/object/", requests.object_, name="object"),
    path("assignments/<int:pk>/extend/", requests.extend, name="extend"),
    path("assignments/<int:pk>/support/", requests.contribute, name="contribute"),
    path("assignments/<int:pk>/support/reply/", requests.reply, name="reply"),
    path("assignments/<int:pk>/submit/", checking.submit, name="submit"),
    path("assignments/<int:pk>/decide/", checking.decide, name="decide"),
    path("assignments/<int:pk>/close-off/", checking.close_off, name="close_off"),
    path("assignments/<int:pk>/terminate/", answers.terminate, name="terminate"),
    path("assignments/<int:pk>/reopen/", answers.reopen, name="reopen"),
    path("assignments/<int:pk>/reschedule/", answers.reschedule, name="reschedule"),
]
