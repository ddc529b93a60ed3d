"""A marked document reached the door: nothing of it is kept, the refusal is recorded, and the security administrators are told."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from accounts.letters.actions import post
from accounts.models import Post
from accounts.roles import Role
from accounts.trail.actions import record
from speeches.models import Speech

ACT = "拒收涉密文件"


@transaction.atomic
def refuse_secret(*, digest: str, where: str, now: datetime, by) -> None:
    """The form itself saw the mark (`where`: 文件名 or 粘贴的文字): nothing was stored, so the row is about the person."""
    record(act=ACT, target=by, note=f"{where}带有密级标志，内容没有保存。", at=now, by=by)
    tell_security(who=by, key=f"{by.pk}:{digest[:16]}", now=now)


def refuse_marked(*, speech: Speech, reason: str, now: datetime) -> None:
    """The content has the mark: the original and its words go, the row stays and says why."""
    name, storage = speech.file.name, speech.file.storage
    if name:  # once the row surely says so: cut off in between, the sweep deletes it
        transaction.on_commit(lambda: storage.delete(name), robust=True)
    speech.file, speech.text = "", ""
    record(act=ACT, target=speech, note=reason, at=now, by=None)
    tell_security(who=speech.received_by, key=str(speech.pk), now=now)


def tell_security(*, who, key: str, now: datetime) -> None:
    """One letter to each security administrator of the day; it names the person and the time, not the content."""
    holders = Post.objects.on(timezone.localdate(now)).with_role(Role.SECURITY_ADMIN).select_related("user")
    for holder in holders:
        context = {"who": who, "at": now}
        post(to=holder.user, template="secret_refused", context=context, key=f"secret:{key}:{holder.user_id}", now=now)
