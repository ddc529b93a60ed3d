"""How long a unit has after an answer that came late: a setting of the office's rules, asked for by its path (the rules live above)."""

from datetime import date

from django.conf import settings
from django.utils.module_loading import import_string


def grace_until(on: date) -> date:
    """The last day that an answer given on the day `on` grants (settings.RETURN_GRACE)."""
    return import_string(settings.RETURN_GRACE)(on)
