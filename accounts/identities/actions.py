"""Bind an account to a subject of the county's own sign-in, and loose it again."""

from datetime import datetime

from django.conf import settings
from django.db import IntegrityError, transaction

from accounts.conflict import Refused
from accounts.identities.models import Identity
from accounts.trail.actions import record
from accounts.users.actions import must_not_touch_the_other_guardians
from accounts.users.models import User


@transaction.atomic
def note(*, identity: Identity) -> None:
    """The trail says that the county's own sign-in stood for the password."""
    record(act="经统一身份认证登录", target=identity.user, by=identity.user)


@transaction.atomic
def link(*, user: User, subject: str, now: datetime, by) -> Identity:
    """From now on this subject opens the account. One subject opens one account, one account has one subject."""
    must_not_touch_the_other_guardians(user, by)
    try:
        with transaction.atomic():
            kept = {"issuer": settings.OIDC_URL, "subject": subject, "linked_at": now, "linked_by": by}
            identity = Identity.objects.create(user=user, **kept)
    except IntegrityError as error:
        if Identity.objects.filter(user=user, issuer=settings.OIDC_URL).exists():
            raise Refused(f"{user}的账号已有关联。要换一个，请先解除原来的关联。") from error
        raise Refused("这个统一身份已经关联另一个账号。请先在那个账号上解除，或核对标识。") from error
    record(act="关联统一身份", target=user, after={"subject": subject}, by=by)
    return identity


@transaction.atomic
def unlink(*, identity: Identity, by) -> None:
    """The subject opens nothing any more; sessions that are open go on."""
    must_not_touch_the_other_guardians(identity.user, by)
    if not Identity.objects.filter(pk=identity.pk).delete()[0]:
        raise Refused("关联已经解除。")
    record(act="解除统一身份关联", target=identity.user, before={"subject": identity.subject}, by=by)
