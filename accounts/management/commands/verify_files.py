"""Compare every kept file with its row and its digest."""

import sys

from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts.backups import running
from accounts.backups.tools import Broken


class Command(BaseCommand):
    """manage.py verify_files; reads only, unless --sweep is given."""

    help = "核对全部文件：丢失、改动、对调、无记录的逐个指出，有问题时以非零码退出。"

    def add_arguments(self, parser: CommandParser) -> None:
        """One option."""
        parser.add_argument("--sweep", action="store_true", help="先清理中断的上传留下的文件（移到 VAR_DIR/orphans，保留三十天）")

    def handle(self, *args, **options) -> None:
        """Say it in words."""
        try:
            well = running.verify_files(self.stdout.write, sweeping=options["sweep"])
        except Broken as error:
            raise CommandError(str(error)) from None
        if not well:
            sys.exit(1)
