"""Whose a subject is, and whether there is such a sign-in at all."""

from django.conf import settings

from accounts.identities.models import Identity


def switched_on() -> bool:
    """True when the environment names a provider."""
    return bool(settings.OIDC_URL)


def of_subject(subject: str) -> Identity | None:
    """The link of a subject of today's provider."""
    return Identity.objects.select_related("user").filter(issuer=settings.OIDC_URL, subject=subject).first()


def of_user(user) -> Identity | None:
    """The person's link with today's provider."""
    return user.identities.filter(issuer=settings.OIDC_URL).select_related("linked_by").first() if switched_on() else None
