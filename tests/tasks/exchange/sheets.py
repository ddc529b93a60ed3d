"""Sheets as people handle them: taken out, filled in with another program, sent back."""

import io
from collections.abc import Callable
from datetime import date, datetime

from openpyxl import Workbook, load_workbook

from accounts.models import User
from tasks.exchange import actions
from tasks.exchange.models import Reply, Sheet
from tasks.exchange.reading import HEAD_ROW, PAGE
from tasks.exchange.states import Kind
from tasks.items import actions as items
from tasks.items.models import ResponsibilityList
from tasks.items.states import Part
from tests.tasks.chain import Chain, at

TODAY = date(2026, 2, 2)
NOW = at(TODAY)
DUE = date(2026, 6, 30)


def out(listed: ResponsibilityList, by: User, kind: str, *, layout=None, now: datetime = NOW) -> tuple[Sheet, bytes]:
    """The export and its file."""
    made = actions.make(pk=actions.ask(listed=listed, kind=kind, layout=layout, now=now, by=by).pk, now=now)
    with made.file.open("rb") as file:
        return made, file.read()


def edited(content: bytes, cells: dict[tuple[int, str], object], also: Callable[[Workbook], None] | None = None) -> bytes:
    """The file with the cells at (position of the row from 1, heading) filled in by another program."""
    book = load_workbook(io.BytesIO(content))
    page = book[PAGE]
    heads = {cell.value: cell.column for cell in page[HEAD_ROW]}
    for (row, heading), value in cells.items():
        cell = page.cell(HEAD_ROW + row, heads[heading])
        cell.value = value
        if isinstance(value, str):
            cell.data_type = "s"
    if also:
        also(book)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def back(listed: ResponsibilityList, content: bytes, by: User, *, now: datetime = NOW) -> Reply:
    """The file handed in and compared."""
    return actions.read(pk=actions.receive(listed=listed, data=content, name="填报.xlsx", now=now, by=by).pk, now=now)


def told(reply: Reply) -> list[tuple]:
    """Every difference as (row, heading, verdict, base, now, said)."""
    return [(d.row, d.heading, d.verdict, d.base, d.now, d.said) for d in reply.differences.all()]


def faults(reply: Reply) -> list[str]:
    """What is wrong, as the page says it."""
    return [f"第{d.row}行{f'“{d.heading}”' if d.heading else ''}：{d.told}" for d in reply.differences.filter(verdict="fault")]


def take(reply: Reply, *, now: datetime = NOW) -> Reply:
    """Accept what is ticked."""
    actions.begin(reply=reply, by=reply.received_by)
    while actions.take_some(pk=reply.pk, now=now):
        pass
    reply.refresh_from_db()
    return reply


def draft(chain: Chain, *titles: str) -> ResponsibilityList:
    """A draft with an item for each title, each answered for by a unit of its own."""
    listed = ResponsibilityList.objects.create(year=2026, title="2026年度党建工作责任清单")
    for title in titles:
        values = {"title": title, "requirement": f"{title}，落实到位。", "due_on": DUE}
        units = {chain.unit(): Part.EACH}
        items.draw_up(responsibility_list=listed, units=units, values=values, by=chain.admin)
    return listed


def active(chain: Chain, *titles: str) -> tuple[ResponsibilityList, User]:
    """An issued list whose items one unit has accepted, and the unit's secretary."""
    unit = chain.unit()
    listed = chain.issue(*({"units": [unit], "due_on": DUE, "title": title} for title in titles))
    secretary = chain.secretaries[unit.pk]
    for item in listed.items.all():
        chain.accept(item.assignments.get())
    return listed, secretary


ITEMS, LEDGER = Kind.ITEMS, Kind.LEDGER
