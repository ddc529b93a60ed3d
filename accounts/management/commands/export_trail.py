"""Take the trail to another machine."""

import hashlib
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from accounts.trail import anchors
from accounts.trail.export import PROGRAM, Unreadable, export, pack


class Command(BaseCommand):
    """manage.py export_trail FILE."""

    help = "导出痕迹：写入 FILE（每行一条，末行签名），并在旁边放一个核验程序 verify_trail.pyz，供在另一台电脑上核验。"

    def add_arguments(self, parser: CommandParser) -> None:
        """Where to."""
        parser.add_argument("file", help="导出到哪个文件（不能已经存在），如 /media/usb/trail.jsonl")

    def handle(self, *args, **options) -> None:
        """Write both files, tell how to check them."""
        path = Path(options["file"])
        try:
            with path.open("xb") as file:
                number, seal = export(file, timezone.now())
            pack(path.with_name(PROGRAM))
        except FileExistsError:
            raise CommandError(f"{path} 已经存在，请换一个文件名。") from None
        except (OSError, Unreadable) as error:
            raise CommandError(f"没有导出：{error}") from None
        program = hashlib.sha256(path.with_name(PROGRAM).read_bytes()).hexdigest()
        self.stdout.write(f"已导出 {number} 条，末条链值 {seal}。")
        self.stdout.write(f"核验程序 {PROGRAM} 的 SHA-256：{program}")
        self.stdout.write(f"在另一台电脑上：python3 {PROGRAM} {path.name} --anchors anchors.jsonl --key {anchors.public_key()}")
