"""What surrounds the matter: headings of the file, greetings, signatures, attachments, contact lines, and where one speaker ends."""

import re
from dataclasses import dataclass

from speeches.reading.shapes import Span
from speeches.reading.words import MODAL

TAIL = re.compile(
    r"附件|附：|抄送|抄报|主送|发：|（此件|报：|送：|印发|联系人|联系电话|（?联系方式|主题词|参加人员|出席[：:人]|列席|请假|记录[：人]|分送"
)
DATE_LINE = re.compile(
    r"^（?[\d〇○零一二三四五六七八九十]{2,4}年[\d一二三四五六七八九十]{1,3}月(?:[\d一二三四五六七八九十]{1,3}日)?(?:印发|印)?）?$"
)
SPEAKER_LINE = re.compile(
    r"^(?:[—\-]*)(?:(?:之|讲话|发言|附)?[一二三四五六\d]{1,2}[：、.] ?)?(?!在|关于|学习|贯彻|传达|全)(?P<who>(?:(?!在)[\u4e00-\u9fff×xX]){1,14}?)(?:同志)?(?:在[^，。]{2,40}上)?的?(?:主持|总结|动员|工作)?(?:讲话|发言|致辞)(?:摘要|要点|提纲|稿|实录|（[^）]{1,12}）)?$"
)
SALUTE = re.compile(
    r"(?:同志们|各位[^，。：\n]{1,40}|尊敬的[^。：\n]{1,40}|各[^。：\n]{1,80}|女士们[^。：\n]{0,20}|老师们[^。：\n]{0,20}|[^，。：\n]{2,14}(?:党委|党组|支部|政府|单位|部门|学校|公司|办事处))："
)
CONTACT = re.compile(r"联系人|联系电话|联系方式|电子邮箱|邮箱：|传真：")
# Behind the last words of a text on one line: 附件：1.…, or who signs it and when.
STUCK_TAIL = re.compile(
    r"(?<=[。！；）])(?:附件?[：\d]|联系人：|抄送：|主题词：)[^\n]{0,200}$|(?<=[。！）])[^，。；：！？\n（]{4,40}\d{4}年\d{1,2}月\d{1,2}日(?:印发)?$"
)
UNIT_LINE = re.compile("[（〔]?(?:责任|牵头|主责|主办|配合|承办|完成时限|完成时间|时限)[^，。；：]{0,6}：")
PUNCTUATED = re.compile("[。；！？]")


@dataclass(frozen=True)
class Frame:
    """Furniture spans with their rule, and the spans of the speakers' texts."""

    furniture: tuple[tuple[int, int, str], ...]
    bodies: tuple[Span, ...]
    paragraphs: tuple[Span, ...]


def paragraphs(chars: str) -> tuple[Span, ...]:
    """The spans between newlines, empty ones left out."""
    found, position = [], 0
    for part in chars.split("\n"):
        if part.strip():
            found.append((position, position + len(part)))
        position += len(part) + 1
    return tuple(found)


def find(chars: str, marks: set[int], cells: set[int]) -> Frame:
    """Look at the text line by line from both ends; `marks` are the places where points begin, `cells` where table cells do."""
    lines = paragraphs(chars)
    furniture: list[tuple[int, int, str]] = []
    bodies: list[Span] = []
    begin, in_head, tail = 0, True, False
    for number, (start, end) in enumerate(lines):
        words = chars[start:end]
        rule = None if start in cells else _line_rule(words, start in marks, in_head, tail)
        if rule in ("speaker-line", "title-line") and not in_head and bodies_may_end(chars, begin, start):
            bodies.append((begin, start))
            begin, in_head, tail = start, True, False
        if rule is None and start not in cells and (stuck := STUCK_TAIL.search(chars, start, end)):
            furniture.append((stuck.start(), end, "tail"))
        if rule == "tail" and number:
            tail = True
        if rule:
            furniture.append((start, end, rule))
        elif start not in marks and (greeting := _greeting(words, in_head)):
            furniture.append((start, start + greeting, "greeting"))
            in_head = in_head and greeting == len(words)
            tail = False
        else:
            in_head = tail = False
    bodies.append((begin, len(chars)))
    return Frame(tuple(furniture), tuple(bodies), lines)


def bodies_may_end(chars: str, begin: int, start: int) -> bool:
    """A speaker's text is more than a line or two."""
    return start - begin > 60


def _greeting(words: str, in_head: bool) -> int:
    """How far 同志们： or 各乡镇、各部门： reaches, 0 when there is none."""
    found = SALUTE.match(words)
    if not found or not (in_head or found.end() == len(words)) or MODAL.search(found.group()):
        return 0
    return found.end()


def _line_rule(words: str, marked: bool, in_head: bool, tail: bool) -> str | None:
    if TAIL.match(words) and len(words) < 200:
        return "tail"
    if DATE_LINE.match(words):
        return "date-line"
    if tail and len(words) < 80 and not words.endswith("。"):
        return "tail"
    if marked:
        return None
    if len(words) <= 40 and SPEAKER_LINE.match(words) and not PUNCTUATED.search(words):
        return "speaker-line"
    if PUNCTUATED.search(words) or words.endswith(("，", "：")) or UNIT_LINE.match(words):
        return None
    if in_head and len(words) <= 70:
        return "title-line"
    return "heading-line" if len(words) <= 30 else None
