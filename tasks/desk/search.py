"""Search over items, progress, claims and checked results, and speeches, within one's own reach only: what is not in reach is not counted either.

Plain substring search: Chinese has no word borders, and two characters are the usual query (docs/decisions/0022-search.md).
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse

from speeches.models import Speech
from tasks.desk.filters import holds, named
from tasks.desk.queries import Words
from tasks.items.models import Assignment, Item, sees_all
from tasks.items.states import ListState
from tasks.progress.models import Report
from tasks.review.models import Submission

MOST, AROUND, PLACES = 20, 24, 3
SHORTEST = 2


@dataclass(frozen=True)
class Hit:
    """One place where the words stand: where it leads, its name, what it belongs to, and the words with some around them."""

    href: str
    title: str
    place: str
    excerpt: list[Words]


@dataclass(frozen=True)
class Group:
    """Hits of one kind; `more` says that there are more than are shown."""

    label: str
    hits: list[Hit]
    more: bool

    @property
    def count(self) -> str:
        """How many, in words."""
        return f"{MOST} 处以上" if self.more else f"{len(self.hits)} 处"


def search(user, q: str) -> list[Group]:
    """The newest hits of each kind; a fixed number of queries."""
    if len(q) < SHORTEST:
        return []
    found = [
        ("事项", matching_items(user, q), lambda item: _item(item, q)),
        ("进展", _reports(user, q), lambda report: _report(report, q)),
        ("办结", _submissions(user, q), lambda submission: _submission(submission, q)),
        ("讲话", Speech.objects.visible_to(user).filter(holds(q, "text", "title")).order_by("-id"), lambda one: _speech(one, q)),
    ]
    groups = []
    for label, rows, hit in found:
        page = list(rows[: MOST + 1])
        groups.append(Group(label, [hit(row) for row in page[:MOST]], len(page) > MOST))
    return groups


def matching_items(user, q: str) -> QuerySet[Item]:
    """Items within reach; for a unit those that were given to it."""
    found = Item.objects.filter(holds(q, "requirement", "acceptance_criteria") | named(q, "title"))
    if not sees_all(user):
        own = Assignment.objects.visible_to(user).filter(item=OuterRef("pk"))
        found = found.exclude(responsibility_list__state=ListState.DRAFT).filter(Exists(own))
    return found.select_related("responsibility_list").order_by("-id")


def _reports(user, q: str) -> QuerySet[Report]:
    found = Report.objects.filter(holds(q, "text"))
    if not sees_all(user):
        found = found.filter(assignment__in=Assignment.objects.visible_to(user))
    return found.select_related("assignment__item", "assignment__unit").order_by("-id")


def _submissions(user, q: str) -> QuerySet[Submission]:
    found = Submission.objects.filter(holds(q, "claim", "result"))
    if not sees_all(user):
        found = found.filter(assignment__in=Assignment.objects.visible_to(user))
    return found.select_related("assignment__item", "assignment__unit").order_by("-id")


def _item(item: Item, q: str) -> Hit:
    texts = (item.title, item.requirement, item.acceptance_criteria)
    text = next((one for one in texts[1:] if q.lower() in one.lower()), item.requirement)
    return Hit(reverse("desk:item", args=[item.pk]), str(item), str(item.responsibility_list), excerpt(text, q))


def _report(report: Report, q: str) -> Hit:
    return _told(report.assignment, report.at, report.text, q)


def _submission(submission: Submission, q: str) -> Hit:
    said = submission.claim if q.lower() in submission.claim.lower() else submission.result
    return _told(submission.assignment, submission.at, said, q)


def _told(one: Assignment, at: datetime, text: str, q: str) -> Hit:
    return Hit(reverse("desk:assignment", args=[one.pk]), one.item.title, f"{one.unit.short}　{at:%Y-%m-%d}", excerpt(text, q))


def _speech(speech: Speech, q: str) -> Hit:
    places = [place.start() for place in re.finditer(re.escape(q), speech.text, re.IGNORECASE)][:PLACES]
    href = reverse("speeches:text", args=[speech.pk])
    if places:
        href += f"?at={places[0]}-{places[0] + len(q)}#at"
    parts = [part for at in places or [0] for part in excerpt(speech.text, q, at)]
    return Hit(href, speech.title, " ".join(filter(None, [speech.meeting, speech.speaker])), parts)


def excerpt(text: str, q: str, at: int | None = None) -> list[Words]:
    """The words with some characters before and after them; the beginning where they do not stand in the text."""
    start = text.lower().find(q.lower()) if at is None else at
    if start < 0 or text[start : start + len(q)].lower() != q.lower():
        return [Words(text[: AROUND * 2] + ("…" if len(text) > AROUND * 2 else ""), False)]
    end, first = start + len(q), max(start - AROUND, 0)
    before = ("…" if first else "") + text[first:start]
    after = text[end : end + AROUND] + ("…" if end + AROUND < len(text) else "")
    return [piece for piece in (Words(before, False), Words(text[start:end], True), Words(after, False)) if piece.text]


def found_nothing(groups: Iterable[Group]) -> bool:
    """True when no group has a hit."""
    return not any(group.hits for group in groups)
