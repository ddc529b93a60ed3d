"""The material of a report from the records as they are now, in a fixed number of queries."""

from collections import defaultdict

from django.db.models import Count, Max, Prefetch, Q, QuerySet

from speeches.models import Directive, Section
from speeches.states import DirectiveState
from tasks.items.models import Assignment, ResponsibilityList
from tasks.items.queries import more_sources
from tasks.items.sources import said
from tasks.reports.answers import NO_DEADLINE, OPENING, Requirement, own_chapter
from tasks.reports.material import Asked, Given, Material
from tasks.review.models import Decision, Submission


def gather(listed: ResponsibilityList, assignments: QuerySet[Assignment]) -> Material:
    """Everything about the list, with those of its assignments that are among `assignments`."""
    sections = _top_sections(listed)
    speech = f"，对照讲话《{listed.speech.title}》" if listed.speech else ""
    return Material(
        basis=f"依据《{listed.title}》（{listed.number}）{speech}",
        headings=tuple(_chapter_title(section) for section in sections),
        demands=tuple(_demands(listed, sections)),
        items=_items(listed, assignments),
    )


def _items(listed: ResponsibilityList, assignments: QuerySet[Assignment]) -> tuple[Asked, ...]:
    by_item = defaultdict(list)
    for assignment in _with_results(assignments.filter(item__responsibility_list=listed)):
        by_item[assignment.item_id].append(_given(assignment))
    items = listed.items.select_related("directive__speech", "directive__section").prefetch_related(more_sources())
    return tuple(
        Asked(
            pk=item.pk,
            number=item.number,
            title=item.title,
            requirement=item.requirement,
            criteria=item.acceptance_criteria,
            due_on=item.due_on,
            said=tuple((one.directive.pk, one.words) for one in said(item)),
            given=tuple(by_item[item.pk]),
        )
        for item in items.order_by("number")
    )


def _with_results(assignments: QuerySet[Assignment]) -> QuerySet[Assignment]:
    """With the days and counts that figures need, and the accepted submissions."""
    accepted = Submission.objects.filter(decision=Decision.APPROVED).select_related("decided_by").order_by("-id")
    return (
        assignments.select_related("unit")
        .prefetch_related(Prefetch("submissions", accepted, to_attr="accepted"))
        .annotate(
            delivered_on=Max("submissions__on", filter=Q(submissions__decision=Decision.APPROVED)),
            returns=Count("submissions", filter=Q(submissions__decision=Decision.RETURNED)),
        )
        .order_by("unit__path")
    )


def _given(a: Assignment) -> Given:
    last = a.accepted[0] if a.accepted else None
    found = {"claim": last.claim, "result": last.result, "by": str(last.decided_by), "decided_on": last.decided_on} if last else {}
    return Given(
        assignment=a.pk,
        unit=a.unit_id,
        unit_name=a.unit.name,
        unit_short=a.unit.short,
        part=a.part,
        state=a.state,
        due_on=a.due_on,
        delivered_on=a.delivered_on,
        returns=a.returns,
        closed_off=a.closed_off_on is not None,
        **found,
    )


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
