"""Three doors: people, speeches, tasks."""

from django.urls import include, path

urlpatterns = [
    path("", include("tasks.urls")),
    path("", include("accounts.urls")),
    path("speeches/", include("speeches.urls")),
]
handler400 = "config.errors.bad_request"
handler500 = "config.errors.server_error"
