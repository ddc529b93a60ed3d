"""From facts to the draft of a 通报: official form, checked results only, units in the office's order, no ranking. Pure."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from tasks.bulletins.passages import Passage, Section, Source, drafted

SHOWN, NAMED, CASES = 6, 4, 10
OVERDUE, RETURNED, UNANSWERED = "overdue", "returned", "unanswered"
ABOUT = {OVERDUE: "逾期未办结", RETURNED: "反复退回", UNANSWERED: "督办单未答复"}
NO_FAULT = "本期没有逾期未办结、反复退回的事项，也没有逾期未答复的督办单。"


@dataclass(frozen=True)
class Body:
    """A unit: key and name."""

    pk: int
    name: str


@dataclass(frozen=True)
class Good:
    """A matter that was accepted in time and at the first try: when it was handed in, and what the checker found."""

    body: Body
    pk: int
    title: str
    number: int
    delivered_on: date
    found: str


@dataclass(frozen=True)
class Fault:
    """An exception by name: its sort, the record (assignment, order or score), and the fact in words."""

    about: str
    body: Body
    kind: str
    pk: int
    said: str


@dataclass(frozen=True)
class Steady:
    """A unit all of whose due matters were accepted in time and at the first try: how many, and their titles."""

    body: Body
    titles: tuple[str, ...]


@dataclass(frozen=True)
class Supervised:
    """What a 督查通报 is made from; `due`, `done`, `in_time` count matters whose due date lies in the period."""

    office: str
    from_on: date
    to_on: date
    until: date
    due: int
    done: int
    in_time: int
    steady: tuple[Steady, ...]
    good: tuple[Good, ...]
    faults: tuple[Fault, ...]
    by_on: date


@dataclass(frozen=True)
class Graded:
    """One grade with its units: (score row, unit)."""

    grade: str
    units: tuple[tuple[int, Body], ...]


@dataclass(frozen=True)
class Assessed:
    """What a 考核结果通报 is made from."""

    cycle: str
    from_on: date
    to_on: date
    meeting: str
    met_on: date
    grades: tuple[Graded, ...]
    ungraded: tuple[tuple[int, Body], ...]
    steady: tuple[Steady, ...]
    faults: tuple[Fault, ...]
    by_on: date


@dataclass(frozen=True)
class Regraded:
    """A grade that was put right after the 通报: the score row, the unit, before and after."""

    pk: int
    body: Body
    before: str
    after: str
    on: date


def day(on: date) -> str:
    """2026年11月3日."""
    return f"{on:%Y年%-m月%-d日}"


def span(from_on: date, to_on: date) -> str:
    """A period as it is said: 2026年11月, 2026年第三季度, 2026年, else from day to day."""
    whole = from_on.day == 1 and (to_on + timedelta(days=1)).day == 1 and from_on.year == to_on.year
    months = to_on.month - from_on.month + 1
    if whole and months == 1:
        return f"{from_on:%Y年%-m月}"
    if whole and months == 3 and from_on.month % 3 == 1:
        return f"{from_on.year}年第{'一二三四'[from_on.month // 3]}季度"
    if whole and months == 12:
        return f"{from_on.year}年"
    return f"{day(from_on)}至{day(to_on)}"


def quoted(title: str) -> str:
    """In quotation marks; those inside become single ones."""
    return f"“{title.replace('“', '‘').replace('”', '’')}”"


def supervision(facts: Supervised) -> tuple[str, tuple[Passage, ...]]:
    """Title and text of a 督查通报."""
    period = span(facts.from_on, facts.to_on)
    title = f"关于{period}党建工作责任清单落实情况的通报"
    rest = "其余按规定继续督办。" if facts.done < facts.due else ""
    opening = (
        f"根据党建工作责任清单和督查工作安排，{facts.office}对{period}到期事项的办理情况进行了核验，数据截至{day(facts.until)}。"
        f"期内到期{facts.due}项，经核验办结{facts.done}项，其中按时办结{facts.in_time}项。{rest}现将有关情况通报如下。"
    )
    texts = [drafted(Section.OPENING, opening), *_steady(facts.steady, "本期到期的"), *_good(facts.good)]
    return title, (*texts, *_faults(facts.faults), *_demands(facts.faults, facts.by_on), _last("特此通报。"))


def result(facts: Assessed) -> tuple[str, tuple[Passage, ...]]:
    """Title and text of a 考核结果通报: units by grade in the office's order, no scores."""
    title = f"关于{facts.cycle}结果的通报"
    opening = (
        f"根据{facts.cycle}方案，考核期{day(facts.from_on)}至{day(facts.to_on)}的结果已经{day(facts.met_on)}{facts.meeting}审定，"
        "并向各单位反馈，申请复核期限已满。现通报如下，同一等次按单位序列排列，不分先后。"
    )
    texts = [drafted(Section.OPENING, opening)]
    for graded in facts.grades:
        sources = [Source("score", pk, f"{body.name}：审定等次{graded.grade}") for pk, body in graded.units]
        names = "、".join(body.name for _, body in graded.units)
        texts.append(drafted(Section.GOOD, f"等次为“{graded.grade}”的{len(graded.units)}个：{names}。", sources))
    if facts.ungraded:
        sources = [Source("score", pk, f"{body.name}：考核期内无可考核事项") for pk, body in facts.ungraded]
        names = "、".join(body.name for _, body in facts.ungraded)
        texts.append(drafted(Section.GOOD, f"考核期内没有可考核事项、不评定等次的{len(facts.ungraded)}个：{names}。", sources))
    texts += _steady(facts.steady, "考核期内")
    return title, (*texts, *_faults(facts.faults), *_demands(facts.faults, facts.by_on), _last("特此通报。"))


