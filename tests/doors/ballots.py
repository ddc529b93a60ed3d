"""民主测评: a draft, an open one with a code that nobody used, one that is closed."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal

from django.utils import timezone

from tasks.assessment.models import Cycle
from tasks.ballots.actions import appraising, closing, drawing
from tasks.ballots.models import Ballot
from tasks.ballots.rules import DEFAULT
from tests.doors.door import Place
from tests.doors.people import Spots
from tests.factories import Office

ON = date(2026, 11, 24)
NOW = timezone.make_aware(datetime.combine(ON, time(9)))


def targets(small: Office) -> dict[str, Spots]:
    """Ballots about organs A and B."""
    draft, opened, closed = (_ballot(small, title) for title in ("拟定的测评", "投票中的测评", "结束的测评"))
    for ballot in (opened, closed):
        drawing.open_(ballot=ballot, on=ON, now=NOW, by=small.admin)
    closing.close(ballot=closed, reason="另行组织。", on=ON, now=NOW, by=small.admin)
    printed, waiting = opened.groups.all()
    code = drawing.print_slips(group=printed, by=small.admin)[0]
    marks = {f"unit-{unit.pk}": "好" for unit in (small.a.unit, small.b.unit)}
    return _appraisals(small) | {
        "a draft ballot": _any({"pk": draft.pk}),
        "an open ballot": _any({"pk": opened.pk}),
        "a closed ballot": _any({"pk": closed.pk}),
        "a new ballot": _any({}, {"cycle": draft.cycle_id, "units": [small.a.unit.pk]}),
        "a group without slips": _any({"pk": waiting.pk}),
        "a group with slips": _any({"pk": printed.pk}),
        "a print run": _any({"pk": printed.pk, "batch": 1}),
        "no print run": _any({"pk": waiting.pk, "batch": 1}),
        "a voter's address": _any({"ballot": opened.pk}, {"code": code}),
        "a voter's closed address": _any({"ballot": closed.pk}, {"code": code}),
        "no voter's address": _any({"ballot": 10**30}, {"code": code}),
        "a sheet to vote on": _any({"ballot": opened.pk, "code": code}, marks),
        "a sheet half filled": _any({"ballot": opened.pk, "code": code}, dict(list(marks.items())[:1])),
        "a foreign sheet": _any({"ballot": draft.pk, "code": code}, marks),
        "no sheet": _any({"ballot": 10**30, "code": code}, marks),
    }


def _appraisals(small: Office) -> dict[str, Spots]:
    """The county leader is in charge of organ A, and nobody of organ B."""
    asked, other = Cycle.objects.filter(state="open").order_by("pk")[:2]
    call = appraising.ask(cycle=asked, due_on=ON + timedelta(days=14), on=ON, now=NOW, by=small.admin)
    number = small.a.unit.pk
    said = {f"{number}-version": 0, f"{number}-grade": "较好", f"{number}-sentence": "工作有进步。"}
    return {
        "a call": _any({"pk": call.pk}, said),
        "a cycle asked about": _any({}, {"cycle": asked.pk}),
        "a cycle to ask about": _any({}, {"cycle": other.pk}),
    }


def _ballot(small: Office, title: str) -> Ballot:
    cycle = Cycle.objects.filter(state="open").order_by("pk").first()
    values = {"cycle": cycle, "title": title, "explanation": "", "trial": False, "closes_on": ON + timedelta(days=14)}
    groups = [drawing.GroupSaid(name, Decimal(50), slips=3) for name in ("机关干部", "服务对象")]
    about = {"units": [small.a.unit, small.b.unit], "groups": groups, "rules": DEFAULT.as_dict()}
    return drawing.draw_up(values=values, **about, on=ON, by=small.admin)


def _any(kwargs: dict, said: dict | None = None) -> Spots:
    return {Place.ANY: (kwargs, said or {})}
