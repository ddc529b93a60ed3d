"""The facts of a 督查通报: checked results only, exceptions by name, excused lateness and support parts left out."""

from datetime import date

from django.db import connection
from django.test.utils import CaptureQueriesContext

from tasks.bulletins.facts import supervised
from tasks.supervision.acts import excusing
from tests.tasks.bulletins.making import DAY, FROM, ON, TO, accepted, handed_in, matter
from tests.tasks.supervision.orders.late import order

SAID = {"from_on": FROM, "to_on": TO, "on": ON, "office": "县直机关工委"}


def test_good_and_bad_are_told_by_checked_facts(small):
    fine = accepted(small.a.unit, small.admin, "抓党课")
    matter(small.b.unit, "转作风", state="active")
    excused = matter(small.b.unit, "等批复", state="active")
    excusing.excuse(assignment=excused, reason="等上级批复。", by=small.supervisor, **DAY)
    matter(small.b.unit, "协办的", state="active", part="support")
    matter(small.branch, "已撤销", state="cancelled")
    matter(small.b.unit, "自报完成", state="submitted", submitted_on=date(2026, 10, 19))
    late = accepted(small.b.unit, small.admin, "补办的", date(2026, 10, 25), returned=2)
    found = supervised(**SAID)
    assert (found.due, found.done, found.in_time) == (5, 2, 1)
    assert [(one.body.name, one.titles) for one in found.steady] == [("县财政局党组", ("抓党课",))]
    assert [(one.pk, one.found, one.delivered_on) for one in found.good] == [(fine.pk, "情况属实。", date(2026, 10, 18))]
    assert [(one.about, one.body.name, one.said) for one in found.faults] == [
        ("overdue", "县教育局党委", "“转作风”时限10月20日，已逾期35天"),
        ("returned", "县教育局党委", "“补办的”10月17日、10月18日先后2次被退回"),
    ]
    assert found.faults[1].pk == late.pk


def test_an_order_is_an_exception_from_the_day_after_its_limit(small):
    one = matter(small.a.unit, "转作风", state="active")
    made = order(one, small.supervisor)
    on_the_day, after = (supervised(**SAID | {"on": day}).faults for day in (made.limit_on, date(2026, 12, 2)))
    assert ([f.about for f in on_the_day], [(f.about, f.kind, f.pk, f.said) for f in after][1]) == (
        ["overdue"],
        ("unanswered", "order", made.pk, "县直督〔2026〕1号（“转作风”）答复期限12月1日，已过1天未答复"),
    )


def test_what_falls_due_after_the_period_is_none_of_its_business(small):
    matter(small.a.unit, due_on=date(2026, 11, 2), state="active")
    assert (supervised(**SAID).due, supervised(**SAID).faults) == (0, ())


def test_the_number_of_queries_does_not_grow_with_the_county(small):
    counts = []
    for unit in (small.a.unit, small.b.unit, small.branch):
        accepted(unit, small.admin)
        handed_in(matter(unit, state="active"), small.admin, ("returned", FROM, "补"), ("returned", date(2026, 10, 8), "补"))
        order(matter(unit, state="active"), small.supervisor)
        with CaptureQueriesContext(connection) as seen:
            supervised(**SAID | {"on": date(2026, 12, 9)})
        counts.append(len(seen))
    assert counts == [counts[0]] * 3 and counts[0] <= 8
