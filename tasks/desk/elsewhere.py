"""What waits for a person in rooms above this one: each names a function in settings.WAITING_ELSEWHERE."""

from django.conf import settings
from django.utils.module_loading import import_string


def waiting(user) -> list:
    """Lines with what is to be done (`what`), about what (`title`), and where (`href`)."""
    return [line for path in settings.WAITING_ELSEWHERE for line in import_string(path)(user)]
