"""manage.py break_glass: when no security administrator can come in, somebody on the server lets another person stand in for an hour."""

import getpass

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from accounts.conflict import Refused
from accounts.glass.actions import break_glass
from accounts.users.models import User


class Command(BaseCommand):
    """It cannot be done quietly: the trail, the pages and the letters of all three guardians say so."""

    help = "应急授权：安全管理员都不能登录时，让指定人员代行安全管理员职权若干分钟。记入痕迹，并发信告知三员；到时自动失效。"

    def add_arguments(self, parser: CommandParser) -> None:
        """Who, why, how long."""
        parser.add_argument("account", help="代行人的账号，不得是三员，如党建办管理员")
        parser.add_argument("--reason", required=True, help="事由，如“安全管理员手机丢失、恢复码不在”")
        parser.add_argument("--minutes", type=int, default=60, help="几分钟，5 至 240，默认 60")

    def handle(self, *args, **options) -> None:
        """Break it, and say what to do next."""
        person = User.objects.filter(username=options["account"].strip().lower()).first()
        if person is None:
            raise CommandError(f"没有账号“{options['account']}”。请核对账号后重新输入。")
        said = {"reason": options["reason"], "minutes": options["minutes"], "operator": getpass.getuser()}
        try:
            glass = break_glass(user=person, now=timezone.now(), **said)
        except Refused as refused:
            raise CommandError(str(refused)) from None
        until = timezone.localtime(glass.until)
        self.stdout.write(
            f"已授权{person}（{person.username}）代行安全管理员职权，至 {until:%H:%M} 自动失效，已记入痕迹并告知三员。\n"
            "请其登录后在“权限”页办理（重置安全管理员的动态验证码，或另行任命安全管理员），办完即点“结束应急授权”。"
        )
