"""Where the reader itself is not sure: rules that disagree, weak signs, inferred values. Pure; each doubt has a weight and a sentence."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from speeches.carving import INFERRED
from speeches.reading import words
from speeches.reading.phrases import bare_words, command, leads_with_verb, mask, modal_rule
from speeches.reading.rules import KIND_OF

SLIGHT, PLAIN, STRONG = 1, 2, 3
NAMES = {SLIGHT: "略存疑", PLAIN: "存疑", STRONG: "很存疑"}
CLAUSES = re.compile("[，。；：！？\n]")
NUMBER = re.compile("^[（(]?(?:[一二三四五六七八九十]{1,3}|\\d{1,2})(?:[、.．）)]|是|要)")
# Rules of the frame (titles, numbers, greetings) decide by the place of a line, not by its words.
FRAME = frozenset(
    {"heading", "heading-line", "title-line", "speaker-line", "date-line", "tail", "table-cell", "blank-line", "lead-in"}
)
# In these, demanding words are at home: the demand is somebody else's, or none.
BORROWED = frozenset({"quotes-others", "reported-view", "closing", "cheer", "procedure", "execute-only", "greeting"})
ASKING = frozenset({"modal-must", "modal-should", "modal-never", "table-task"})
WEAK = frozenset({"imperative", "continues", "numbered-point", "named-unit-acts"})


@dataclass(frozen=True)
class Doubt:
    """How much (SLIGHT, PLAIN or STRONG) and why, as a sentence for the clerk."""

    weight: int
    why: str

    @property
    def name(self) -> str:
        """The weight in words."""
        return NAMES[self.weight]


def of_piece(rule: str, text: str) -> Doubt | None:
    """The doubt about a sentence that the reader left outside all directives."""
    if rule in FRAME or KIND_OF.get(rule) is None:
        return None
    clauses = [bare_words(one) for one in CLAUSES.split(mask(text.strip())) if one]
    found = next((hit for one in clauses if (hit := command(NUMBER.sub("", one)))), None)
    if found:
        weight = STRONG if modal_rule(found) != "modal-should" else PLAIN
        reason = f"句中有“{found.group()}”，像是要求，但没有列为指示。"
        return Doubt(SLIGHT if rule in BORROWED else weight, reason)
    if rule == "statement" and clauses and leads_with_verb(clauses[0]):
        return Doubt(PLAIN, f"以“{clauses[0][:4]}”开头，像是要求，但没有要求词，按一般陈述处理。")
    if rule == "statement":
        return Doubt(SLIGHT, "没有明显的标志，按一般陈述处理。")
    if rule == "past-work" and words.PROBLEM.search(text):
        return Doubt(SLIGHT, "句中既有完成词，又有讲不足的词，可能是问题。")
    return None


def of_directive(text: str, rules: Collection[str], values: Mapping[str, object], sources: Mapping[str, str]) -> Doubt | None:
    """The strongest doubt about a directive: `rules` of its pieces, its `values` by column and where they come from."""
    return max((*_of_values(values, sources), *_of_words(text, rules)), key=lambda one: one.weight, default=None)


def _of_values(values: Mapping[str, object], sources: Mapping[str, str]) -> list[Doubt]:
    found, inferred = [], {name for name, source in sources.items() if source == INFERRED}
    if "deadline" in inferred:
        found.append(Doubt(STRONG, f"时限“{values['deadline']}”取自上面的标题或总起句，本条原文没有写。"))
    if "due_on" in inferred:
        found.append(Doubt(PLAIN, f"完成时限由“{values['deadline']}”和讲话日期推算，请核对。"))
    if "actor" in inferred:
        found.append(Doubt(PLAIN, f"责任主体“{values['actor']}”承接上一条，本条原文没有写。"))
    if "themes" in inferred:
        found.append(Doubt(SLIGHT, "没有能归类的词，类别是推定的。"))
    return found


def _of_words(text: str, rules: Collection[str]) -> list[Doubt]:
    found, masked = [], mask(text)
    asks = any(command(bare_words(one)) for one in CLAUSES.split(masked)) or bool(set(rules) & ASKING)
    past = words.PAST.search(masked)
    if past:
        found.append(Doubt(SLIGHT if asks else STRONG, f"句中有“{past.group()}”，可能讲的是已经做过的工作。"))
    if not asks and words.PROBLEM.search(masked):
        found.append(Doubt(PLAIN, "句中有讲不足的词，没有要求词，可能是在指出问题。"))
    if not asks and set(rules) - {"blank-line"} <= WEAK:
        weight = SLIGHT if "numbered-point" in rules else PLAIN
        found.append(Doubt(weight, "没有“要、必须”等要求词，只凭动词开头或序号判为要求。"))
    return found
