"""Find people, page by page in the order of their pinyin."""

from datetime import timedelta

from django.conf import settings
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db.models import Q, QuerySet
from django.utils import timezone

from accounts.users.models import User

PAGE = 50


def search(q: str = "", state: str = "") -> QuerySet[User]:
    """People whose name or account contains `q`, or whose pinyin initials begin with it."""
    found = User.objects.order_by("initials", "id")
    if q:
        found = found.filter(Q(name__contains=q) | Q(username__contains=q.lower()) | Q(initials__startswith=q.lower()))
    if state == "open":
        found = found.filter(is_active=True)
    elif state == "closed":
        found = found.filter(is_active=False)
    elif state == "unset":
        found = found.filter(is_active=True, password__startswith=UNUSABLE_PASSWORD_PREFIX)
    elif state == "dormant":
        found = found.filter(dormant())
    elif state == "expired":
        found = found.filter(is_active=True, expires_on__lt=timezone.localdate())
    return found


def dormant() -> Q:
    """Open accounts that nobody has entered for settings.DORMANT_DAYS (never entered: since they were opened)."""
    since = timezone.now() - timedelta(days=settings.DORMANT_DAYS)
    return Q(is_active=True) & (Q(last_login__lt=since) | Q(last_login=None, date_joined__lt=since))


def page(found: QuerySet[User], after: str) -> tuple[list[User], str]:
    """(people of the page that follows the mark `after`, the mark of the next page or nothing); posts and units come along."""
    initials, _, number = after.rpartition(".")
    if number.isdecimal() and len(number) < 19:
        found = found.filter(Q(initials__gt=initials) | Q(initials=initials, id__gt=int(number)))
    people = list(found.prefetch_related("posts__unit")[: PAGE + 1])
    if len(people) <= PAGE:
        return people, ""
    last = people[PAGE - 1]
    return people[:PAGE], f"{last.initials}.{last.pk}"
