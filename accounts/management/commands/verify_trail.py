"""Check the whole trail from the command line: 0 when it is whole, 1 when a row was tampered with."""

import sys

from django.core.management.base import BaseCommand

from accounts.trail.verify import verify


class Command(BaseCommand):
    """manage.py verify_trail."""

    help = "校验痕迹：逐条重算，说明是否完整；发现改动时指出第一条并以非零码退出。"

    def handle(self, *args, **options) -> None:
        """Say it in words, then the last seal for those who keep it elsewhere."""
        verdict = verify()
        if verdict.fault:
            self.stderr.write(str(verdict))
            sys.exit(1)
        self.stdout.write(str(verdict))
        self.stdout.write(f"末条链值：{verdict.head}")
