"""manage.py first_admins: the first day of a real office. Root unit, three guardians, the office's administrator; no password is ever preset."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from accounts.conflict import Refused
from accounts.founding import found, without_password
from accounts.roles import ROLE_LABELS, Role
from accounts.tickets.actions import first_links
from accounts.tickets.codes import SLIP_DAYS
from config.env import mark_as_real

OPTIONS = {
    "system": Role.SYSTEM_ADMIN,
    "security": Role.SECURITY_ADMIN,
    "audit": Role.AUDIT_ADMIN,
    "office-admin": Role.OFFICE_ADMIN,
}


class Command(BaseCommand):
    """Prints one link for each; within seven days the person sets a password by it. `--again`: for those who have not done so."""

    help = "初始化：设立县委（根单位）和党建办，系统、安全、审计管理员和党建办管理员，并打印各自的一次性链接（只显示这一次）。"

    def add_arguments(self, parser: CommandParser) -> None:
        """The units' names, and for each person the account and the name."""
        parser.add_argument("unit", nargs="?", help="根单位全称，如 中共××县委员会")
        parser.add_argument("--office", default="", help="党建办所在单位全称，如 ××县直机关工委；不写则设在根单位")
        for option, role in OPTIONS.items():
            parser.add_argument(f"--{option}", nargs=2, metavar=("账号", "姓名"), help=ROLE_LABELS[role])
        parser.add_argument("--again", action="store_true", help="为还没有设置密码的管理员重新生成链接，以前的链接作废")

    def handle(self, *args, **options) -> None:
        """Found (or look who is still without a password), then print the links."""
        if settings.DEMO:
            raise CommandError("演示环境（DEMO=1）不能设立正式机构。请取消 DEMO，换一个数据目录（VAR_DIR）。")
        today = timezone.localdate()
        try:
            people = without_password(today) if options["again"] else self._found(options, today)
            links = first_links(users=people)
        except Refused as refused:
            raise CommandError(str(refused)) from None
        except ValidationError as error:
            raise CommandError("；".join(error.messages)) from None
        if not links:
            raise CommandError("没有等待设置密码的管理员。忘记密码的，由系统管理员（三员由安全管理员）在“人员与单位”中发链接。")
        mark_as_real(settings.VAR_DIR)
        self.stdout.write(
            f"请把链接分别交给本人，{SLIP_DAYS} 日内用浏览器打开并设置密码，用后即失效。链接只显示这一次，系统不保存："
        )
        for user, token in links:
            self.stdout.write(f"  {user.username}　{user}　{settings.SITE_URL}/set-password/{token}/")

    def _found(self, options: dict, today) -> list:
        """All of the first people at once, or a word about what is missing."""
        missing = [f"--{name}" for name in OPTIONS if not options[name.replace("-", "_")]]
        if missing or not options["unit"]:
            raise CommandError(f"请写明根单位全称和四个人的账号、姓名；缺少：{'、'.join(missing) or '根单位全称'}。")
        people = {role: tuple(options[name.replace("-", "_")]) for name, role in OPTIONS.items()}
        return list(found(unit=options["unit"], office=options["office"], guardians=people, on=today).values())
