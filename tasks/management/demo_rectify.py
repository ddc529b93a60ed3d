"""The demo's problems: found last winter, righted, looked at again; one came back, one goes on. All by the actions that people use."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.utils import timezone

from accounts.models import Unit, User
from accounts.roles import Role
from accounts.trail.actions import as_of
from accounts.units.queries import first_responsible
from tasks.items.actions import acknowledge, draft, endorse, issue, propose
from tasks.items.models import Assignment, ResponsibilityList
from tasks.progress.actions import report
from tasks.rectification import actions
from tasks.results.actions import sign
from tasks.results.states import Use
from tasks.review.actions import approve, close_off, submit

# Days before today: recorded, issued.
RECORDED, ISSUED = 230, 225
INSPECTION, SESSION = "县委第二巡察组反馈意见", "上年度述职评议考核"
# Unit, problem, source, what says so, kind, measures, days from today: due, closed off (None: still in hand).
PROBLEMS = (
    (
        "县财政局党组", "部分支部党课记录不全，书记讲党课缺少提纲和到会情况。", "inspection", INSPECTION, "time_limited",
        "补齐本年度党课记录；党办每季度抽查一次，抽查结果在党组会上通报。", -190, -192,
    ),
    (
        "县教育局党委", "民主评议党员走过场，个别支部以自评代替互评。", "inspection", INSPECTION, "time_limited",
        "重新组织评议；党委委员分片到会指导，评议结果逐人反馈。", -120, -125,
    ),
    (
        "县公安局党委", "党费收缴不及时，两个支部存在代缴补缴。", "assessment", SESSION, "immediate",
        "当月补缴到位；支部书记每月核对一次，公布收缴情况。", -200, -205,
    ),
    (
        "县自然资源和规划局党组", "抓党建与抓业务结合不紧，年度重点项目没有同步安排党建工作。", "assessment", SESSION, "long_term",
        "重点项目立项时同步确定党建措施，每季度检查一次。", 40, None,
    ),
)  # fmt: skip
HOLDS = "抽查三个支部的记录，制度在执行，成果保持。"
BACK = "抽查发现一个支部本季度评议又没有互评记录。"


@transaction.atomic
def run(*, admin: User, supervisor: User, today: date) -> ResponsibilityList:
    """The list of problems with its whole life up to today."""
    listed = _listed(admin, today)
    for one in Assignment.objects.filter(item__responsibility_list=listed).select_related("item", "unit"):
        *_, due, closed = next(row for row in PROBLEMS if row[1] == one.item.words)
        _carry_out(one, today + timedelta(days=closed if closed is not None else due), closed is not None, admin, supervisor)
    first, second, *_ = Assignment.objects.filter(item__responsibility_list=listed).order_by("item__number")
    with _on(today - timedelta(days=98)) as clock:
        said = {"months": 3, "held": "holds", "seen": HOLDS, "checked_on": clock["on"]}
        actions.follow_up(assignment=first, by=supervisor, **said, **clock)
    with _on(today - timedelta(days=30)) as clock:
        said = {"months": 3, "held": "back", "seen": BACK, "checked_on": clock["on"]}
        found = actions.follow_up(assignment=second, by=supervisor, **said, **clock)
    with _on(today - timedelta(days=28)) as clock:
        again = {"seen": BACK, "due_on": today + timedelta(days=20), "follow_up": found}
        actions.recur(assignment=second, version=second.version, by=admin, **again, **clock)
    _used(first, second, admin, today)
    return listed


def _used(righted: Assignment, back: Assignment, admin: User, today: date) -> None:
    """What came of it, signed: the one unit was talked with and knows it, the other's good result is being weighed."""
    with _on(today - timedelta(days=25)) as clock:
        talk = {
            "use": Use.TALK,
            "used_by": "县直机关工委",
            "words": "因整改问题反弹，约谈党委书记和分管领导，限期重新整改。",
            "told": True,
        }
        sign(unit=back.unit, assignment=back, used_on=clock["on"], by=admin, **talk, **clock)
    with _on(today - timedelta(days=20)) as clock:
        honour = {"use": Use.HONOUR, "used_by": "县委组织部", "words": "整改成果保持，列入先进基层党组织推荐参考。"}
        sign(unit=righted.unit, assignment=righted, used_on=clock["on"], by=admin, **honour, **clock)


def _listed(admin: User, today: date) -> ResponsibilityList:
    """Recorded, approved by a county leader, issued."""
    with _on(today - timedelta(days=RECORDED)) as clock:
        day = clock["on"]
        drafted = draft(year=day.year, title=f"{day.year}年问题整改清单", by=admin)
        for name, words, found_in, basis, remedy, measures, due, _ in PROBLEMS:
            said = {"words": words, "found_in": found_in, "basis": basis, "remedy": remedy, "measures": measures}
            said |= {
                "found_on": day,
                "due_on": today + timedelta(days=due),
                "acceptance_criteria": "措施全部落实，抽查没有发现同类问题。",
            }
            units = [Unit.objects.get(name=name)]
            actions.record_problem(responsibility_list=drafted, units=units, by=admin, **said, **clock)
    with _on(today - timedelta(days=RECORDED - 2)) as clock:
        leader = User.objects.filter(posts__role=Role.COUNTY_LEADER, posts__valid_to=None).order_by("pk").first()
        asked = propose(responsibility_list=drafted, approver=leader, by=admin, **clock)
        endorse(approval=asked, now=clock["now"], by=leader)
    with _on(today - timedelta(days=ISSUED)) as clock:
        number = f"清直党〔{clock['on'].year}〕3号"
        issue(responsibility_list=drafted, number=number, over_reason="巡察反馈问题须限期整改。", by=admin, **clock)
    return drafted


def _carry_out(one: Assignment, end: date, done: bool, admin: User, supervisor: User) -> None:
    """Accepted, reported; and, when done, handed in three days before, approved by the office, closed off by the supervisor on `end`."""
    secretary = first_responsible(one.unit, one.assigned_on).user
    with _on(one.assigned_on + timedelta(days=1)) as clock:
        acknowledge(assignment=one, version=one.version, by=secretary, **clock)
    with _on(one.assigned_on + timedelta(days=8)) as clock:
        text = "已召开党组会研究，明确责任人，措施正在落实。"
        report(assignment=one, version=_version(one), text=text, percent=50, key=f"demo-r{one.pk}", now=clock["now"], by=secretary)
    if not done:
        return
    with _on(end - timedelta(days=3)) as clock:
        submit(assignment=one, version=_version(one), claim="措施全部落实，已自查一遍。", by=secretary, **clock)
    with _on(end - timedelta(days=1)) as clock:
        approve(assignment=one, version=_version(one), result="查阅记录并抽查，情况属实。", by=admin, **clock)
    with _on(end) as clock:
        close_off(assignment=one, version=_version(one), by=supervisor, **clock)


def _version(one: Assignment) -> int:
    one.refresh_from_db()
    return one.version


@contextmanager
def _on(day: date) -> Iterator[dict]:
    """Ten o'clock of the day, also for the trail."""
    now: datetime = timezone.make_aware(datetime.combine(day, time(10)))
    with as_of(now):
        yield {"on": day, "now": now}
