"""manage.py fill --units 2000 --items 100000: a large office for trying; never in production."""

from argparse import ArgumentParser

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from tasks.management.filling import fill


class Command(BaseCommand):
    """Units with people, and assignments on their way."""

    help = "造一个大单位供试用（仅演示或开发环境）：单位、人员、已下达的事项及其办理经过。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """How large."""
        parser.add_argument("--units", type=int, default=2000, help="单位个数（默认 2000）")
        parser.add_argument("--items", type=int, default=100_000, help="下达到单位的事项个数（默认 100000）")

    def handle(self, *args, **options) -> None:
        """Refuse where it could do harm; else fill."""
        if not settings.LOCAL:
            raise CommandError("正式环境不能造试用数据。请在演示或开发环境使用。")
        units, items = options["units"], options["items"]
        if not 1 <= units <= 20_000 or not 1 <= items <= 1_000_000:
            raise CommandError("--units 须为 1 至 20000，--items 须为 1 至 1000000。")
        count, given = fill(units=units, items=items, today=timezone.localdate())
        self.stdout.write(f"现有 {count} 个单位，{given} 项下达的事项。")
