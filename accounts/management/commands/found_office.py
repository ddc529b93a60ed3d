"""manage.py found_office: the first day of a real office. Makes the root unit and the three guardians; no password is ever preset."""

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from accounts.conflict import Refused
from accounts.founding import found
from accounts.roles import ROLE_LABELS, Role
from accounts.tickets.actions import print_slips

OPTIONS = {"system": Role.SYSTEM_ADMIN, "security": Role.SECURITY_ADMIN, "audit": Role.AUDIT_ADMIN}


class Command(BaseCommand):
    """Prints one code for each guardian; with it, within seven days, the person sets a password at /set-password/."""

    help = "初始化：设立县委（根单位）和系统、安全、审计三名管理员，并打印各自的一次性口令。"

    def add_arguments(self, parser: CommandParser) -> None:
        """The unit's name, and for each guardian the account and the name."""
        parser.add_argument("unit", help="根单位全称，如 中共××县委员会")
        for option, role in OPTIONS.items():
            parser.add_argument(f"--{option}", nargs=2, required=True, metavar=("账号", "姓名"), help=ROLE_LABELS[role])

    def handle(self, *args, **options) -> None:
        """Found, then print the slips."""
        now = timezone.now()
        guardians = {role: tuple(options[option]) for option, role in OPTIONS.items()}
        try:
            made = found(unit=options["unit"], guardians=guardians, on=timezone.localdate(now))
        except Refused as refused:
            raise CommandError(str(refused)) from None
        except ValidationError as error:
            raise CommandError("；".join(error.messages)) from None
        self.stdout.write("已设立。请把口令分别交给本人，七日内在“设置密码”页（/set-password/）使用，用后即失效：")
        for user, code in print_slips(users=list(made.values()), now=now, by=None):
            self.stdout.write(f"  {user.username}　{user}　{code}")
