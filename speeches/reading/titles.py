"""A short name for a directive: the text's own heading, else its first words."""

import re

from speeches.reading.phrases import bare_words, command, leads_with_verb
from speeches.reading.words import REPORTS

LONGEST = 24
SHORTEST = 3
TRIM = re.compile("^(?:要|必须|应当|应|请|须|需|一定要|还要|特别要|务必|负责(?!人|同志))+")
NAMELESS = re.compile("^(?:大家|你们|咱们|我们)(?:都|就|也|先|再)*(?=.{3})")
SPOKEN_END = re.compile("[啊吧呢嘛呀哦]+$")
# What only leads to the demand: a time, a frame, who takes the lead, who says it, a case, a topic.
TIMED = re.compile(".{0,14}(?:前|内|底|末|旬|期间|起|后|时|的话)$")
FRAMED = re.compile(
    "(?:紧紧)?(?:在.*(?:方面|现场|过程|基础|前提|期间|工作|环节|时候?|[上下中里])$|按照?(?!时|期)|根据|依据|结合|围绕|针对|通过|为了?|本着|对(?![照标接表]).*|凡|如果?|没有)"
)
ACTS = re.compile("进行|开展|予以|给予|实行|加以|实施|组织|负责|排查|检查|整治|落实|采取|做到|严|要(?!求)|体检")
LED = re.compile("(?:牵头|负责|配合|参与|协助|会同)(?:负责)?$|指出$|要求$|强调$|叮嘱.{0,8}$|说$|的$")
PARTED = re.compile(".{10,22}、")
BRACKETED = re.compile("（[^）]*）$")
# 以…为重点, and a group named with what it is (县直机关作为…): the demand itself comes after.
FRONTED = re.compile(
    "(?:坚持|要|必须)*以.{2,40}为(?:重点|抓手|目标|契机|牵引|导向|主线|核心|统领|根本|基础|载体|突破口|着力点|龙头)$"
)
NAMED = re.compile("[^，。]{2,14}(?:作为|是|肩负|担负)")


def title(body: str, own: str | None, actor: str | None = None) -> tuple[str, str]:
    """(title, provenance): 原文 when the text itself heads the point, 推定 when made of the words of the demand."""
    if own:
        own = re.sub(r"\s", "", own).strip("，。：；、 ")
        own = BRACKETED.sub("", own) or own if len(own) > LONGEST else own
        first = re.split("[，。；]", own)[0]
        if own and len(own) <= LONGEST:
            return own, "原文"
        if 4 <= len(first) <= LONGEST:
            return first, "原文"
        if own:
            return shorten(own), "推定"
    return shorten(_first_words(body, actor)), "推定"


def _first_words(body: str, actor: str | None) -> str:
    clauses = [clause for clause in re.split("[，。；：\n]", body) if clause.strip()]
    begun = next((n for n, clause in enumerate(clauses[:5]) if not _puts_off(clause, clauses[n + 1 :])), 0)
    found = [words for clause in clauses[begun:] if (words := _words_of(clause, actor))]
    if found and len(found[0]) > LONGEST and not PARTED.match(found[0]):
        return next((words for words in found[1:3] if leads_with_verb(words) and 6 <= len(words) <= LONGEST), found[0])
    return found[0] if found else re.sub(r"\s", "", body)


def _puts_off(clause: str, later: list[str]) -> bool:
    """Does the clause only lead to the demand in one of the next clauses?"""
    rest = bare_words(REPORTS.sub("", clause.strip(), count=1))
    if not rest or not later:
        return not rest
    asks = command(rest)
    if FRONTED.match(rest) or not asks and (TIMED.fullmatch(rest) or LED.search(rest) and not leads_with_verb(rest)):
        return True
    rest = rest[asks.start() :] if asks else rest
    rest = TRIM.sub("", rest)
    if FRAMED.match(rest) and not ACTS.search(rest[1:]):
        return True
    following = command(bare_words(later[0]))
    if not asks and following and following.start() == 0 and not leads_with_verb(rest):
        return True
    return bool(NAMED.match(rest)) and not asks and any(command(bare_words(c)) for c in later[:2])


def _words_of(clause: str, actor: str | None) -> str:
    rest = bare_words(REPORTS.sub("", clause.strip(), count=1))
    found = command(rest)
    if found and (len(rest) > LONGEST or found.start() < 3 or actor and actor in rest[: found.start()]):
        rest = rest[found.start() :]
    elif actor and len(rest) >= len(actor) + SHORTEST and rest.startswith(actor):
        rest = rest.removeprefix(actor)
        rest = rest[1:] if rest[0] == "将" and (leads_with_verb(rest[1:]) or rest[1:3] == "组成") else rest
    rest = SPOKEN_END.sub("", NAMELESS.sub("", TRIM.sub("", rest)))
    return rest if len(rest) >= SHORTEST else ""


def shorten(words: str) -> str:
    """At most 24 characters, cut where a part ends when there is such a place."""
    words = re.sub(r"\s", "", words).strip("，。：；、")
    if len(words) <= LONGEST:
        return words
    head = words[: LONGEST - 1]
    cut = max(head.rfind(c) for c in "，、；：")
    return (head[:cut] if cut >= 10 else head) + "…"
