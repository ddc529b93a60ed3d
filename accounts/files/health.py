"""Does ClamAV answer, where it is to look at uploads (settings.HEALTH_CHECKS)."""

from collections.abc import Iterator
from datetime import datetime

from django.conf import settings

from accounts.files.scanning import Away, ask
from accounts.health.checks import Check


def scanner(now: datetime) -> Iterator[Check]:
    """A daemon that is away stops uploads: it must be seen."""
    if not settings.CLAMAV:
        return
    try:
        well = ask(b"zPING\0") == "PONG"
    except Away:
        well = False
    yield Check("scanner", "病毒检查", well, "ClamAV 应答正常。" if well else "ClamAV 没有应答，上传已暂停。请检查 clamd 服务。")
