"""The security administrators hear of an account that is being guessed at: once a day for each, while it goes on."""

from datetime import datetime

from django.utils import timezone

from accounts.letters.actions import post
from accounts.letters.models import Letter
from accounts.rights.queries import guessed_at, security_admins
from accounts.users.models import User


def tell(now: datetime) -> list[Letter]:
    """Post what is to be said now; names that no account bears are nobody's concern."""
    tried = {each["username"]: each for each in guessed_at(now)}
    if not tried:
        return []
    today = timezone.localdate(now)
    guards = security_admins(today)
    posted = [
        post(
            to=guard,
            template="guessed",
            context={"person": person, **{name: tried[person.username][name] for name in ("failures", "addresses")}},
            key=f"guessed:{person.pk}:{today}:{guard.pk}",
            now=now,
        )
        for person in User.objects.filter(username__in=tried, is_active=True)
        for guard in guards
    ]
    return [letter for letter in posted if letter]
