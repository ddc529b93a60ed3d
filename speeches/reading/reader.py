"""The way from text to reading: lines, marks, outline, candidates, fields, pieces."""

from bisect import bisect_right
from collections.abc import Callable
from datetime import date

from speeches.reading import actors, closings, find, frame, front, heads, marks, outline, rows, tiles
from speeches.reading.candidates import Candidate
from speeches.reading.due import weekday
from speeches.reading.fields import Reader, directive, section_no
from speeches.reading.flat import Flat, flatten
from speeches.reading.glossary import DEFAULT, Glossary
from speeches.reading.lines import join_wrapped, raw_lines
from speeches.reading.outline import Node
from speeches.reading.page import Page
from speeches.reading.phrases import mask
from speeches.reading.rules import KIND_OF
from speeches.reading.shapes import Directive, Reading, Section


def read(
    text: str, *, on: date | None = None, glossary: Glossary = DEFAULT, is_workday: Callable[[date], bool] = weekday
) -> Reading:
    """Read a text: its outline, its pieces, its directives. `on` is the day of the speech, for times such as 月底前."""
    printed = raw_lines(text)
    table, cells = rows.find(text, printed)
    flat = flatten(text, join_wrapped(text, printed, cells))
    page = Page(flat.chars, mask(flat.chars), actors.ending(glossary))
    if not flat.chars.strip():
        return Reading(None, None, None, None, (), tiles.tile(text, [], []), ())
    where = {at: i for i, at in enumerate(flat.at)}
    spots = _table_spots(where, [(printed[n].start, printed[n].end) for n in cells])
    found = _outside(marks.find(page.chars), spots, len(page.chars))
    around = frame.find(page.chars, {m.start for m in found}, {a for a, _ in spots})
    page.furnish([*around.furniture, *((a, b, "table-cell") for a, b in spots)])
    found = _outside(found, [(a, b) for a, b, _ in page.furniture], len(page.chars))
    lines = [page.words(a, b) for a, b in around.paragraphs]
    meeting = front.meeting(page.chars)
    day = front.day(page.chars, lines, meeting)
    roots = [_tree(page, found, start, end) for start, end in around.bodies]
    candidates = [c for i, root in enumerate(roots) for c in find.candidates(page, root, cover=_covers(roots, i))]
    candidates = _with_rows(where, candidates, table, roots)
    reader = Reader(text, flat, page, glossary, on or day, is_workday)
    directives: list[Directive] = []
    for candidate in candidates:
        directives.append(directive(reader, candidate, directives[-1] if directives else None))
    head = [page.words(a, b) for a, b, rule in page.furniture if rule == "title-line"]
    return Reading(
        title=front.title(lines, head, meeting),
        speaker=front.speakers(lines),
        meeting=meeting,
        date=day,
        sections=tuple(_sections(flat, page, roots)),
        pieces=_pieces(text, flat, page, roots, candidates, directives),
        directives=tuple(directives),
    )


def _covers(roots: list[Node], number: int) -> bool:
    """A first text without points before the speakers' texts is a cover note."""
    return number == 0 and len(roots) > 1 and not roots[0].children and any(r.children for r in roots[1:])


def _cover(spans: list[tuple[int, int]], size: int) -> bytearray:
    """1 at every place inside a span."""
    cover = bytearray(size)
    for a, b in spans:
        cover[a:b] = b"\x01" * (b - a)
    return cover


def _outside(found: list[marks.Mark], spans: list[tuple[int, int]], size: int) -> list[marks.Mark]:
    cover = _cover(spans, size)
    return [m for m in found if not cover[m.start]]


def _table_spots(where: dict[int, int], spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    return sorted((where[a], where[b - 1] + 1) for a, b in spans if a in where and b - 1 in where)


def _tree(page: Page, found: list[marks.Mark], start: int, end: int) -> Node:
    inside = [m.start for m in found if start <= m.start < end]
    stop = closings.find(page, start, end, inside[-1] if inside else None)
    for sentence in page.sentences(stop, end):
        page.note(sentence, "closing")
    root = outline.build(page.chars, found, start, stop)
    heads.mark_sections(root)
    heads.set_titles(page, root)
    heads.trim_ends(page, root)
    return root


def _with_rows(where: dict[int, int], candidates: list[Candidate], table: list[rows.Row], roots: list[Node]) -> list[Candidate]:
    made: list[Candidate] = []
    nodes = [n for root in roots for n in heads.walk(root)]
    starts = [n.start for n in nodes]
    for row in table:
        start, end = where.get(row.start), where.get(row.end - 1)
        if start is None or end is None:
            continue
        node = nodes[max(0, bisect_right(starts, start) - 1)]
        made.append(Candidate(start, end + 1, node, row=row))
    cover = _cover([(r.start, r.end) for r in made], len(where))
    kept = [c for c in candidates if not any(cover[c.start : c.end])]
    return sorted([*kept, *made], key=lambda c: c.start)


def _sections(flat: Flat, page: Page, roots: list[Node]) -> list[Section]:
    found: list[Section] = []
    for root in roots:
        for node in heads.walk(root):
            if not node.mark or node.mark.spoken or (node.depth == 1 and not node.is_section):
                continue
            start, end = flat.original(node.start, node.end)
            found.append(Section(section_no(node.mark.printed), _heading(page, node), node.depth, start, end, _path(node)))
    return found


def _heading(page: Page, node: Node) -> str:
    if node.title:
        return page.words(*node.title).strip("，。：；、 ")[:200]
    return page.words(node.body, min(node.end, node.body + 24)).split("\n")[0].strip("，。：；、 ")


def _path(node: Node) -> tuple[str, ...]:
    names: list[str] = []
    while node and node.mark:
        names.append(section_no(node.mark.printed))
        node = node.parent
    return tuple(reversed(names))


def _pieces(text: str, flat: Flat, page: Page, roots: list[Node], candidates: list[Candidate], directives: list[Directive]):
    spans: list[tiles.Tile] = []
    taken: list[tuple[int, int]] = [(c.start, c.end) for c in candidates]
    where = {at: i for i, at in enumerate(flat.at)}
    cover = _cover(taken, len(flat.chars))
    for candidate, one in zip(candidates, directives, strict=True):
        for a, b in one.demands:
            clause = page.masked[where[a] : where[b - 1] + 1]
            rule = "table-task" if candidate.row else tiles.demand_rule(clause, numbered=candidate.point)
            spans.append((a, b, tiles.demand_kind(rule), rule))
    flats = [(a, b, rule) for a, b, rule in page.furniture] + _headings(page, roots)
    for a, b, rule in flats:
        for x, y in _free(cover, a, b):
            spans.append((*flat.original(x, y), KIND_OF[rule], rule))
    taken += [(a, b) for a, b, _ in flats]
    for a, b, rule in tiles.rest(page, taken, len(page.chars)):
        spans.append((*flat.original(a, b), KIND_OF[rule], rule))
    return tiles.tile(text, spans, directives)


def _headings(page: Page, roots: list[Node]) -> list[tuple[int, int, str]]:
    return [
        (node.start, heads.own_end(page, node), "heading")
        for root in roots
        for node in heads.walk(root)
        if node.mark and (node.children or node.is_section)
    ]


def _free(cover: bytearray, start: int, end: int) -> list[tuple[int, int]]:
    """The parts of a span that no directive covers."""
    parts, position = [], start
    while position < end:
        begin = cover.find(0, position, end)
        if begin < 0:
            break
        stop = cover.find(1, begin, end)
        position = end if stop < 0 else stop
        parts.append((begin, position))
    return parts
