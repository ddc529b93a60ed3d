"""The separate demands inside a directive: its sentences, and its clauses where a new verb begins."""

import re

from speeches.reading.page import Page
from speeches.reading.phrases import bare_words, command, leads_with_verb
from speeches.reading.shapes import Span

RESULTS = re.compile(
    "(?:确保|切实|不断|推动|着力推动|真正|努力|让|使|力争|以|从而|进一步|实现|做到|全面|为|促进|提升|提高|增强|形成)"
)
SYSTEMS = re.compile("(?:制度|机制|体系|办法|清单|台账)(?=、)")
LEAST = 8


def split(page: Page, start: int, end: int) -> list[Span]:
    """Spans that together cover the directive; each begins where a new thing is asked."""
    cuts = [start]
    for sentence in page.sentences(start, end):
        for number, (a, b) in enumerate(sentence.clauses):
            a, b = max(a, start), min(b, end)
            if a > start and a < b and (number == 0 or _begins(page.masked[a:b])) and a - cuts[-1] >= LEAST:
                cuts.append(a)
            cuts += [a + m.end() + 1 for m in SYSTEMS.finditer(page.masked[a:b]) if _systems(page.masked[a + m.end() + 1 : b])]
    if len(cuts) > 1 and _only_title(page.chars[start : cuts[1]]):
        del cuts[1]
    edges = [*cuts, end]
    return [(a, b) for a, b in zip(edges, edges[1:], strict=False) if b > a]


def _begins(clause: str) -> bool:
    if command(clause) and command(clause).start() == 0:
        return True
    return leads_with_verb(clause) and not RESULTS.match(bare_words(clause))


def _systems(rest: str) -> bool:
    """健全甲制度、乙制度、丙制度: each is a thing of its own."""
    part = re.split("[、，。；]", rest)[0]
    return bool(re.search("(?:制度|机制|体系|办法|清单|台账)$", part)) and len(part) >= 5


def _only_title(words: str) -> bool:
    return bool(re.fullmatch("[^，；]{2,30}[。\n]", words))