def correction(number: str, title: str, changes: Iterable[Regraded]) -> tuple[str, tuple[Passage, ...]]:
    """Title and text of a 更正通报, which names the one that it corrects."""
    opening = f"{number}《{title}》有关内容有误，现更正如下。"
    texts = [drafted(Section.OPENING, opening)]
    for one in changes:
        before, after = one.before or "未评定", one.after or "未评定"
        source = Source("score", one.pk, f"{one.body.name}：{day(one.on)}更正，等次由{before}改为{after}")
        words = f"{one.body.name}的考核等次更正为“{after}”（原通报为“{before}”）。"
        texts.append(drafted(Section.OPENING, words, [source], unit=one.body.pk))
    return f"关于更正{number}的通报", (*texts, _last("原通报其他内容不变。特此通报。"))


def _steady(steady: Sequence[Steady], when: str) -> Iterator[Passage]:
    """All such units in one sentence, however many."""
    if not steady:
        return
    count = sum(len(one.titles) for one in steady)
    names = "、".join(one.body.name for one in steady)
    sources = [Source("unit", one.body.pk, f"{one.body.name}：{_listed(one.titles)}，按时提请、一次通过核验") for one in steady]
    which = f"{names}等{len(steady)}个单位" if len(steady) > 1 else names
    words = f"{which}{when}{count}项事项全部按时办结，均一次通过核验。"
    yield drafted(Section.GOOD, words, sources)


def _good(good: Iterable[Good]) -> Iterator[Passage]:
    """Single cases by what the checker found."""
    for one in good:
        handed = f"{one.delivered_on:%-m月%-d日}提请办结"
        words = f"{one.body.name}办理{quoted(one.title)}，{handed}，核验结果：{one.found.rstrip('。')}。"
        said = f"{one.body.name}：清单第{one.number}项{quoted(one.title)}，{day(one.delivered_on)}提请，一次通过核验"
        yield drafted(Section.GOOD, words, [Source("assignment", one.pk, said)], unit=one.body.pk)


def _faults(faults: Sequence[Fault]) -> Iterator[Passage]:
    """Exceptions by name: each unit's facts of one sort in one paragraph; of very many the first are told, all are sources."""
    if not faults:
        yield drafted(Section.FAULTS, NO_FAULT)
    for about, label in ABOUT.items():
        own = [one for one in faults if one.about == about]
        for body, found in groupby(own, key=lambda one: one.body):
            cases = list(found)
            sources = [Source(one.kind, one.pk, f"{body.name}：{one.said}") for one in cases]
            told = "；".join(one.said for one in cases[:CASES]) + ("；等等" if len(cases) > CASES else "")
            words = f"{body.name}（{label}{len(cases)}项）：{told}。"
            yield drafted(Section.FAULTS, words, sources, about, body.pk)


def _demands(faults: Sequence[Fault], by_on: date) -> Iterator[Passage]:
    """What follows from the exceptions that there are, each with its date."""
    found, until = {one.about for one in faults}, day(by_on)
    asked = []
    if OVERDUE in found:
        asked.append(f"有逾期事项的单位要查明原因，于{until}前办结并提请核验；确有困难的，写明原因和办结日期。")
    if RETURNED in found:
        asked.append(f"事项被反复退回的单位要对照验收标准补办，于{until}前重新提请。")
    if UNANSWERED in found:
        asked.append(f"尚未答复督办单的单位于{until}前答复。")
    asked.append("各单位收到本通报后及时签收，对照检查，做法好的继续坚持，有同类问题的一并改正。")
    for number, words in enumerate(asked, 1):
        yield drafted(Section.DEMANDS, f"{number}．{words}" if len(asked) > 1 else words)


def _listed(titles: Sequence[str]) -> str:
    """“甲”“乙”等5项."""
    named = "".join(map(quoted, titles[:NAMED]))
    return f"{named}等{len(titles)}项" if len(titles) > NAMED else f"{named}共{len(titles)}项"


def _last(words: str) -> Passage:
    return drafted(Section.CLOSING, words)
