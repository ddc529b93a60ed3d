"""What the addresses of lists can name beside drafts and issued lists: approvals, versions, a list with nothing left to do."""

from datetime import date, datetime, time

from django.utils import timezone

from accounts.feedback import actions as feedback
from tasks.items import actions as items
from tasks.items.models import Assignment, ResponsibilityList
from tasks.items.states import Part
from tests.doors.door import Place
from tests.doors.people import Spots
from tests.factories import Office, approve

GIVEN, DUE = date(2026, 11, 9), date(2026, 12, 21)
NOW = timezone.make_aware(datetime.combine(GIVEN, time(9)))


def targets(small: Office, issued: ResponsibilityList) -> dict[str, Spots]:
    """Everything by name."""
    complete, asked = _draft(small, "待报审清单"), _draft(small, "已报审清单")
    approval = items.propose(responsibility_list=asked, on=GIVEN, now=NOW, by=small.admin)
    finished = _finished(small)
    matter = _measured(small)
    changing = _issued(small, "待变更清单")
    item = changing.items.first()
    change = items.put_withdrawal(item=changing.items.last(), now=NOW, by=small.admin)
    units = {"each": [small.a.unit.pk]}
    open_, answered = (feedback.say(topic="burden", text="报送太多。", key=k, now=NOW, by=small.a.clerk) for k in "ab")
    feedback.answer(ticket=answered, words="已合并。", now=NOW, by=small.admin)
    pair = [item.pk for item in complete.items.all()]
    return {
        "a draft by hand": {Place.ANY: ({"pk": complete.pk, "source": "hand"}, {"each": [small.a.unit.pk]})},
        "a draft of no source": {Place.ANY: ({"pk": complete.pk, "source": "other"},)},
        "a draft's pair": {Place.ANY: ({"pk": complete.pk}, {"items": pair})},
        "a complete draft": {Place.ANY: ({"pk": complete.pk},)},
        "an approval": {Place.ANY: ({"pk": approval.pk},)},
        "a first edition": {Place.OWN: ({"pk": issued.pk, "number": 1},)},
        "a second edition": {Place.OWN: ({"pk": issued.pk, "number": 2},)},
        "a list in change": {Place.ANY: ({"pk": changing.pk},)},
        "a list to add to": {Place.ANY: ({"pk": changing.pk}, units)},
        "an item to change": {Place.ANY: ({"pk": item.pk}, units | {"version": item.version})},
        "a prepared change": {Place.ANY: ({"pk": change.pk},)},
        "a matter with a milestone": {Place.OWN: ({"pk": matter.pk, "milestone": matter.item.milestones.get().pk},)},
        "a matter with a figure": {Place.OWN: ({"pk": matter.pk},)},
        "a complaint": {Place.ANY: ({"pk": open_.pk},)},
        "an answered complaint": {Place.ANY: ({"pk": answered.pk},)},
        "a finished list": {Place.ANY: ({"pk": finished.pk},)},
    }


def _draft(small: Office, title: str) -> ResponsibilityList:
    """Two items in which nothing is missing."""
    made = items.draft(year=2026, title=title, by=small.admin)
    for words in ("加强支部建设。", "改进文风会风。"):
        values = {"title": words, "requirement": words, "due_on": DUE}
        items.draw_up(responsibility_list=made, units={small.a.unit: Part.EACH}, values=values, by=small.admin)
    return made


def _issued(small: Office, title: str) -> ResponsibilityList:
    """In the hands of organ A."""
    made = approve(_draft(small, title), on=GIVEN, by=small.admin)
    items.issue(responsibility_list=made, number=f"清直党〔2026〕{made.pk}号", on=GIVEN, now=NOW, by=small.admin)
    return made


def _measured(small: Office) -> Assignment:
    """A matter of organ A with one milestone and a figure to reach."""
    made = items.draft(year=2026, title="量化清单", by=small.admin)
    values = {"title": "讲党课", "requirement": "讲党课。", "due_on": DUE, "target_value": 4, "target_measure": "次"}
    steps = [(DUE, "讲完")]
    items.draw_up(responsibility_list=made, units={small.a.unit: Part.EACH}, values=values, milestones=steps, by=small.admin)
    approve(made, on=GIVEN, by=small.admin)
    items.issue(responsibility_list=made, number="清直党〔2026〕量化号", on=GIVEN, now=NOW, by=small.admin)
    return Assignment.objects.get(item__responsibility_list=made)


def _finished(small: Office) -> ResponsibilityList:
    """Issued, and all of it withdrawn."""
    made = _issued(small, "已了结清单")
    for one in Assignment.objects.filter(item__responsibility_list=made):
        items.cancel(assignment=one, version=one.version, reason="不再需要。", on=GIVEN, now=NOW, by=small.admin)
    return made
