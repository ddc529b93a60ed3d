"""布置述职: the office asks; everybody who is to report gets one letter, however many posts are held."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import IntegrityError, transaction

from accounts.access import may
from accounts.conflict import NotYours, Refused, Stale
from accounts.letters.actions import post
from accounts.models import Post
from accounts.roles import Permission
from accounts.trail.actions import record
from tasks.duty_reports.models import DutyCall, DutyReport
from tasks.duty_reports.queries import missing_from, reporters

LETTER = "duty_report_asked"


@transaction.atomic
def ask(*, cycle, due_on: date, on: date, now: datetime, by) -> DutyCall:
    """Ask all secretaries and leaders of assessed units for their reports on the period of the cycle."""
    must_assess(by)
    if cycle.state != "open":
        raise Refused(f"“{cycle}”已经审定，不能再布置述职。")
    if due_on < on:
        raise Refused(f"“报送期限”早于今天。请改为{on:%Y年%-m月%-d日}或以后。")
    posts = list(reporters(on))
    if not posts:
        raise Refused("没有承担清单事项的单位，或者这些单位没有在任的书记和班子成员。请先印发清单、登记岗位。")
    try:
        with transaction.atomic():
            call = DutyCall.objects.create(cycle=cycle, due_on=due_on, opened_at=now, opened_by=by)
    except IntegrityError as error:
        raise Stale(f"“{cycle}”已经布置述职。请在述职列表中查看。") from error
    made = _begin(call, posts, now)
    after = {"due_on": due_on, "reports": len(made), "letters": _tell(call, made, f"{call.pk}", now)}
    record(act="布置述职", target=call, after=after, at=now, by=by)
    return call


@transaction.atomic
def ask_more(*, call: DutyCall, on: date, now: datetime, by) -> list[DutyReport]:
    """Ask those who came into post since; twice changes nothing."""
    must_assess(by)
    DutyCall.objects.select_for_update().get(pk=call.pk)
    posts = list(missing_from(call, on))
    if not posts:
        raise Refused("没有新任的书记和班子成员需要补充布置。")
    made = _begin(call, posts, now)
    after = {"reports": [str(one.post) for one in made], "letters": _tell(call, made, f"{call.pk}:{made[0].pk}", now)}
    record(act="补充布置述职", target=call, after=after, at=now, by=by)
    return made


def _begin(call: DutyCall, posts: list[Post], now: datetime) -> list[DutyReport]:
    return DutyReport.objects.bulk_create([DutyReport(call=call, post=post, asked_at=now) for post in posts])


def _tell(call: DutyCall, made: Iterable[DutyReport], key: str, now: datetime) -> int:
    """One letter a person; returns their number."""
    by_person: dict = {}
    for report in made:
        by_person.setdefault(report.post.user, []).append(report)
    for person, own in by_person.items():
        context = {"call": call, "reports": own}
        post(to=person, template=LETTER, context=context, key=f"{LETTER}:{key}:{person.pk}", now=now)
    return len(by_person)


def must_assess(by) -> None:
    """Only who may assess."""
    if not may(by, Permission.ASSESS):
        raise NotYours("您的岗位不能组织述职。")
