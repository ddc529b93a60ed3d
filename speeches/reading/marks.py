"""Numbers that head a point: 一、 （一） 1. （1） ① 第一， 一要 一是 首先 其一; kept only where they run as a series."""

import re
from dataclasses import dataclass

from speeches.reading.numerals import value

CN = "[一二三四五六七八九十]{1,3}"
# Where a point may begin: at a line start, after a sentence, after a colon; spoken ordinals also after a comma.
AFTER_SENTENCE = "(?<![^\n 。；！？：”）〕●■◆▲★➢◇])"
AFTER_CLAUSE = "(?<![^\n 。；！？：，、”）])"
VERBS = "是要抓靠看须应为强促严"
FORMAL = (
    f"(?P<part>第{CN}(?:章|部分|编))[ ：、]?"
    f"|(?P<article>第[一二三四五六七八九十百]{{1,5}}条)[ ：]?"
    f"|(?P<cn>{CN})[、.](?![一二三四五六七八九十]、)"
    f"|（(?P<cnp>{CN})）"
    r"|（(?P<numq>\d{1,2})）"
    r"|(?P<num>\d{1,2})(?:[.、](?!\d(?!\d{3}年))|）)"
    r"|(?P<ring>[①-⑳])"
)
SPEECH = (
    f"(?P<nth>第{CN})(?:[件点项个条]?(?:事|问题)?[，、：]|是|(?=要(?![务义素]))|(?=个方面|点))"
    f"|(?P<spoken>{CN})(?:个)?(?P<verb>[{VERBS}])(?!一)"
    "|(?P<among>其[一二三四五六七八九])[，、：是]"
    "|(?P<first>首先|其次|再次|再者|最后)(?!生)[，、是]?"
)
MARK = re.compile(f"{AFTER_SENTENCE}(?:{FORMAL})|{AFTER_CLAUSE}(?:{SPEECH})")
STUCK = re.compile(f"{FORMAL}|{SPEECH}")
FIRST_POINT = re.compile("第[一二三四五六七八九十百]{1,5}条|（[一二三四五六七八九十\\d]{1,2}）|\\d{1,2}[.、](?!\\d)|一[是要]|首先")
LAST = 99  # 最后
SPOKEN = frozenset({"spoken", "among", "first"})


@dataclass(frozen=True)
class Mark:
    """A number in the text: its family (how it is written), its value, and where the point's own words begin."""

    start: int
    body: int
    family: str
    value: int
    printed: str
    verb: str = ""
    line_start: bool = False

    @property
    def spoken(self) -> bool:
        """一是, 一要, 首先: points inside a paragraph, never sections."""
        return self.family in SPOKEN


def find(chars: str) -> list[Mark]:
    """All marks that belong to a series, in order."""
    plain = [m for m in (_mark(chars, hit) for hit in MARK.finditer(chars)) if m]
    return _series(sorted({*plain, *_glued(chars, plain), *_headless(chars, plain)}, key=lambda m: m.start))


def _headless(chars: str, marks: list[Mark]) -> list[Mark]:
    """局长 韩某一、…。二、…: the 一、 of a series whose 二、 is plain, stuck to the title or the speaker's name."""
    second = next((m for m in marks if m.family == "cn"), None)
    if second is None or second.value != 2:
        return []
    at = chars.rfind("一、", 0, second.start)
    hit = STUCK.match(chars, at) if at > 0 and chars[at - 1] not in "一二三四五六七八九十第“、" else None
    return [made] if hit and (made := _mark(chars, hit)) and made.family == "cn" else []


def _glued(chars: str, marks: list[Mark]) -> list[Mark]:
    """一、主要任务（一）…: the first point of a series stuck to its heading, as in a text without line breaks."""
    found: list[Mark] = []
    todo = [mark for mark in marks if not mark.spoken]
    while todo:
        mark = todo.pop()
        heading = chars[mark.body : mark.body + 40]
        words = re.split("[。；：！？\n]", heading)[0]
        first = FIRST_POINT.search(words, 2)
        hit = MARK.match(chars, mark.body + first.start()) if first else None
        hit = hit or (STUCK.match(chars, mark.body + first.start()) if first else None)
        if hit and (made := _mark(chars, hit)):
            found.append(made)
            todo += [] if made.spoken or made in marks else [made]
    return found


def _mark(chars: str, hit: re.Match[str]) -> Mark | None:
    family = next(name for name, text in hit.groupdict().items() if text and name != "verb")
    raw = hit[family]
    if family == "first":
        number = {"首先": 1, "其次": 2, "最后": LAST}.get(raw, 3)
    else:
        number = value(re.sub("[第章部分编条其]", "", raw)) or 0
    if not number:
        return None
    verb = hit["verb"] or ""
    body = hit.end() - (1 if verb and verb not in "是" else 0)
    if family in ("nth", "first", "among") and chars[hit.end() - 1] == "是":
        body = hit.end()
    start = hit.start()
    return Mark(start, body, family, number, hit.group().strip(), verb, start == 0 or chars[start - 1] == "\n")


def _series(marks: list[Mark]) -> list[Mark]:
    """Drop numbers that stand alone; a series begins with 1 and is followed by 2."""
    rows: dict[str, list[Mark]] = {}
    for mark in marks:
        rows.setdefault(mark.family + mark.verb, []).append(mark)
    kept = {m for row in rows.values() for m in _runs(row)}
    loose = [m for m in marks if m.verb and m not in kept]
    kept |= set(_runs(loose)) | _strays([m for m in marks if m.verb], kept)
    return sorted(kept, key=lambda m: m.start)


def _strays(spoken: list[Mark], kept: set[Mark]) -> set[Mark]:
    """一是 … 二是 … 三要: the odd one belongs to the series too."""
    found: set[Mark] = set()
    last = 0
    for mark in spoken:
        if mark in kept:
            last = mark.value
        elif last and mark.value == last + 1:
            found.add(mark)
            last = mark.value
    return found


def _runs(row: list[Mark]) -> list[Mark]:
    kept: list[Mark] = []
    last = 0
    for mark, following in zip(row, [*(m.value for m in row[1:]), 0], strict=False):
        if mark.value == 1:
            fits = following in ((2, 3) if mark.family == "first" else (2,))
        elif mark.family == "first":
            fits = 0 < last < mark.value
        else:
            fits = last > 0 and (mark.value == last + 1 or (mark.line_start and last <= mark.value <= last + 2))
        if fits:
            kept.append(mark)
            last = 0 if mark.value == LAST else mark.value
    return kept
