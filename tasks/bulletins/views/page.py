"""One 通报 as its page shows it: the paper, its notes, who has signed, and the forms for what this person may do."""

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlencode

from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone

from accounts.access import may
from accounts.conflict import Refused
from accounts.roles import Permission
from tasks.bulletins import queries
from tasks.bulletins.actions.deciding import HANDS
from tasks.bulletins.addressing import units_of
from tasks.bulletins.forms import DecideForm, StepForm
from tasks.bulletins.models import Bulletin, Receipt
from tasks.bulletins.passages import HEADINGS, RESULT_HEADINGS, Passage, Section, Source, chapters, notes_of
from tasks.bulletins.results import regraded
from tasks.bulletins.states import MOVES, BulletinState, Kind, acts_from
from tasks.items.models import Item
from tasks.items.states import FoundIn
from tasks.rectification.queries import taken_up

PAGES = {"assignment": "desk:assignment", "order": "orders:order", "score": "assessment:unit"}
LONGEST_PROBLEM = 1000
STEPS = {"draft": "起草通报", "edit": "修改通报稿"}


@dataclass(frozen=True)
class Note:
    """A footnote: its number, the fact in words, and the page of the record."""

    number: int
    words: str
    href: str


def found(request: HttpRequest, pk: int) -> Bulletin:
    """The 通报 within reach; anything else is not found."""
    return get_object_or_404(queries.bulletins(request.user), pk=pk)


def parts(one: Bulletin) -> tuple:
    """The chapters of the paper."""
    return chapters(one.text, RESULT_HEADINGS if one.kind == Kind.RESULT else HEADINGS)


def notes(one: Bulletin, *, own: Iterable[int] | None = None) -> list[Note]:
    """The footnotes; with `own` only those of what was said about these units."""
    said: Iterable[Passage] = one.text
    mine = None if own is None else {s for passage in said if passage.unit in set(own) for s in passage.sources}
    return [
        Note(number, source.words, _address(source))
        for number, source in enumerate(notes_of(said), 1)
        if mine is None or source in mine
    ]


@dataclass(frozen=True)
class Problem:
    """An exception of the paper: its words, the item that takes it up (`pending`: in a decision that is prepared), or where it is recorded."""

    words: str
    item: Item | None
    pending: bool
    href: str


def problems(one: Bulletin) -> list[Problem]:
    """The exceptions that the paper names of single units, each to become a rectification: three queries."""
    known, found_in = taken_up(one.code), FoundIn.ASSESSMENT if one.kind == Kind.RESULT else FoundIn.OTHER
    found = []
    for passage in one.text:
        if passage.section == Section.FAULTS and passage.unit:
            words = passage.text[:LONGEST_PROBLEM]
            said = {"words": words, "basis": one.code, "found_in": found_in, "unit": passage.unit}
            href = f"{reverse('rectification:new')}?{urlencode(said)}"
            found.append(Problem(words, known.get(words), words in known, href))
    return found


def show(request: HttpRequest, one: Bulletin, tried: dict[str, Form] | None = None) -> HttpResponse:
    """The page; `tried` holds a form with faults by its act."""
    if one.is_out and not queries.intact(one):
        raise Refused("通报内容与印发时的摘要不符，不能显示。请联系审计管理员核查痕迹。")
    tried, user = tried or {}, request.user
    works = may(user, Permission.DRAFT_BULLETIN) or may(user, Permission.APPROVE_BULLETIN)
    mine = queries.own_receipts(one, user) if one.is_out else []
    shown = {
        "bulletin": one,
        "works": works,
        "corrects": _drafts(user, one.kind),
        "chapters": parts(one),
        "scope": queries.scope_words(one),
        "to_sign": [r for r in mine if not r.acknowledged_at and one.state == BulletinState.PUBLISHED],
        "signed": [r for r in mine if r.acknowledged_at],
        "notes": notes(one) if works else notes(one, own=[r.unit_id for r in mine]),
        "by": one.corrections.out().first(),
        "forms": _forms(request, one, tried),
    }
    if works:
        shown |= _office(one)
    if one.is_out and may(user, Permission.DRAW_UP):
        shown["problems"] = problems(one)
    failed = any(form.errors for form in tried.values())
    return render(request, "bulletins/bulletin.html", shown, status=422 if failed else 200)


def _office(one: Bulletin) -> dict:
    """Only for those who make, approve or read all: steps, receipts, and whether figures have changed since."""
    steps = [(STEPS.get(s.act) or MOVES[s.act].label, s) for s in one.steps.select_related("by").order_by("-id")]
    receipts: list[Receipt] = queries.receipts(one) if one.is_out else []
    return {
        "steps": steps,
        "receipts": receipts,
        "unsigned": [r for r in receipts if not r.acknowledged_at],
        "changes": regraded(one),
        "reach": len(units_of(one)) if one.state == BulletinState.APPROVED else None,
        "plan": queries.plan(timezone.localdate()) if one.state == BulletinState.APPROVED else None,
        "correcting": one.corrections.under_way().first(),
    }


def _drafts(user, kind: str) -> bool:
    """Whether the person drafts 通报 of this kind."""
    return may(user, Permission.DRAFT_BULLETIN) and (kind != Kind.RESULT or may(user, Permission.ASSESS))


def _forms(request: HttpRequest, one: Bulletin, tried: dict[str, Form]) -> list[tuple[str, Form, bool]]:
    """(heading, form, whether it is the next step) of each act that is open to this person in this state."""
    start, user = {"version": one.version}, request.user
    drafts = _drafts(user, one.kind)
    decides = may(user, Permission.APPROVE_BULLETIN) and not one.steps.filter(act__in=HANDS, by=user).exists()
    over = not one.corrects_id and one.state == BulletinState.APPROVED and queries.plan(timezone.localdate()).is_full
    made: list[tuple[str, str, Form, bool]] = []
    open_ = acts_from(one.state)
    if "submit" in open_ and drafts:
        made.append(("submit", "报审", StepForm(initial=start, label="报审说明（可不填）", send="报请审定"), True))
    if "approve" in open_ and decides:
        made.append(("decide", "审定", DecideForm(initial=start), True))
    if "publish" in open_ and drafts:
        label = MOVES["publish"].words if over else ""
        made.append(("publish", "印发", StepForm(initial=start, label=label, needed=over, send="印发并写信"), True))
    if "take_back" in open_ and drafts:
        made.append(("take_back", "撤回修改", StepForm(initial=start, label="撤回理由", needed=True, send="撤回"), False))
    if "discard" in open_ and drafts:
        made.append(
            ("discard", "作废本稿", StepForm(initial=start, label="作废理由", needed=True, send="作废", danger=True), False)
        )
    forms = [(heading, tried.get(act, form), act, first) for act, heading, form, first in made]
    for _, form, act, _first in forms:
        form.helper.form_action = reverse(f"bulletins:{act}", args=[one.pk])
    return [(heading, form, first) for heading, form, _, first in forms]


def _address(source: Source) -> str:
    """The page of a record; of a unit the list of its matters."""
    if source.kind == "unit":
        return f"{reverse('desk:matters')}?{urlencode({'unit': source.words.split('：')[0]})}"
    return reverse(PAGES[source.kind], args=[source.pk])
