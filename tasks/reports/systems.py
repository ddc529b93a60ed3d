"""What the records show of a system that the speech demands (责任清单制度, 痕迹管理, 考核结果通报制度 …): figures, gaps by name, proof. Pure."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

CLAUSE = re.compile(r"[^，。；：！？\n]*")
NAMED = 30


@dataclass(frozen=True)
class Link:
    """Words, and the page that they lead to; none when it lies beyond the reader."""

    text: str
    href: str = ""


@dataclass(frozen=True)
class Measure:
    """One counted figure: 印发清单 1 份."""

    label: str
    number: int
    measure: str = "项次"

    def __str__(self) -> str:
        return f"{self.label}{self.number}{self.measure}"


@dataclass(frozen=True)
class Missing:
    """What is missing, each by name."""

    label: str
    entries: tuple[Link, ...]
    measure: str = "项次"

    @property
    def shown(self) -> tuple[Link, ...]:
        """As many as a page or a paper names; the Excel file has all."""
        return self.entries[:NAMED]

    @property
    def more(self) -> bool:
        """Not all are named."""
        return len(self.entries) > NAMED

    @property
    def sentence(self) -> str:
        """「逾期未答复督办单2件：…」."""
        names = "、".join(one.text for one in self.shown)
        return f"{self.label}{len(self.entries)}{self.measure}：{names}{'等' if self.more else ''}。"


@dataclass(frozen=True)
class System:
    """One demanded system. `words` are those of the speech that ask for it, at `span`; `nothing` is said where there is no record.

    `table`: a heading and rows of (label, figures), below `head`.
    """

    key: str
    name: str
    measures: tuple[Measure, ...] = ()
    gaps: tuple[Missing, ...] = ()
    proof: tuple[Link, ...] = ()
    nothing: str = ""
    note: str = ""
    head: tuple[str, ...] = ()
    table: tuple[tuple[str, tuple[int, ...]], ...] = ()
    words: str = ""
    span: tuple[int, int] | None = None

    @property
    def sentence(self) -> str:
        """What was done, in figures; or that no record was found."""
        if self.nothing and not any(one.number for one in self.measures):
            return self.nothing
        return "，".join(map(str, self.measures)) + "。" if self.measures else ""

    @property
    def cells(self) -> tuple[tuple[str, tuple[tuple[str, int], ...]], ...]:
        """The rows of the table with the heading of each figure."""
        return tuple((label, tuple(zip(self.head, numbers, strict=True))) for label, numbers in self.table)

    @property
    def proofs(self) -> str:
        """The records by name, for paper."""
        names = "、".join(one.text for one in self.proof[:NAMED])
        return f"{names}{'等' if len(self.proof) > NAMED else ''}。" if names else ""


@dataclass(frozen=True)
class Sought:
    """How the speech asks for a system: any of these words, first of all in the chapter of this name."""

    key: str
    chapter: str
    words: tuple[str, ...]


SOUGHT = (
    Sought("duty", "主体责任", ("主体责任", "第一责任人")),
    Sought("posts", "一岗双责", ("一岗双责", "管党治党")),
    Sought("manage", "一岗双责", ("管思想、管工作", "管思想")),
    Sought("key", "一岗双责", ("关键人",)),
    Sought("lists", "监督考核", ("责任清单",)),
    Sought("aims", "监督考核", ("目标导向",)),
    Sought("trail", "监督考核", ("痕迹管理",)),
    Sought("following", "监督考核", ("全程督导",)),
    Sought("assessing", "监督考核", ("述、评、考", "述评考", "考核问责")),
    Sought("bulletins", "监督考核", ("考核结果通报", "通报制度")),
    Sought("rectifying", "监督考核", ("问题整改", "整改落实")),
    Sought("uses", "监督考核", ("挂钩", "结果运用")),
    Sought("team", "队伍建设", ("专业队伍", "党务干部", "队伍建设")),
    Sought("relief", "要带头推进正风肃纪", ("文山会海", "改进文风会风", "形式主义", "减轻基层负担", "精简文件")),
    Sought("together", "带头服务中心大局", ("一起谋划",)),
)

# chapter, directive, its words, its span
Demand = tuple[str, int, str, tuple[int, int] | None]


def asked_for(demands: Sequence[Demand]) -> dict[str, tuple[int, str, tuple[int, int] | None]]:
    """By system, the directive that asks for it, its words and where they stand; systems that the speech does not ask for are absent."""
    found = {}
    for sought in SOUGHT:
        own = [demand for demand in demands if demand[0] == sought.chapter]
        for _, directive, words, span in [*own, *demands]:
            at = next((words.find(word) for word in sought.words if word in words), -1)
            if at >= 0:
                found[sought.key] = (directive, *_clause(words, at, span))
                break
    return found


def _clause(words: str, at: int, span: tuple[int, int] | None) -> tuple[str, tuple[int, int] | None]:
    """The clause around `at`, and its place in the speech where the words are exactly those of the span."""
    clause = next(m for m in CLAUSE.finditer(words) if m.start() <= at < m.end())
    exact = span is not None and span[1] - span[0] == len(words)
    return clause.group(), (span[0] + clause.start(), span[0] + clause.end()) if exact else span


def placed(systems: Mapping[str, System], demands: Sequence[Demand]) -> dict[int, tuple[System, ...]]:
    """The systems under the directives that ask for them, with the words that do."""
    under: dict[int, list[System]] = {}
    for key, (directive, words, span) in asked_for(demands).items():
        if key in systems:
            under.setdefault(directive, []).append(replace(systems[key], words=words, span=span))
    return {directive: tuple(found) for directive, found in under.items()}


def all_measures(systems: Iterable[System]) -> list[tuple[str, str, int, str]]:
    """Every figure of some systems as (system, label, number, measure), those of the tables included."""
    rows = []
    for system in systems:
        rows += [(system.name, one.label, one.number, one.measure) for one in system.measures]
        rows += [(system.name, f"{label}：{head}", number, "项次") for label, cells in system.cells for head, number in cells]
    return rows
