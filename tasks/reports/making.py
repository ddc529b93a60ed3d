"""The large files by kind: who may have one, how large it is, and how it is made. Asked by the page and once more by the worker."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from urllib.parse import urlencode

from django.conf import settings
from django.db.models import Max
from django.http import Http404, QueryDict
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.utils import timezone

from accounts.access import posts_of
from accounts.roles import Permission
from tasks.assessment.models import Cycle
from tasks.desk import matters
from tasks.items.models import Assignment, Item, ResponsibilityList, sees_all
from tasks.rectification import ledger
from tasks.reports import (
    assessment_docx,
    assessment_pdf,
    assessment_xlsx,
    list_docx,
    list_pdf,
    list_xlsx,
    listing,
    matters_xlsx,
    queries,
)
from tasks.reports import rectification_papers as papers
from tasks.reports.bars import SEGMENTS
from tasks.reports.document import ReportDoc
from tasks.reports.moment import one_moment, undisturbed
from tasks.reports.notice import Notice, notice

# content, title, ending of the file's name
Made = tuple[BytesIO, str, str]
Chosen = Mapping[str, str]
# Hears how far it is: 0 to 1.
Told = Callable[[float], None]
GATHERED = 0.4
PAGE = "assessment_page"


@dataclass(frozen=True)
class Kind:
    """`size` and `make` raise Http404 for what lies beyond the person's reach. `tells`: `make` takes a function that hears how far it is.

    `rests_on`: what a file that is shown again later depends on besides its address; after a change of it, it is made anew.
    """

    permission: Permission
    size: Callable[..., int]
    make: Callable[..., Made]
    tells: bool = False
    rests_on: Callable[..., Chosen] = lambda user, pk: {}


def _silent(share: float) -> None:
    """Nobody waits for it."""


def report(
    user, pk: int, chosen: Chosen, now: datetime, *, whole: bool = False, told: Told = _silent
) -> tuple[Cycle, ResponsibilityList | None, object, ReportDoc]:
    """Cycle, list, unit and report within the reader's reach, all of one moment; anything else is not found.

    What page and paper print, or `whole`: with each assignment by name, as the Excel file lists them. Whoever waits sees how far gathering is,
    which is the first GATHERED of the way.
    """

    def heard(share: float) -> None:
        if told is not _silent:
            moment.aside(lambda: told(GATHERED * share))

    with one_moment() as moment, undisturbed():
        cycle, listed, unit = _scope(user, pk, chosen)
        made = queries.report(
            user=user, cycle=cycle, responsibility_list=listed, unit=unit, on=now.date(), now=now, whole=whole, told=heard
        )
        return cycle, listed, unit, made


def _scope(user, pk: int, chosen: Chosen) -> tuple[Cycle, ResponsibilityList | None, object]:
    cycle = get_object_or_404(queries.cycles_for(user), pk=pk)
    lists = queries.lists_for(user, cycle)
    listed = get_object_or_404(lists, pk=_number(chosen["list"])) if chosen.get("list") else lists.first()
    unit = None
    if chosen.get("unit") and listed:
        unit = get_object_or_404(queries.units_for(user, listed), pk=_number(chosen["unit"]))
    return cycle, listed, unit


def _number(text: str) -> int:
    """The id in the address; what is not a number names nothing."""
    if not (text.isascii() and text.isdigit() and len(text) < 19):
        raise Http404
    return int(text)


def _list(user, pk: int) -> ResponsibilityList:
    return get_object_or_404(ResponsibilityList.objects.visible_to(user).select_related("speech"), pk=pk)


def _notice(user, listed: ResponsibilityList) -> Notice:
    """The paper with the rows within the reader's reach; the office is that of the reader's county."""
    return notice(listed, listing.rows(user, listed), organ=settings.OFFICE_NAME, excerpt=not sees_all(user))


def _items(user, pk: int, chosen: Chosen) -> int:
    return Item.objects.visible_to(user).filter(responsibility_list=_list(user, pk)).count()


def _ledger(user, pk: int, chosen: Chosen) -> int:
    return Assignment.objects.visible_to(user).filter(item__responsibility_list=_list(user, pk)).count()


def _reported(user, pk: int, chosen: Chosen) -> int:
    _, listed, unit = _scope(user, pk, chosen)
    found = Assignment.objects.visible_to(user).filter(item__responsibility_list=listed)
    return (found.filter(unit=unit) if unit else found).count() if listed else 0


def _docx(user, pk: int, chosen: Chosen, now: datetime) -> Made:
    listed = _list(user, pk)
    return list_docx.render(_notice(user, listed)), listed.title, "docx"


def _pdf(user, pk: int, chosen: Chosen, now: datetime) -> Made:
    listed = _list(user, pk)
    return list_pdf.render(_notice(user, listed)), listed.title, "pdf"


def _xlsx(user, pk: int, chosen: Chosen, now: datetime) -> Made:
    listed = _list(user, pk)
    return list_xlsx.render(listed, listing.rows(user, listed), listing.ledger(user, listed)), listed.title, "xlsx"


def _report_docx(user, pk: int, chosen: Chosen, now: datetime, told: Told = _silent) -> Made:
    _, _, _, made = report(user, pk, chosen, now, told=told)
    return assessment_docx.render(made, _rest(told)), _named(made), "docx"


def _report_pdf(user, pk: int, chosen: Chosen, now: datetime, told: Told = _silent) -> Made:
    _, _, _, made = report(user, pk, chosen, now, told=told)
    return assessment_pdf.render(made, _rest(told)), _named(made), "pdf"


def _report_xlsx(user, pk: int, chosen: Chosen, now: datetime, told: Told = _silent) -> Made:
    _, _, _, made = report(user, pk, chosen, now, whole=True, told=told)
    return assessment_xlsx.render(made, _rest(told)), _named(made), "xlsx"


def _report_page(user, pk: int, chosen: Chosen, now: datetime, told: Told = _silent) -> Made:
    """The page as it stands at this moment, whole: nobody's name is in it, and it is shown to the one who asked for it only."""
    cycle, listed, unit, made = report(user, pk, chosen, now, told=told)
    told(GATHERED)
    address = urlencode({name: chosen[name] for name in ("list", "unit") if chosen.get(name)})
    shown = {"report": made, "cycle": cycle, "list": listed, "unit": unit, "segments": SEGMENTS, "chosen": f"?{address}"}
    shown |= {"lists": queries.lists_for(user, cycle), "units": queries.units_for(user, listed) if listed else []}
    shown |= {"office": settings.OFFICE_NAME, "gathered_at": now, "demo": settings.DEMO}
    return BytesIO(render_to_string("reports/alone.html", shown).encode()), _named(made), "html"


