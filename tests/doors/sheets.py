"""What the addresses of the exchange room can name: a sheet that the office took out, what came back of it, a layout."""

from tasks.exchange import actions
from tasks.exchange.models import Difference, Layout, Reply
from tasks.exchange.states import Kind, ReplyState, Verdict
from tasks.items.models import ResponsibilityList
from tasks.reports import exporting
from tests.doors.door import Place
from tests.doors.people import Spots
from tests.doors.work import GIVEN, at
from tests.factories import Office


def targets(small: Office) -> dict[str, Spots]:
    """Everything by name, of a draft that work.py has made."""
    listed = ResponsibilityList.objects.get(title="缺项清单")
    item = listed.items.first()
    sheet = actions.make(
        pk=actions.ask(listed=listed, kind=Kind.ITEMS, layout=None, now=at(GIVEN), by=small.admin).pk, now=at(GIVEN)
    )
    reply = Reply.objects.create(
        responsibility_list=listed,
        sheet=sheet,
        state=ReplyState.READ,
        name="填报.xlsx",
        received_at=at(GIVEN),
        received_by=small.admin,
    )
    cell = Difference.objects.create(
        reply=reply, row=5, target=item.pk, column="target", heading="目标", said="减少三成", verdict=Verdict.CHANGE
    )
    layout = Layout(kind=Kind.LEDGER)
    said = {"name": "县委办台账", "columns": [["number", "序号"], ["title", "任务"]], "is_default": True}
    layout = actions.save_layout(layout=layout, version=0, **said, by=small.admin)
    exported = exporting.make(
        pk=exporting.order(kind="list_xlsx", about=listed.pk, chosen={}, now=at(GIVEN), by=small.admin).pk, now=at(GIVEN)
    )
    return {
        "the office's export": {Place.ANY: ({"pk": exported.pk},)},
        "a draft to export": {Place.ANY: ({}, {"kind": "list_xlsx", "about": listed.pk})},
        "the office's sheet": {Place.ANY: ({"pk": sheet.pk},)},
        "the office's reply": {Place.ANY: ({"pk": reply.pk}, {"shown": [cell.pk], "ticked": [cell.pk]})},
        "a layout": {Place.ANY: ({"pk": layout.pk}, {"version": layout.version})},
        "a kind": {Place.ANY: ({"kind": "items"}, {"version": 0})},
    }
