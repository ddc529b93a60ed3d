"""Anchor the trail once a day, and send the anchor to every audit administrator: what is in their mailboxes nobody here can rewrite."""

from datetime import datetime

from django.utils import timezone

from accounts.letters.actions import post
from accounts.letters.models import Letter
from accounts.roles import Role
from accounts.trail import anchors
from accounts.trail.standalone import read_head
from accounts.units.models import Post
from accounts.users.models import User


def keep(now: datetime) -> list[Letter]:
    """Today's anchor, made if it is not there, and its letters (once a day to each; also to one appointed during the day)."""
    anchors.anchor(now)
    lines = anchors.lines()
    today = timezone.localtime(now).date()
    if not lines or (head := read_head(lines[-1], ""))["day"] != today.isoformat():
        return []
    text = lines[-1].decode().strip()
    posted = [
        post(to=person, template="anchor", context={"head": head, "line": text}, key=f"anchor:{person.pk}:{today}", now=now)
        for person in _auditors(today)
    ]
    return [letter for letter in posted if letter]


def _auditors(on) -> list[User]:
    """Those in post who have had no letter today."""
    held = User.objects.filter(posts__in=Post.objects.on(on).filter(role=Role.AUDIT_ADMIN), is_active=True).distinct()
    told = set(Letter.objects.filter(key__in=[f"anchor:{person.pk}:{on}" for person in held]).values_list("to_id", flat=True))
    return [person for person in held if person.pk not in told]
