"""manage.py load_demo: the demo office, step by step as an office would come to it. Running it again changes nothing."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from accounts.conflict import Refused
from accounts.demo.load import load_people, sign_in_lines
from accounts.importing.shapes import Verdict
from accounts.models import User
from speeches.models import Speech
from tasks.management import demo_bulletins, demo_duties, demo_duty_reports, demo_leaders, demo_life, demo_rectify, demo_supervision

SPEECH = settings.BASE_DIR / "speeches" / "samples" / "00-seed-speech.txt"


class Command(BaseCommand):
    """People first; then the speech; then its list. Prints the sign-ins."""

    help = "载入演示数据（仅演示环境）：虚构的清禾县、讲话样例和责任清单。"

    def handle(self, *args, **options) -> None:
        """Load what is not there yet."""
        today = timezone.localdate()
        try:
            done = load_people(on=today)
        except Refused as refused:
            raise CommandError(str(refused)) from None
        self.stdout.write(f"单位和人员：新增 {done.count(Verdict.NEW)} 行，不变 {done.count(Verdict.UNCHANGED)} 行。")
        if not Speech.objects.exists():
            self._live(today)
        for line in sign_in_lines():
            self.stdout.write(line)

    @transaction.atomic
    def _live(self, today) -> None:
        """The last two months of the office: all of it, or nothing (a load that was broken off can be repeated)."""
        admin, supervisor = User.objects.get(username="gongwei1"), User.objects.get(username="ducha")
        speech = demo_life.hear(path=SPEECH, admin=admin, today=today)
        self.stdout.write(f"讲话：{speech.title}，{speech.directives.count()} 条指示，已全部判定。")
        problems = demo_rectify.run(admin=admin, supervisor=supervisor, today=today)
        self.stdout.write(f"整改：{problems.title}，{problems.items.count()} 个问题，有销号、回头看和反弹。")
        drafted = demo_life.live(speech=speech, admin=admin, supervisor=supervisor, today=today)
        self.stdout.write(f"清单：{drafted.title}，{drafted.number}，{drafted.items.count()} 项。")
        self.stdout.write(f"经常性工作：{demo_duties.run(admin=admin, today=today)} 期。")
        self.stdout.write(f"提醒：{demo_life.remind(today=today)} 封信，稍后可在演示邮箱中看到。")
        self.stdout.write(f"督办单：{demo_supervision.run(supervisor=supervisor, today=today)} 份，谈话、核查、批示各有记录。")
        self.stdout.write(f"通报：{demo_bulletins.run(admin=admin, today=today)}。")
        self.stdout.write(f"一岗双责：领导本人的记录 {demo_leaders.run(admin=admin, today=today)} 条，工作提示单已印发。")
        self.stdout.write(f"考核：{demo_life.assess(admin=admin, today=today)}。")
        self.stdout.write(f"述职：{demo_duty_reports.run(admin=admin, today=today)} 份报告，一份已签署，一份退回修改。")
