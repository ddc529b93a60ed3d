"""Phrases: where a command stands in a clause, whether a verb opens it, and who is addressed."""

import re

from speeches.reading import words

ADVERB = re.compile(f"(?:{words.ADVERBS})")
CONNECTIVE = re.compile(f"(?:{words.CONNECTIVES})[，、：]?")
PREPOSITION = re.compile(f"(?:{words.PREPOSITIONS})")
MASKED = re.compile('“(?!一把手|两委)[^”\n]{0,200}”|《[^》\n]{0,120}》|"[^"\n]{0,200}"|‘[^’\n]{0,120}’|「[^」\n]{0,120}」')
TIME_HEAD = re.compile(
    "^(?:今年|明年|\\d{4}年)?(?:\\d{1,2}月|年|本?月|[一二三四]季度|上半年|下半年)?(?:\\d{1,2}日|底|末|内)?(?:之前|以前|前)|^每[月季年周日天][^，。]{0,3}?(?=[\u4e00-\u9fff]{2})|^年内|^全年"
)


# What may stand between a subject and its 要: 各网格员回去以后都要…
AFTER_SUBJECT = re.compile(
    "(?:回去|下去|会后|[那这][边块])?(?:以后|之后|过后)?(?:每[年月周天日季]度?)?(?:都|均|也|还|又|更|尤其|特别|同样|一定|首先|就|则|既)?$"
)


def mask(chars: str) -> str:
    """The same text with the insides of quotation marks and titles blanked, so that quoted words decide nothing."""
    return MASKED.sub(lambda m: m.group()[0] + "※" * (len(m.group()) - 2) + m.group()[-1], chars)


def bare_words(clause: str) -> str:
    """The clause without 同时, 此外, 特别是 … at its head."""
    while found := CONNECTIVE.match(clause):
        if found.end() == 0:
            break
        clause = clause[found.end() :]
    return clause


def command(clause: str) -> re.Match[str] | None:
    """A modal in the place where a command stands: at the head, or after a subject."""
    found = words.MODAL.search(clause)
    if not found:
        return None
    before = clause[: found.start()]
    if before.endswith("是") and re.search("的[^，。的]{1,8}$", clause):
        return None
    if len(before) > 40 or re.search("是否|怎么|为什么|的时候|[了着过]$|只|知道|认为$|觉得|想|即使|虽然|尽管", before):
        return None
    return found


def verb_at(rest: str) -> bool:
    """Does a verb of the list begin here (and not a name such as 负责人, 组织部)?"""
    return rest[:2] in words.VERBS and not words.NOUNS.match(rest)


def modal_rule(found: re.Match[str]) -> str:
    """Whether a modal forbids, orders or asks."""
    if words.PROHIBITS.match(found.string, found.start()):
        return "modal-never"
    return "modal-must" if words.ORDERS.match(found.string, found.start()) else "modal-should"


def leads_with_verb(clause: str) -> bool:
    """Does a verb (after adverbs) open the clause, so that its subject is whoever is addressed?"""
    rest = TIME_HEAD.sub("", bare_words(clause))
    for _ in range(4):
        if verb_at(rest) and not re.match("..(?:的|工作的|方面的|了|不?是|就是|也是|既是|关系|这|那)", rest):
            return True
        found = ADVERB.match(rest)
        if not found or found.end() == 0:
            break
        rest = rest[found.end() :].lstrip("、")
    return (
        len(rest) > 2
        and (rest[0] in words.SINGLE_VERBS and rest[1] not in "的是有")
        or bool(re.match("(?:把|将)[^，。]{2,}", rest))
    )


def addressee(clause: str, actor_end: re.Pattern[str]) -> str | None:
    """The subject before the modal when it is somebody who can be given a duty."""
    found = command(clause)
    subject = bare_words(clause[: found.start()] if found and found.start() else clause)
    if found and not found.start():
        subject = (
            re.match(
                "(?:请|希望|望)([^，。于在将把按]{2,24}?(?=于|在|将|把|按|认真|提前|要|务必|结合|高度|切实|抓|严格|对照|根据|及时)|[^，。]{2,24}$)",
                clause,
            )
            or ("", "")
        )[1]
    subject = re.sub("^(?:请|希望|要求|望|通知|责成|督促)(?=..)", "", subject)
    if PREPOSITION.match(subject):
        return None
    subject = AFTER_SUBJECT.sub("", subject)
    return subject if 2 <= len(subject) <= 40 and actor_end.search(subject) else None


def predicate(rest: str) -> bool:
    """Does what follows a subject say what it does or will do?"""
    rest = re.sub("^（[^）]{1,30}）", "", rest)
    if re.match(
        "(?:回去|下去|会后|挨家挨户|挨个|分头|轮流|至少|最少|这个?(?:礼拜|星期|周|月)|[本下]个?(?:礼拜|星期|周|月)|[今明][天晚]|把|先(?![锋进后行烈生])|马上|立即|尽快|[\\d一二三四五六七八九十两本今明][^，。]{0,5}[内前]|负责(?!人|同志)|牵头|具体|会同|联合|配合|将[^军来要]|于\\d|对照|对[^，。]{2,40}(?:进行|开展|予以|加以|排查|检查|整治|清理|督查|审核|抽查|负[总主全]责|负责)|按|根据|每[月季年周半])",
        rest,
    ):
        return True
    return verb_at(rest) and not re.match("..(?:的|工作|水平|能力|情况)", rest)
