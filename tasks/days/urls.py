"""Addresses of the day table."""

from datetime import date

from django.urls import path, register_converter

from tasks.days import views


class DayConverter:
    """A day in an address: 2026-10-01."""

    regex = r"\d{4}-\d{2}-\d{2}"

    def to_python(self, value: str) -> date:
        """A date; ValueError (404) when there is no such day."""
        return date.fromisoformat(value)

    def to_url(self, value: date) -> str:
        """As in the address."""
        return value.isoformat()


register_converter(DayConverter, "day")
app_name = "days"
urlpatterns = [
    path("days/", views.year, name="year"),
    path("days/<day:on>/", views.day, name="day"),
    path("days/<int:year>/take-over/", views.take_over, name="take_over"),
    path("days/<int:year>/declare/", views.declare, name="declare"),
]
