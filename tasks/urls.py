"""Addresses of TASKS, room by room."""

from django.urls import include, path

from tasks.desk import views

urlpatterns = [
    path("", views.home, name="home"),
    path("", include("tasks.days.urls")),
    path("", include("tasks.items.urls")),
    path("", include("tasks.progress.urls")),
    path("", include("tasks.errands.urls")),
    path("", include("tasks.review.urls")),
    path("", include("tasks.supervision.urls")),
    path("", include("tasks.supervision.acts.urls")),
    path("", include("tasks.supervision.orders.urls")),
    path("", include("tasks.supervision.mirror.urls")),
    path("", include("tasks.supervision.presence.urls")),
    path("", include("tasks.rectification.urls")),
    path("", include("tasks.desk.urls")),
    path("", include("tasks.dual_responsibility.urls")),
    path("", include("tasks.ballots.urls")),
    path("", include("tasks.duty_reports.urls")),
    path("", include("tasks.bylink.urls")),
    path("", include("tasks.duties.urls")),
    path("", include("tasks.assessment.urls")),
    path("", include("tasks.bulletins.urls")),
    path("", include("tasks.exchange.urls")),
    path("", include("tasks.results.urls")),
    path("", include("tasks.reports.urls")),
    path("", include("tasks.wall.urls")),
]
