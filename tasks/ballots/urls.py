"""Addresses of ballots: the office's pages, and the voter's."""

from django.urls import path

from tasks.ballots.views import booth, office

app_name = "ballots"
urlpatterns = [
    path("ballots/", office.all_, name="all"),
    path("ballots/new/", office.new, name="new"),
    path("ballots/<int:pk>/", office.ballot, name="ballot"),
    path("ballots/<int:pk>/open/", office.open_, name="open"),
    path("ballots/<int:pk>/discard/", office.discard, name="discard"),
    path("ballots/<int:pk>/close/", office.close, name="close"),
    path("ballots/groups/<int:pk>/slips/", office.slips, name="slips"),
    path("ballots/groups/<int:pk>/void/<int:batch>/", office.void, name="void"),
    path("vote/<int:ballot>/", booth.enter, name="enter"),
    path("vote/<int:ballot>/done/", booth.done, name="done"),
    path("vote/<int:ballot>/<str:code>/", booth.vote, name="vote"),
]
