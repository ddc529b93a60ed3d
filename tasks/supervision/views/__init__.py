"""Pages of supervision."""

from tasks.supervision.views.lights import lights
from tasks.supervision.views.policy import policy
from tasks.supervision.views.reminders import reminders

__all__ = ["lights", "policy", "reminders"]
