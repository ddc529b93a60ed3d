"""manage.py import_speech FILE: receive and read a speech at once, the same way as the page and the job do."""

from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from accounts.access import may
from accounts.models import User
from accounts.roles import Permission
from speeches import actions, documents
from speeches.models import Speech
from speeches.states import SpeechState


class Command(BaseCommand):
    """Import one file."""

    help = "导入一份讲话：保存原件、识别、入库，并打印结果。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", help="文件（.docx、.pdf、.txt、.doc）")
        parser.add_argument("--by", help="导入人账号（须有导入讲话的权限；不填则取第一位党建办管理员）")
        parser.add_argument("--title", default="")
        parser.add_argument("--speaker", default="")
        parser.add_argument("--meeting", default="")
        parser.add_argument("--date", type=date.fromisoformat, default=None, help="讲话日期 YYYY-MM-DD")
        parser.add_argument("--again", action="store_true", help="同一文件已导入过，仍再导入")

    def handle(self, *args: Any, **options: Any) -> None:
        path, by = Path(options["file"]), _importer(options["by"])
        try:
            data = path.read_bytes()
        except OSError as error:
            raise CommandError(f"打不开文件 {path}：{error.strerror}。请核对路径和权限。") from error
        earlier = Speech.objects.same_file(documents.digest(data)).first()
        if earlier and not options["again"]:
            raise CommandError(
                f"该文件已于 {timezone.localtime(earlier.received_at):%Y-%m-%d %H:%M} 导入（编号 {earlier.pk}）。仍要导入请加 --again。"
            )
        told = {name: options[name] for name in ("title", "speaker", "meeting")} | {"given_on": options["date"]}
        try:
            speech = actions.receive(data=data, name=path.name, now=timezone.now(), by=by, **told)
        except documents.Unreadable as refused:
            raise CommandError(refused.message) from refused
        done = actions.read(pk=speech.pk, now=timezone.now())
        if done is None or done.state == SpeechState.UNREADABLE:
            raise CommandError(done.reason if done else "讲话正由后台识别。")
        self.stdout.write(f"已导入：{done.title}（编号 {done.pk}），{done.pieces.count()} 句，{done.directives.count()} 条指示。")


def _importer(username: str | None) -> User:
    """The named account, or the first one that may import."""
    people = User.objects.filter(username=username) if username else User.objects.filter(is_active=True).order_by("id")
    for user in people:
        if may(user, Permission.IMPORT_SPEECH):
            return user
    raise CommandError("没有可用的导入人：请用 --by 指定有导入讲话权限的账号。")
