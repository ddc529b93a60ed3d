"""The material of a report from the records as they are now, in a fixed number of queries."""

import json
from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from django.db.models import Count, Max, Q, QuerySet, TextField
from django.db.models.functions import Cast

from speeches.models import Directive, Section
from speeches.states import DirectiveState
from tasks.items.models import Assignment, ItemSource, ResponsibilityList
from tasks.items.sources import Said
from tasks.reports.answers import NO_DEADLINE, OPENING, Requirement, own_chapter
from tasks.reports.material import Asked, Given, Material
from tasks.review.models import Decision, Submission


def gather(listed: ResponsibilityList, assignments: QuerySet[Assignment] | None) -> Material:
    """Everything about the list, with those of its assignments that are among `assignments`; None: its items without any."""
    sections = _top_sections(listed)
    speech = f"，对照讲话《{listed.speech.title}》" if listed.speech else ""
    return Material(
        basis=f"依据《{listed.title}》（{listed.number}）{speech}",
        headings=tuple(_chapter_title(section) for section in sections),
        demands=tuple(_demands(listed, sections)),
        items=_items(listed, assignments),
    )


def _items(listed: ResponsibilityList, assignments: QuerySet[Assignment] | None) -> tuple[Asked, ...]:
    by_item = defaultdict(list)
    for item, one in () if assignments is None else _given(assignments.filter(item__responsibility_list=listed)):
        by_item[item].append(one)
    words = _words(listed)
    names = ("pk", "number", "title", "requirement", "acceptance_criteria", "due_on")
    rows = listed.items.order_by("number").values_list(*names)
    return tuple(Asked(pk, *row, said=tuple(words[pk]), given=tuple(by_item[pk])) for pk, *row in rows)


def _words(listed: ResponsibilityList) -> dict[int, list[tuple[int, str]]]:
    """By item the directives that it answers, each with its words, in the order of items.sources.said; a speech is read once, not with each
    item, and words that several items have once.
    """
    place = Cast("spans", TextField())
    first = listed.items.exclude(directive=None).order_by().values_list("pk", "directive", place)
    more = ItemSource.objects.filter(item__responsibility_list=listed).order_by("item_id", *ItemSource._meta.ordering)
    spans = [*first, *more.values_list("item", "directive", place)]
    found = Directive.objects.filter(pk__in={directive for _, directive, _ in spans}).prefetch_related("speech").in_bulk()
    words = {(directive, at): Said(found[directive], json.loads(at)).words for directive, at in {one[1:] for one in spans}}
    said = defaultdict(list)
    for item, directive, at in spans:
        said[item].append((directive, words[directive, at]))
    return said


def _given(assignments: QuerySet[Assignment]) -> Iterator[tuple[int, Given]]:
    """Each assignment under its item, in the order of the units: plain rows, since a county has a hundred thousand of them."""
    accepted, word = _accepted(assignments), {}
    approved, returned = (Q(submissions__decision=decision) for decision in (Decision.APPROVED, Decision.RETURNED))
    rows = assignments.annotate(
        delivered_on=Max("submissions__on", filter=approved), returns=Count("submissions", filter=returned)
    ).order_by("unit__path")
    names = ("item", "pk", "unit", "unit__name", "unit__short_name", "part", "state", "due_on", "delivered_on", "returns")
    for item, pk, unit, name, short, *facts, closed_off_on in rows.values_list(*names, "closed_off_on").iterator(chunk_size=2000):
        name, short = word.setdefault(name, name), word.setdefault(short or name, short or name)
        yield item, Given(pk, unit, name, short, *facts, closed_off_on is not None, *accepted.get(pk, ()))


def _accepted(assignments: QuerySet[Assignment]) -> dict[int, tuple[str, str, str, date]]:
    """By assignment the submission that was accepted last: claim, finding, by whom, when."""
    rows = Submission.objects.filter(decision=Decision.APPROVED, assignment__in=assignments.order_by()).order_by("id")
    names = ("assignment", "claim", "result", "decided_by__name", "decided_by__username", "decided_on")
    return {pk: (claim, result, name or user, on) for pk, claim, result, name, user, on in rows.values_list(*names).iterator(2000)}


def _top_sections(listed: ResponsibilityList) -> list[Section]:
    """The first-level headings of the speech, in order."""
    sections = list(listed.speech.sections.order_by("start")) if listed.speech else []
    level = min((section.level for section in sections), default=0)
    return [section for section in sections if section.level == level]


def _chapter_title(section: Section) -> str:
    """The heading as the chapter's name; its own number goes, the report counts for itself."""
    return section.title.strip() or f"第{section.no}部分"


def _demands(listed: ResponsibilityList, sections: list[Section]):
    """Each confirmed directive of the speech with the chapter that it belongs to."""
    if not listed.speech:
        return
    confirmed = listed.speech.directives.filter(state=DirectiveState.CONFIRMED).order_by("start")
    for directive in confirmed.select_related("speech"):
        above = [section for section in sections if section.start <= directive.start < section.end]
        title = own_chapter(directive.duty, directive.title) or (_chapter_title(above[-1]) if above else OPENING)
        yield title, _requirement(directive, above[-1:])


def _requirement(directive: Directive, above: list[Section]) -> Requirement:
    """What the words asked, with what the office confirmed about them."""
    place = "".join(f"第{section.no.strip('、.（）')}部分" for section in above if section.no)
    asked = [f"责任主体：{directive.actor}" if directive.actor else "", f"时限：{directive.deadline or NO_DEADLINE}"]
    asked += [f"依据：{'、'.join(directive.regulations)}" if directive.regulations else ""]
    asked += [f"四管：{'、'.join(directive.four_manage)}" if directive.four_manage else ""]
    asked += [f"四关键：{'、'.join(directive.four_key)}" if directive.four_key else ""]
    return Requirement(
        directive=directive.pk,
        title=directive.title,
        words=directive.text.strip(),
        span=(directive.start, directive.end),
        place=" ".join(word for word in (place, directive.ordinal) if word),
        asked=tuple(text for text in asked if text),
        items=(),
    )
