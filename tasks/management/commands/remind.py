"""Say on the command line what would be said to whom on a day, and why; without --dry-run plan it."""

import unicodedata
from argparse import ArgumentParser
from datetime import date, datetime, time

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from tasks.days.queries import calendar
from tasks.supervision.actions import plan
from tasks.supervision.digest import duty_lines, lines
from tasks.supervision.duty_planning import DutySaying, duty_sayings, unsaid_of_duties
from tasks.supervision.planning import Saying, sayings, unsaid
from tasks.supervision.queries import rules_on

HEADINGS = ("收件人", "单位", "事项", "内容", "缘由")


class Command(BaseCommand):
    """manage.py remind --on 2026-12-01 --dry-run."""

    help = "列出某日应提醒谁、什么事、为什么；不加 --dry-run 时写入提醒并把信件放入待发。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The day, and whether to write."""
        parser.add_argument("--on", metavar="YYYY-MM-DD", help="哪一天（默认今天）")
        parser.add_argument("--dry-run", action="store_true", help="只列出，不写入")

    def handle(self, *args, **options) -> None:
        """Print the table; then plan, unless it is a dry run."""
        on = self._day(options["on"])
        rules, days = rules_on(on), calendar()
        found = [*unsaid(sayings(on, rules, days)), *unsaid_of_duties(duty_sayings(on, rules, days))]
        for row in table([HEADINGS, *(_row(saying, on) for saying in found)]):
            self.stdout.write(row)
        people = {saying.post.user_id for saying in found if saying.post}
        self.stdout.write(
            f"{on:%Y年%-m月%-d日}：应提醒{len(people)}人、{len(found)}条。" if found else f"{on:%Y年%-m月%-d日}：没有要提醒的。"
        )
        if not days.is_workday(on):
            self.stdout.write(f"当日不是工作日，不发信；{days.workday_on_or_after(on):%-m月%-d日}再看。")
        elif not options["dry_run"]:
            made = plan(now=timezone.make_aware(datetime.combine(on, time(max(rules.digest_hour, rules.window[0])))))
            self.stdout.write(f"已写入{made.reminders}条提醒，{made.letters}封信待发。")

    def _day(self, said: str | None) -> date:
        try:
            return date.fromisoformat(said) if said else timezone.localdate()
        except ValueError:
            raise CommandError(f"--on 须为 2026-12-01 这样的日期，现为“{said}”。") from None


def _row(saying: Saying | DutySaying, on: date) -> tuple[str, ...]:
    """One line of the table."""
    post = saying.post
    if isinstance(saying, DutySaying):
        line = duty_lines([saying.line], on)[0]
    else:
        line = lines([(saying.assignment, saying.step.kind)], on, post.user_id if post else 0)[0]
    to = f"{post.user}（{post.title or post.get_role_display()}）" if post else "无人在岗，请先任职"
    return (to, line.unit, line.title, line.said, saying.why)


def table(rows: list[tuple[str, ...]]) -> list[str]:
    """Columns under each other; a Chinese character is two wide. One row means headings only: nothing is shown."""
    widths = [max(map(width, column)) for column in zip(*rows, strict=True)]
    return ["  ".join(cell + " " * (w - width(cell)) for cell, w in zip(row, widths, strict=True)).rstrip() for row in rows] * (
        len(rows) > 1
    )


def width(text: str) -> int:
    """Places on a terminal."""
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text)
