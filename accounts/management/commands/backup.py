"""Make a backup now."""

import sys

from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts.backups import crypt, running
from accounts.backups.tools import Broken


class Command(BaseCommand):
    """manage.py backup; with --new-key only print a fresh key for BACKUP_KEY."""

    help = "备份数据库和全部文件到 BACKUP_DIR；设置 BACKUP_KEY 时加密。"

    def add_arguments(self, parser: CommandParser) -> None:
        """Two options."""
        parser.add_argument("--wait", type=float, default=0, metavar="秒", help="另一项正在进行的，最多等多少秒（默认不等）")
        parser.add_argument("--new-key", action="store_true", help="只生成一个新密钥（填入 BACKUP_KEY，另行抄录、由两人分别保管）")

    def handle(self, *args, **options) -> None:
        """Say what was done."""
        if options["new_key"]:
            self.stdout.write(crypt.new_key())
            return
        try:
            running.backup(self.say, options["wait"])
        except Broken as error:
            raise CommandError(str(error)) from None

    def say(self, words: str) -> None:
        """At once, so that a log shows how far it came."""
        self.stdout.write(words)
        sys.stdout.flush()