def _rest(told: Told) -> Told:
    """Gathering is done: what a file hears of itself is the rest of the way."""
    told(GATHERED)
    return lambda share: told(GATHERED + (1 - GATHERED) * share)


def doing(kind: str, share: float) -> str:
    """What a worker is at, for whoever waits."""
    said = "正在汇集报告" if kind == PAGE else "正在生成文件"
    if not KINDS[kind].tells:
        return said
    if share < GATHERED * queries.COUNTED:
        return f"{said}：统计清单事项"
    if share < GATHERED:
        return f"{said}：汇集各项制度的记录"
    return f"{said}：排成页面" if kind == PAGE else f"{said}：写入文件"


def _page_rests_on(user, pk: int) -> Chosen:
    """The reader's posts, and what was decided of the cycle."""
    posts = ",".join(map(str, sorted(post.pk for post in posts_of(user))))
    cycle = Cycle.objects.filter(pk=pk).annotate(snapshot=Max("snapshots__number")).values_list("state", "snapshot").first()
    return {"posts": posts, "decided": "-".join(map(str, cycle or ()))}


def _named(made: ReportDoc) -> str:
    return f"{made.title}_{made.scope}"


def _shown(user, pk: int, chosen: Chosen) -> int:
    return matters.shown(user, QueryDict(chosen.get("query", "")), timezone.localdate()).order_by().count()


def _matters(user, pk: int, chosen: Chosen, now: datetime) -> Made:
    on = now.date()
    return matters_xlsx.render(user, QueryDict(chosen.get("query", "")), on), f"事项总表_{on:%Y%m%d}", "xlsx"


def _problems(user, pk: int, chosen: Chosen) -> int:
    return ledger.shown(user, QueryDict(chosen.get("query", "")), timezone.localdate()).order_by().count()


def _problems_xlsx(user, pk: int, chosen: Chosen, now: datetime) -> Made:
    on = now.date()
    return papers.excel(user, QueryDict(chosen.get("query", "")), on), f"{papers.NAME}_{on:%Y%m%d}", "xlsx"


def _problems_docx(user, pk: int, chosen: Chosen, now: datetime) -> Made:
    on = now.date()
    return papers.word(user, QueryDict(chosen.get("query", "")), on), f"{papers.NAME}_{on:%Y%m%d}", "docx"


KINDS: dict[str, Kind] = {
    "list_docx": Kind(Permission.READ_LISTS, _items, _docx),
    "list_pdf": Kind(Permission.READ_LISTS, _items, _pdf),
    "list_xlsx": Kind(Permission.READ_LISTS, _ledger, _xlsx),
    "matters_xlsx": Kind(Permission.READ_LISTS, _shown, _matters),
    "rectification_xlsx": Kind(Permission.READ_LISTS, _problems, _problems_xlsx),
    "rectification_docx": Kind(Permission.READ_LISTS, _problems, _problems_docx),
    PAGE: Kind(Permission.READ_REPORT, _reported, _report_page, tells=True, rests_on=_page_rests_on),
    "assessment_docx": Kind(Permission.READ_REPORT, _reported, _report_docx, tells=True),
    "assessment_pdf": Kind(Permission.READ_REPORT, _reported, _report_pdf, tells=True),
    "assessment_xlsx": Kind(Permission.READ_REPORT, _reported, _report_xlsx, tells=True),
}
