"""Pages of supervision."""

from tasks.supervision.views.lights import lights
from tasks.supervision.views.policy import policy
from tasks.supervision.views.reminders import reminders
from tasks.supervision.views.urging import urge_one

__all__ = ["lights", "policy", "reminders", "urge_one"]
