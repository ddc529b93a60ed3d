"""What became of each item of a list: figures, checked results and gaps. Pure."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

from tasks.items.states import Part
from tasks.reports.answers import Checked, Gap, ItemAnswer
from tasks.reports.figures import Figures, count, standing
from tasks.reports.material import Asked, Given

SHOWN = 5
UNITS_SHOWN = 6
NONE = Figures()
GAPS = (("overdue", "逾期未办结"), ("waiting", "待审核"), ("running", "办理中"), ("ended", "未完成结案"))


def item_answers(
    items: Iterable[Asked], on: date, counted: Mapping[int, Figures] | None = None
) -> dict[int | None, list[ItemAnswer]]:
    """The items by directive; one that answers several stands under each of them. `counted`: their figures, where their assignments are not listed."""
    answers = defaultdict(list)
    for item in items:
        one = _item(item, on) if counted is None else None
        for directive, words, also in _under_each(item):
            answer = replace(one, words=words, also=also) if one else _row(item, counted.get(item.pk, NONE), words, also)
            answers[directive].append(answer)
    return answers


def _under_each(item: Asked) -> Iterable[tuple[int | None, str, tuple[str, ...]]]:
    """The directives that it answers: each with its own words, and beside them those of the others."""
    if not item.said:
        yield None, item.requirement, ()
    for one in item.said:
        yield *one, tuple(words for other, words in item.said if (other, words) != one)


def _row(item: Asked, figures: Figures, words: str, also: tuple[str, ...]) -> ItemAnswer:
    """One item's figures, and nothing by name."""
    return ItemAnswer(item.pk, item.number, item.title, words, item.criteria, item.due_on, "", figures, (), 0, (), also)


def _item(item: Asked, on: date) -> ItemAnswer:
    """One item's answer: figures, some checked results, all gaps."""
    own = [one for one in item.given if one.part != Part.SUPPORT]
    done = [one for one in own if one.done]
    return ItemAnswer(
        pk=item.pk,
        number=item.number,
        title=item.title,
        words=item.requirement,
        criteria=item.criteria,
        due_on=item.due_on,
        units=_units(item.given),
        figures=count(own, on),
        checked=tuple(_checked(one) for one in done[:SHOWN]),
        more=max(0, len(done) - SHOWN),
        gaps=tuple(_gaps(own, on)),
    )


def _checked(one: Given) -> Checked:
    """The accepted submission behind a done assignment."""
    word = "按时" if one.on_time else "补办完成"
    word += "，已销号" if one.closed_off else ""
    return Checked(
        assignment=one.assignment,
        unit=one.unit_name,
        claim=one.claim,
        result=one.result.rstrip("。") if one.by else "无核验记录",
        by=one.by,
        on=one.decided_on,
        word=word,
    )


def _gaps(own: Iterable[Given], on: date) -> Iterable[Gap]:
    """What is not done, worst first, each unit named."""
    by_place = defaultdict(list)
    for one in own:
        by_place[standing(one, on)].append(one)
    for place, label in GAPS:
        if found := by_place[place]:
            late = place == "overdue"
            texts = [f"{one.unit_short}（逾期{(on - one.due_on).days}天）" if late else one.unit_short for one in found]
            yield Gap(label, tuple(zip(texts, [one.assignment for one in found], strict=True)))


def _units(given: Iterable[Given]) -> str:
    """Responsible units by part; long rows are cut with their number."""
    named = defaultdict(list)
    for one in given:
        named[Part(one.part)].append(one.unit_short)
    texts = []
    for part in Part:
        names = named[part]
        if names:
            cut = f"等{len(names)}个单位" if len(names) > UNITS_SHOWN else ""
            texts.append(f"{part.label}单位：{'、'.join(names[:UNITS_SHOWN])}{cut}")
    return "；".join(texts) or "未涉及本单位"
