"""Put a backup back into an empty database and an empty folder."""

import tempfile
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from accounts.backups import databases, making, restoring
from accounts.backups.tools import Broken
from accounts.trail import anchors
from accounts.trail.standalone import Fault
from accounts.trail.verify import verify
from config.env import mark_as_real


class Command(BaseCommand):
    """manage.py restore PATH."""

    help = "恢复：把一份备份恢复到空的数据库（DATABASE_URL）和空的文件目录；不能覆盖正在使用的系统。"
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        """Where the backup lies."""
        parser.add_argument("path", help="备份所在的文件夹，如 /var/backups/dangjian/20261130T183000Z")

    def handle(self, *args, **options) -> None:
        """Look, put back, bring up to this version, check."""
        media = Path(settings.MEDIA_ROOT)
        try:
            backup, secret = making.load(Path(options["path"]).resolve()), making.key()
            restoring.examine(backup, secret)
            params = databases.here()
            refusal = restoring.why_not_empty(backup, params, media)
            if refusal:
                raise Broken(refusal)
            with tempfile.TemporaryDirectory(prefix="restoring-", dir=settings.VAR_DIR) as scratch:
                files = restoring.put_back(backup, secret, params=params, media=media, scratch=Path(scratch))
        except Broken as error:
            raise CommandError(str(error)) from None
        if not settings.LOCAL:
            mark_as_real(settings.VAR_DIR)
        call_command("migrate", interactive=False, verbosity=0)
        heads, later, wrong = anchors.up_to(backup.manifest.facts.trail_number)
        verdict = verify(heads)
        self.stdout.write(f"已恢复备份 {backup.path.name}（{backup.manifest.made_at}）：数据库和 {files} 个文件。{verdict}")
        if verdict.fault:
            raise CommandError("恢复的痕迹不完整，或与锚定不符，请换一份备份。")
        self._anchored(heads, later, wrong)
        self.stdout.write("请再运行 manage.py verify_files，然后启动各项服务，打开“运行情况”查看。")

    def _anchored(self, heads: dict, later: int, wrong: Fault | None) -> None:
        """What the anchors say about the restored trail; they go on under another name, for they know rows that are no longer there."""
        if wrong:
            self.stdout.write(f"{wrong}：这一条起的锚定未能用来核对，请审计管理员用信件或打印件比对。")
        if later:
            self.stdout.write(f"锚定记得其后还有 {later} 条痕迹，这份备份里没有：那段时间的操作须重新办理。")
        aside = anchors.set_aside(timezone.now())
        if aside:
            self.stdout.write(f"恢复以前的锚定记录已改名保存为 {aside.name}，从恢复以后重新锚定；请审计管理员比对。")
        else:
            self.stdout.write("没有找到恢复以前的锚定记录（ANCHOR_DIR）：请审计管理员用信件或打印件比对痕迹链值。")
