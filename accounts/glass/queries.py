"""Who must hear of a broken glass, which are open, and what was done meanwhile."""

from datetime import date, datetime

from django.db.models import QuerySet

from accounts.glass.models import BrokenGlass
from accounts.roles import GUARDIANS
from accounts.trail.models import Entry
from accounts.units.models import Post
from accounts.users.models import User


def guardians(on: date) -> QuerySet[User]:
    """The three guardians in post."""
    return User.objects.filter(posts__in=Post.objects.on(on).with_role(*GUARDIANS)).distinct().order_by("id")


def living(now: datetime) -> list[BrokenGlass]:
    """Those that give rights now."""
    return [glass for glass in BrokenGlass.objects.filter(ended_at=None).select_related("user") if glass.lives(now)]


def acts_of(glass: BrokenGlass) -> int:
    """How many rows the person left in the trail meanwhile."""
    done = Entry.objects.filter(by=glass.user_id, at__gte=glass.opened_at, at__lte=glass.ended_at or glass.until)
    return done.count()
