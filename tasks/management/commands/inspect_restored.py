"""The inside of a restore drill: run by `manage.py restore_drill` in a process whose database and files are the restored copy."""

import json
import sys

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from accounts.backups.manifest import Facts
from tasks.management.inspecting import Wrong, inspect


class Command(BaseCommand):
    """manage.py inspect_restored, with the backup's facts and the anchors it must agree with (JSON) as its input; answers in lines of JSON."""

    help = "（由 restore_drill 调用）在恢复出来的副本中检查数据、痕迹、文件、登录、页面和报表。"
    requires_system_checks = []

    def handle(self, *args, **options) -> None:
        """Refuses to work anywhere but in a drill's own folder: it sets a password and may migrate."""
        if not settings.VAR_DIR.name.startswith(".drill-"):
            raise CommandError("inspect_restored 只能由 restore_drill 在副本中运行。")
        told = json.load(sys.stdin)
        anchored = {int(number): head for number, head in told["anchors"].items()}
        steps: list[str] = []
        try:
            for words in inspect(Facts(**told["facts"]), anchored):
                if steps:
                    self.say(words=steps[-1])
                steps.append(words)
        except Wrong as wrong:
            if steps:
                self.say(words=steps[-1])
            self.say(fault=str(wrong))
            return
        self.say(sum=steps[-1])

    def say(self, **said: str) -> None:
        """One line for the drill."""
        self.stdout.write(json.dumps(said, ensure_ascii=False))
        self.stdout.flush()
