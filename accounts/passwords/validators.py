"""The profile's rules as Django's validators want them (settings.AUTH_PASSWORD_VALIDATORS)."""

from pathlib import Path

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


class LeakedValidator:
    """settings.PASSWORD_LIST: passwords that have become known somewhere, one a line in UTF-8 (OWASP ASVS 5.0, 6.2.12); "": no list.

    The file is read at each look: passwords are seldom set, and a list in memory would weigh on every process.
    """

    def validate(self, password: str, user=None) -> None:
        """ValidationError when the list holds it, in small or capital letters; and when it cannot be read any more."""
        try:
            known = settings.PASSWORD_LIST and _holds(Path(settings.PASSWORD_LIST), password.strip().lower())
        except OSError as error:
            raise ValidationError(
                "已泄露密码清单暂时读不到，密码没有设置。请稍后再试，或告诉系统管理员核对 PASSWORD_LIST。"
            ) from error
        if known:
            raise ValidationError("这个密码在已泄露的密码清单里，请另取一个。")

    def get_help_text(self) -> str:
        """Shown below the field."""
        return "不能用已泄露的密码。" if settings.PASSWORD_LIST else ""


def _holds(path: Path, password: str) -> bool:
    with path.open(encoding="utf-8", errors="replace") as lines:
        return any(line.strip().lower() == password for line in lines)
