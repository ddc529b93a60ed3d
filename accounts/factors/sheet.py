"""The sheet of ten recovery codes: it stays as long as the person has any other factor."""

from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes

from accounts.factors.queries import has_factor

KIND = Authenticator.Type.RECOVERY_CODES


def of(user) -> Authenticator | None:
    """The person's sheet."""
    return Authenticator.objects.filter(user=user, type=KIND).first()


def first(user) -> list[str]:
    """Ten codes for who has none yet; empty when a sheet is in the drawer already."""
    return [] if of(user) else fresh(user)


def fresh(user) -> list[str]:
    """Ten new codes; those printed before are worth nothing any more."""
    Authenticator.objects.filter(user=user, type=KIND).delete()
    return RecoveryCodes.activate(user).get_unused_codes()


def crossed_out(sheet: Authenticator | None, figures: str) -> bool:
    """True when one of the sheet's codes was typed; that one is used up."""
    return bool(sheet and get_adapter().decrypt(sheet.data["seed"]) and RecoveryCodes(sheet).validate_code(figures))


def drop_when_alone(user) -> None:
    """Without another factor nobody asks for codes."""
    if not has_factor(user):
        Authenticator.objects.filter(user=user, type=KIND).delete()
