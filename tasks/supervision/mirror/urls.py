"""Address of the mirror."""

from django.urls import path

from tasks.supervision.mirror import views

app_name = "mirror"
urlpatterns = [path("supervision/mirror/", views.mirror, name="mirror")]
