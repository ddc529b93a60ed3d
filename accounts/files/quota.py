"""How much a unit may upload in a day (UPLOAD_MB_A_DAY): one account that has gone wild does not fill the disk."""

from datetime import date

from django.conf import settings
from django.db import transaction
from django.db.models import F

from accounts.conflict import Refused
from accounts.files.models import DayUse
from accounts.units.models import Unit

MB = 1_000_000


class TooMuch(Refused):
    """The unit's day is full; the form's file field says so."""


@transaction.atomic
def charge(*, unit: Unit, size: int, on: date) -> None:
    """Count `size` bytes of the unit's day, in the transaction that keeps the file; TooMuch when they do not fit any more."""
    limit = settings.UPLOAD_MB_A_DAY * MB
    if not limit:
        return
    use, _ = DayUse.objects.get_or_create(unit=unit, on=on)
    if DayUse.objects.filter(pk=use.pk, bytes__lte=limit - size).update(bytes=F("bytes") + size) != 1:
        use.refresh_from_db()
        raise TooMuch(
            f"{unit}今天已上传 {use.bytes // MB} MB，加上本文件超过每日 {limit // MB} MB 的限额，没有保存。"
            "请压缩后再传或明天再传，也可以先不附；确需调整限额，请联系系统管理员。"
        )


def charge_home(*, user, size: int, on: date) -> None:
    """The same on the account of the person's own unit, for what belongs to no unit's matter."""
    unit = home_of(user)
    if unit:
        charge(unit=unit, size=size, on=on)


def home_of(user) -> Unit | None:
    """The unit of the first post held."""
    post = user.posts.select_related("unit").filter(valid_to=None).order_by("pk").first()
    return post.unit if post else None
