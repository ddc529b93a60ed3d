"""Try whether a backup can be restored, without touching the system in use."""

from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts.backups import running
from accounts.backups.tools import Broken


class Command(BaseCommand):
    """manage.py restore_drill [NAME]."""

    help = "恢复演练：把最新的（或指定的）备份恢复到空的数据库和目录，核对数据、痕迹、文件，试登录、开页面、出报表。"

    def add_arguments(self, parser: CommandParser) -> None:
        """Which backup, and whether to wait for a turn."""
        parser.add_argument("--wait", type=float, default=0, metavar="秒", help="另一项正在进行的，最多等多少秒（默认不等）")
        parser.add_argument("name", nargs="?", default="", help="备份名称，如 20261130T183000Z；不填为最新一份")

    def handle(self, *args, **options) -> None:
        """Each step in words; exit code 1 when one fails."""
        try:
            running.restore_drill(options["name"], self.stdout.write, options["wait"])
        except Broken as error:
            raise CommandError(f"恢复演练失败：{error}") from None
