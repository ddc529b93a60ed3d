"""事项总表: all assignments within reach, narrowed by the address; each row with everything that it shows, prepared once."""

from datetime import date
from typing import Any, TypedDict

from django.db.models import QuerySet
from django.http import QueryDict
from django.urls import reverse

from accounts.models import Post
from tasks.desk.filters import narrowed
from tasks.desk.forms import FilterForm
from tasks.items.holders import in_post
from tasks.items.models import Assignment
from tasks.items.paging import Page
from tasks.items.states import RUNNING, Part, State
from tasks.supervision.lights import SHAPES, Facts, Step, light
from tasks.supervision.milestones import missed
from tasks.supervision.queries import rules_on
from tasks.supervision.rules import Rules

ORDER = ("due_on", "id")
# A total beyond this is not counted out: counting everything costs more than the page.
COUNTED = 1000
WEEK, SOON = "一二三四五六日", 30
STATES, PARTS = dict(State.choices), dict(Part.choices)


class Row(TypedDict):
    """One line of the table, all text ready: a template looks up keys several times faster than attributes."""

    pk: int
    href: str
    title: str
    unit: str
    full_unit: str
    leader: str
    state: str
    percent: int
    due: str
    color: str
    shape: str
    word: str
    why: str


def shown(user, query: QueryDict, on: date) -> QuerySet[Assignment]:
    """What the address shows to this person, in the order of the page, without pages; none when the filter makes no sense."""
    form = FilterForm(query, user=user)
    if not form.is_valid():
        return Assignment.objects.none()
    return narrowed(user, form.chosen(), rules=rules_on(on), on=on).order_by(*ORDER)


def sensible(user, query: QueryDict) -> bool:
    """False when the filter in the address makes no sense; its page says why."""
    return FilterForm(query, user=user).is_valid()


def lean(found: QuerySet[Assignment]) -> QuerySet[Assignment, dict[str, Any]]:
    """Only the few values that a line shows, in one query and without objects."""
    return found.values(
        "id", "state", "part", "percent", "due_on", "submitted_on", "item_id", "item__title", "unit__name", "unit__short_name",
        "leader__valid_to", "leader__user__name", "leader__user__username", "leader__user__is_active",
    )  # fmt: skip


def rows(page: list[dict[str, Any]], rules: Rules, on: date) -> list[Row]:
    """The lines of a page of `lean`. Who leads is looked up anew where the named post is no longer held."""
    gone = [a["id"] for a in page if not _in_post(a, on)]
    now = {a.pk: a.leader for a in in_post(_whole(gone), on)} if gone else {}
    before, after = reverse("desk:assignment", args=[0]).split("0")
    behind = missed(((a["id"], a["item_id"], a["part"]) for a in page), on)
    return [_row(a, rules, on, f"{before}{a['id']}{after}", _leader(a, now), behind.get(a["id"])) for a in page]


def _whole(gone: list[int]) -> QuerySet[Assignment]:
    return Assignment.objects.filter(pk__in=gone).select_related("item", "unit", "leader__unit", "leader__user")


def _in_post(a: dict[str, Any], on: date) -> bool:
    """True when the named leader holds the post on the day."""
    return bool(a["leader__user__is_active"]) and (a["leader__valid_to"] is None or a["leader__valid_to"] >= on)


def _leader(a: dict[str, Any], now: dict[int, Post | None]) -> str:
    if a["id"] in now:
        post = now[a["id"]]
        return str(post.user) if post else "未明确"
    return a["leader__user__name"] or a["leader__user__username"]


def _row(a: dict[str, Any], rules: Rules, on: date, href: str, leader: str, behind: Step | None) -> Row:
    lit = light(Facts(a["state"], a["due_on"], a["submitted_on"], missed=behind), rules, on)
    part = "" if a["part"] == Part.EACH else f"（{PARTS[a['part']]}）"
    return Row(
        pk=a["id"],
        href=href,
        title=a["item__title"],
        unit=(a["unit__short_name"] or a["unit__name"]) + part,
        full_unit=a["unit__name"],
        leader=leader,
        state=STATES[a["state"]],
        percent=a["percent"],
        due=_day(a["due_on"], on) + _left(a["state"], (a["due_on"] - on).days),
        color=lit.color.value,
        shape=SHAPES[lit.color],
        word=lit.word,
        why=lit.sentence,
    )


def _day(day: date, on: date) -> str:
    """11-07 周六; with the year where it is another one."""
    return f"{day:%m-%d} 周{WEEK[day.weekday()]}" if day.year == on.year else day.isoformat()


def _left(state: str, left: int) -> str:
    """How far the due date is, while the unit's clock runs and it matters."""
    if state not in RUNNING or left > SOON:
        return ""
    return f" · 逾期{-left}天" if left < 0 else f" · 还有{left}天" if left else " · 今天"


def total(found: QuerySet[Assignment], at: Page) -> str:
    """How many, in words; beyond a thousand only that it is more. A single page has counted itself."""
    if not at.first and not at.next:
        return f"{len(at.rows)} 项"
    count = found.order_by().values("pk")[: COUNTED + 1].count()
    return f"{count} 项" if count <= COUNTED else f"{COUNTED} 项以上"
