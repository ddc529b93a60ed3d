"""Gather what the assessment report says, in a fixed number of queries, within the reach of its reader."""

from datetime import date, datetime

from django.db.models import Q, QuerySet

from accounts.access import posts_of
from accounts.models import Unit
from accounts.roles import Permission
from speeches.models import Directive, Section
from speeches.states import DirectiveState
from tasks.assessment.models import Cycle, CycleState, UnitScore
from tasks.assessment.scheme import Scheme
from tasks.assessment.scoring import NOTHING
from tasks.assessment.sheets import bands
from tasks.items.models import Assignment, ResponsibilityList, sees_all
from tasks.items.states import ListState
from tasks.reports.answers import (
    NO_DEADLINE,
    OPENING,
    OUTSIDE,
    ItemAnswer,
    ReportDoc,
    Requirement,
    chapters_of,
    own_chapter,
)
from tasks.reports.item_answers import item_answers

NOTES = (
    "办结、按时、补办均以审核通过的结果计算，单位自报不计；提请办结之日不晚于完成时限为按时。",
    "协办任务随牵头单位计算；待审核期间不计单位逾期。",
    "一个事项落实多条要求的，在各条要求下分别列出，各部分和合计中只计一次。",
)


def cycles_for(user) -> QuerySet[Cycle]:
    """Cycles whose report the person may open: all for the office, closed ones of its own units for others."""
    if sees_all(user):
        return Cycle.objects.all()
    units = Unit.objects.reached_by(posts_of(user), Permission.READ_REPORT)
    return Cycle.objects.filter(state=CycleState.CLOSED, pk__in=UnitScore.objects.filter(unit__in=units).values("cycle"))


def lists_for(user, cycle: Cycle) -> QuerySet[ResponsibilityList]:
    """Issued lists with something due in the period, those that answer a speech first, newest first."""
    due = Assignment.objects.filter(due_on__range=(cycle.from_on, cycle.to_on)).values("item__responsibility_list")
    lists = ResponsibilityList.objects.visible_to(user).exclude(state=ListState.DRAFT).filter(pk__in=due)
    return lists.select_related("speech").annotate(silent=Q(speech=None)).order_by("silent", "-issued_on", "-id")


def units_for(user, responsibility_list: ResponsibilityList) -> QuerySet[Unit]:
    """Units within reach that got something of the list: the choices of the unit filter."""
    given = Assignment.objects.visible_to(user).filter(item__responsibility_list=responsibility_list).values("unit")
    return Unit.objects.filter(pk__in=given)


def report(
    *, user, cycle: Cycle, responsibility_list: ResponsibilityList | None, unit: Unit | None = None, on: date, now: datetime
) -> ReportDoc:
    """The report of one list in one cycle as of the day `on`, for the county or one unit, within the reach of `user`."""
    parts: list[tuple[str, Requirement]] = []
    sections: list[Section] = []
    if responsibility_list:
        items = item_answers(user, responsibility_list, unit, on)
        sections = _top_sections(responsibility_list)
        parts = _requirements(responsibility_list, sections, items)
    scope = unit.name if unit else ("全县" if sees_all(user) else "本单位及所属党组织")
    grades, note = _grades(user, cycle, unit)
    return ReportDoc(
        title=f"{cycle.title}报告",
        scope=scope,
        basis=_basis(cycle, responsibility_list),
        made_at=now,
        chapters=chapters_of(parts, [_chapter_title(section) for section in sections]),
        grades=grades,
        grades_note=note,
        notes=NOTES,
    )


def _basis(cycle: Cycle, listed: ResponsibilityList | None) -> str:
    """Period, list and speech in one sentence."""
    period = f"考核期{cycle.from_on:%Y年%-m月%-d日}至{cycle.to_on:%Y年%-m月%-d日}"
    if listed is None:
        return f"{period}。"
    speech = f"，对照讲话《{listed.speech.title}》" if listed.speech else ""
    return f"{period}，依据《{listed.title}》（{listed.number}）{speech}。"


def _top_sections(listed: ResponsibilityList) -> list[Section]:
    """The first-level headings of the speech, in order."""
    sections = list(listed.speech.sections.order_by("start")) if listed.speech else []
    level = min((section.level for section in sections), default=0)
    return [section for section in sections if section.level == level]


def _chapter_title(section: Section) -> str:
    """The heading as the chapter's name; its own number goes, the report counts for itself."""
    return section.title.strip() or f"第{section.no}部分"


def _requirements(
    listed: ResponsibilityList, sections: list[Section], items: dict[int | None, list[ItemAnswer]]
) -> list[tuple[str, Requirement]]:
    """One requirement for each confirmed directive of the speech, then one for each item from elsewhere."""
    found = []
    if listed.speech:
        confirmed = listed.speech.directives.filter(state=DirectiveState.CONFIRMED).order_by("start")
        for directive in confirmed.select_related("speech"):
            above = [section for section in sections if section.start <= directive.start < section.end]
            title = own_chapter(directive.duty, directive.title) or (_chapter_title(above[-1]) if above else OPENING)
            found.append((title, _requirement(directive, above[-1:], tuple(items.get(directive.pk, ())))))
    placed = {answer.pk for _, requirement in found for answer in requirement.items}
    elsewhere = {answer.pk: answer for answers in items.values() for answer in answers if answer.pk not in placed}
    return found + [(OUTSIDE, Requirement(None, a.title, a.words, None, "", (), (a,))) for a in elsewhere.values()]


def _requirement(directive: Directive, above: list[Section], items: tuple[ItemAnswer, ...]) -> Requirement:
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
        items=items,
    )


def _grades(user, cycle: Cycle, unit: Unit | None) -> tuple[tuple[tuple[str, tuple[str, ...]], ...], str]:
    """Units by grade within reach, no ranking; before closing only for those who see all."""
    scores = UnitScore.objects.visible_to(user).filter(cycle=cycle).select_related("unit")
    scores = scores.filter(unit=unit) if unit else scores
    grouped = bands(scores, Scheme.from_dict(cycle.frozen))
    rows = [(grade, tuple(score.unit.name for score in found)) for grade, found in grouped.rows if found]
    if grouped.unscored:
        rows.append((NOTHING, tuple(score.unit.name for score in grouped.unscored)))
    closed = cycle.state == CycleState.CLOSED
    note = "审定等次，按单位序列排列，不排名次。" if closed else "拟定等次，尚未审定，仅供审核使用；按单位序列排列，不排名次。"
    return tuple(rows), note if rows else ""
