"""The profile's rules as Django's validators want them (settings.AUTH_PASSWORD_VALIDATORS)."""

from django.conf import settings
from django.core.exceptions import ValidationError

from accounts.passwords.rules import PROFILES, WORDS, faults


class ProfileValidator:
    """settings.PASSWORD_PROFILE, and the office's own words (settings.PASSWORD_WORDS)."""

    def validate(self, password: str, user=None) -> None:
        """ValidationError with a sentence for each fault."""
        own = frozenset(word.lower() for word in settings.PASSWORD_WORDS)
        found = faults(password, PROFILES[settings.PASSWORD_PROFILE], WORDS | own)
        if found:
            raise ValidationError(found)

    def get_help_text(self) -> str:
        """Shown below the field."""
        return PROFILES[settings.PASSWORD_PROFILE].words
