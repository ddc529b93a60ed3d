"""Where the closing words of a speaker begin."""

import re

from speeches.reading import words
from speeches.reading.deadlines import deadline
from speeches.reading.page import Page

CALLS = re.compile("(?:各位[^，。]{0,8}|[^，。]{0,8}(?:同志们|朋友们|同学们|老师们|乡亲们|代表们|委员们))[，！：]")
SUMS_UP = re.compile("(?:总之|最后|衷心|新时代新征程|新的征程)")
CHEERS = re.compile("让我们|谢谢大家|最后，祝|我的讲话完了|我就讲这些")


def find(page: Page, start: int, end: int, last_mark: int | None) -> int:
    """The place of the closing in a speaker's text, or its end when there is none."""
    begin = last_mark if last_mark is not None else start + (end - start) // 2
    found = page.sentences(begin, end)
    for sentence in found[1:]:
        if CALLS.match(page.masked, sentence.start) or CHEERS.match(page.masked, sentence.start):
            return sentence.start
        whole = page.masked[sentence.start : sentence.end]
        if SUMS_UP.match(whole) and words.EXHORTS.search(whole) and not deadline(whole):
            return sentence.start
    return _last_paragraph(page, begin, end) if len(found) > 1 else end


def _last_paragraph(page: Page, begin: int, end: int) -> int:
    """An unnumbered last paragraph that only cheers."""
    stop = end
    for start, _, rule in reversed(page.furniture):
        if begin < start < stop and rule in ("tail", "date-line", "title-line", "speaker-line"):
            stop = start
    body = page.masked[begin:stop].rstrip("\n ")
    start = begin + body.rfind("\n") + 1
    words_ = page.masked[start:stop]
    if (
        start > begin
        and words.EXHORTS.search(words_)
        and not deadline(words_)
        and not re.match("[^。]{0,20}(?:必须|严禁|不得)", words_)
    ):
        return start
    return end
