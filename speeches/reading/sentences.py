"""Sentences and clauses; marks inside quotation marks, brackets and titles do not cut."""

from dataclasses import dataclass

OPEN = dict(zip("“‘（《【「『〈〔", "”’）》】」』〉〕", strict=True))
CLOSE = set(OPEN.values())
ENDERS = set("。！？；\n")
CUTS = set("，：")
QUOTE_LIMIT = 120


@dataclass(frozen=True)
class Sentence:
    """A sentence (or a part that ends with a semicolon) and its clauses, as spans in the flat text."""

    start: int
    end: int
    clauses: tuple[tuple[int, int], ...]


def split(chars: str, start: int, end: int) -> list[Sentence]:
    """The sentences between two places; blanks and newlines between them belong to none."""
    found: list[Sentence] = []
    clauses: list[tuple[int, int]] = []
    stack: list[tuple[str, int]] = []
    first = begin = start
    i = start
    while i < end:
        c = chars[i]
        if stack and (c == "\n" or i - stack[-1][1] > QUOTE_LIMIT):
            stack.clear()
        if c == '"':
            if stack and stack[-1][0] == '"':
                stack.pop()
            else:
                stack.append(('"', i))
        elif c in OPEN:
            stack.append((OPEN[c], i))
        elif c in CLOSE and stack:
            while stack and stack.pop()[0] != c:
                pass
        ended = not stack and (c in ENDERS or (c in '”"）' and chars[i - 1] in "。！？" and i > begin))
        if ended and c in "。！？；" and i + 1 < end and chars[i + 1] in "”’":
            ended = False
        if ended:
            stop = i if c == "\n" else i + 1
            _close(chars, first, begin, stop, clauses, found)
            first = begin = i + 1
            clauses = []
        elif not stack and c in CUTS:
            clauses.append((begin, i + 1))
            begin = i + 1
        i += 1
    _close(chars, first, begin, end, clauses, found)
    return found


def _close(chars: str, first: int, begin: int, stop: int, clauses: list[tuple[int, int]], found: list[Sentence]) -> None:
    if stop > begin:
        clauses.append((begin, stop))
    while first < stop and chars[first] in " \n":
        first += 1
    if first >= stop:
        return
    kept = tuple((max(a, first), b) for a, b in clauses if b > first)
    found.append(Sentence(first, stop, kept))
