"""Addresses of rights."""

from django.urls import path

from accounts.rights import views

urlpatterns = [
    path("rights/", views.rights, name="rights"),
    path("rights/people/<int:pk>/", views.holder, name="holder"),
    path("rights/people/<int:pk>/close/", views.close, name="rights_close"),
    path("rights/people/<int:pk>/reopen/", views.reopen, name="rights_reopen"),
    path("rights/people/<int:pk>/end-sessions/", views.end_sessions, name="end_sessions"),
    path("rights/people/<int:pk>/unlock/", views.unlock, name="unlock"),
    path("rights/people/<int:pk>/send-link/", views.send_link, name="rights_link"),
    path("rights/people/<int:pk>/reset-factor/", views.reset_factor, name="reset_factor"),
    path("rights/guardians/new/", views.guardian_new, name="guardian_new"),
    path("rights/guardians/<int:pk>/end/", views.guardian_end, name="guardian_end"),
]
