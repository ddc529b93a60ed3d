"""Once a month the security administrators are told which accounts nobody uses any more (等保 2.0 访问控制 c: 及时删除或停用多余的、过期的账户)."""

from datetime import date, datetime

from django.conf import settings
from django.db.models import Prefetch, QuerySet
from django.utils import timezone

from accounts.letters.actions import post
from accounts.letters.models import Letter
from accounts.rights.queries import security_admins
from accounts.units.models import Post, valid
from accounts.users.models import User
from accounts.users.queries import search

NAMED = 30


def tell_of_idle(now: datetime) -> list[Letter]:
    """The letters posted now: one a month for each, and none while every account is in use."""
    today = timezone.localdate(now)
    keys = {f"idle:{today:%Y-%m}:{guard.pk}": guard for guard in security_admins(today)}
    for told in Letter.objects.filter(key__in=keys).values_list("key", flat=True):
        del keys[told]
    dormant, expired = search(state="dormant"), search(state="expired")
    if not keys or not (dormant.exists() or expired.exists()):
        return []
    context = {"dormant": _told(dormant, today), "expired": _told(expired, today), "days": settings.DORMANT_DAYS}
    posted = [post(to=guard, template="idle_accounts", context=context, key=key, now=now) for key, guard in keys.items()]
    return [letter for letter in posted if letter]


def _told(found: QuerySet[User], on: date) -> dict:
    """The first of them by name and with their posts of the day, how many there are, and how many are not named."""
    posts = Prefetch("posts", Post.objects.filter(valid(on)).select_related("unit"))  # an expired account still holds its post
    people, count = list(found.prefetch_related(posts)[:NAMED]), found.count()
    return {"people": people, "count": count, "more": count - len(people)}
