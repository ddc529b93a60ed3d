"""Who holds which role, and who is locked out."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from axes.models import AccessAttempt
from django.conf import settings
from django.db.models import Count, Max, QuerySet, Sum

from accounts.guesses.actions import BOUND
from accounts.roles import ROLE_LABELS, Role
from accounts.units.models import Post
from accounts.users.models import User

FEW = 12


@dataclass(frozen=True)
class Holders:
    """A role, how many hold it, and the first of them."""

    role: Role
    label: str
    count: int
    posts: list[Post]

    @property
    def more(self) -> int:
        """How many are not shown."""
        return self.count - len(self.posts)


def holders(on, role: str = "") -> list[Holders]:
    """For each role those who hold it on the day; one role in full when it is named."""
    posts = Post.objects.on(on).select_related("user", "unit").order_by("unit__path", "id")
    by_role: dict[str, list[Post]] = {}
    for post in posts.with_role(Role(role)) if role in set(Role) else posts:
        by_role.setdefault(post.role, []).append(post)
    wanted: Iterable[Role] = [Role(role)] if role in set(Role) else Role
    limit = None if role else FEW
    return [Holders(r, ROLE_LABELS[r], len(by_role.get(r, [])), by_role.get(r, [])[:limit]) for r in wanted]


def security_admins(on: date) -> QuerySet[User]:
    """Who is told of what happens to accounts."""
    return User.objects.filter(posts__in=Post.objects.on(on).with_role(Role.SECURITY_ADMIN)).distinct()


def guessed_at(now: datetime) -> list[dict]:
    """Account names at which so many wrong passwords were tried that strangers have none left this hour (accounts.guesses)."""
    since = now - timedelta(hours=settings.AXES_COOLOFF_TIME)
    recent = AccessAttempt.objects.filter(attempt_time__gt=since).order_by().values("username")
    counted = recent.annotate(
        failures=Sum("failures_since_start"), addresses=Count("ip_address", distinct=True), last=Max("attempt_time")
    )
    return list(counted.filter(failures__gte=BOUND).order_by("-failures")[:100])


def locks(now: datetime) -> list[AccessAttempt]:
    """Pairs of account name and address that are locked now."""
    since = now - timedelta(hours=settings.AXES_COOLOFF_TIME)
    failed = AccessAttempt.objects.filter(failures_since_start__gte=settings.AXES_FAILURE_LIMIT, attempt_time__gt=since)
    return list(failed.order_by("-attempt_time")[:100])
