"""All checks, in the order of the settings."""

from datetime import datetime

from django.conf import settings
from django.utils.module_loading import import_string

from accounts.health.checks import Check


def checks(now: datetime) -> list[Check]:
    """What every check says."""
    return [check for path in settings.HEALTH_CHECKS for check in import_string(path)(now)]


def is_well(found: list[Check]) -> bool:
    """True when no check has failed; what cannot be said yet is no failure."""
    return all(check.ok is not False for check in found)
