"""Addresses of letters."""

from django.urls import path

from accounts.letters import views

urlpatterns = [
    path("mailbox/", views.folder, name="mailbox"),
    path("mailbox/<str:key>/", views.mail, name="mail"),
    path("mailbox/<str:key>/html/", views.mail_html, name="mail_html"),
    path("notices/", views.notices, name="notices"),
    path("notices/read/", views.read_all, name="notices_read"),
    path("notices/<int:pk>/", views.notice, name="notice"),
    path("notices/<int:pk>/read/", views.read, name="notice_read"),
    path("notices/<int:pk>/due.ics", views.calendar, name="notice_calendar"),
    path("letters/choices/", views.choices, name="mail_choices"),
    path("letters/stop/<str:token>/", views.stop, name="mail_stop"),
    path("letters/undelivered/", views.undelivered, name="undelivered"),
    path("letters/undelivered/<int:pk>/resend/", views.resend, name="resend"),
    path("letters/outgoing/", views.outgoing, name="outgoing"),
    path("letters/try/", views.try_out, name="try_out"),
]
