"""Title, speaker, meeting and date of the text, as far as the text says them."""

import re
from datetime import date

from speeches.reading.frame import DATE_LINE, SPEAKER_LINE
from speeches.reading.numerals import value

YEAR = "(?P<y>\\d{4}|[二〇○零一三四五六七八九]{4})年"
DAY = re.compile(f"{YEAR}(?P<m>\\d{{1,2}}|[一二三四五六七八九十]{{1,3}})月(?P<d>\\d{{1,2}}|[一二三四五六七八九十]{{1,3}})日")
MEETING = re.compile(
    "(?:这次|今天的?|此次|召开(?:了)?|举行(?:了)?|在)(?P<name>[^，。、：“”\n这次的]{2,24}?(?:座谈会|推进会|动员会|部署会|大会|工作会议|会议|现场会|调度会|表彰会|党代会|例会|专题会|述职会|培训班))(?=[是，。上]|召开|，|的)"
)
TITLE_MEETING = re.compile("在(?P<name>[^，。\n]{2,40}?(?:会|会议|大会|座谈会|班|仪式))上的?(?:讲话|发言|致辞|总结|报告)")
SPOKE = re.compile("(?P<name>[\u4e00-\u9fff×]{2,3})(?:同志)?(?:出席|主持|参加)[^。，]{0,12}(?:并)?(?:讲话|发言)")
NAME_LINE = re.compile(
    "^[—\\-]*(?:[\u4e00-\u9fff]{2,12}(?:书记|县长|市长|主任|局长|部长|主席|常委))?\\s*(?P<name>[\u4e00-\u9fff×]{2,4})(?:同志)?$"
)
NOT_NAMES = re.compile("讲话|通知|会议|意见|要点|方案|报告|工作|办法|发言|纪要|公告|学校|机密|秘密|附件|目录|摘要")
GREETS = re.compile("^(?:同志们|各位|尊敬的)")


def title(lines: list[str], head: list[str], meeting: str | None) -> str | None:
    """The heading lines at the top; for a speech without one, its meeting."""
    named = [
        t
        for t in head
        if not DATE_LINE.match(t)
        and "〔" not in t
        and len(t) >= 5
        and re.search("的?(?:讲话|通知|意见|要点|方案|决定|报告|纪要|办法|规定|通报|发言|提纲|公告|实施|部署|会|工作|清单|计划)", t)
    ]
    if named:
        return named[0].replace(" ", "")
    if head and len(head[0]) >= 5 and not GREETS.match(head[0]) and not DATE_LINE.match(head[0]):
        return head[0].replace(" ", "")
    if meeting and lines and GREETS.match(lines[0]):
        return f"{meeting}讲话"
    return None


def speakers(lines: list[str]) -> str | None:
    """Whoever is said to speak: 马卫光同志的讲话, 姚国海出席会议并讲话, or the name below the title."""
    found: list[str] = []
    for words in lines:
        hit = SPEAKER_LINE.match(words) if len(words) <= 40 else None
        if hit and not re.search("领导|在|关于|大会|会议|[全本]", hit["who"]) and 2 <= len(hit["who"]) <= 12:
            found.append(hit["who"])
    if not found:
        found = [m["name"] for m in [NAME_LINE.match(w) for w in lines[1:4]] if m and not NOT_NAMES.search(m["name"])]
    if not found:
        found = [m["name"] for m in [SPOKE.search(w) for w in lines[:4]] if m]
    return "、".join(dict.fromkeys(found)) or None


def meeting(chars: str) -> str | None:
    """The meeting that the title or the first sentences name."""
    opening = chars[:600]
    found = TITLE_MEETING.search(opening) or MEETING.search(opening)
    return found["name"] if found else None


def day(chars: str, lines: list[str], named: str | None) -> date | None:
    """The day of the meeting when it is said, else the first full date that stands on a line of its own or signs the text."""
    alone = [w for w in lines if DATE_LINE.match(w)]
    dates = [d for d in (_date(w) for w in alone) if d]
    if not dates:
        signed = [w for w in (*lines[:6], *lines[-8:]) if re.search("印发$|（\\d{4}年[^）]{3,6}）$", w)]
        dates = [d for d in (_date(w) for w in signed) if d]
    held = (
        re.search("(?:(?P<y>\\d{4})年)?(?P<m>\\d{1,2})月(?P<d>\\d{1,2})日[^。]{0,24}召开(?:了)?[^。]{0,16}会", chars[:600])
        if named
        else None
    )
    if held and (held["y"] or dates):
        return _safe(int(held["y"] or dates[0].year), int(held["m"]), int(held["d"]))
    return dates[0] if dates else None


def _date(words: str) -> date | None:
    found = DAY.search(words)
    if not found:
        return None
    year = (
        found["y"]
        if found["y"].isdigit()
        else "".join(str("零一二三四五六七八九".find(c.replace("〇", "零").replace("○", "零"))) for c in found["y"])
    )
    return _safe(int(year), value(found["m"]) or 0, value(found["d"]) or 0) if year.isdigit() else None


def _safe(year: int, month: int, day_: int) -> date | None:
    try:
        return date(year, month, day_)
    except ValueError:
        return None
