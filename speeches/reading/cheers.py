"""Cheers, hopes, thanks and rhymed slogans: warm words that put nothing on anybody."""

import re

from speeches.reading import words
from speeches.reading.deadlines import deadline

CHEERS = re.compile(
    "(?:同志们[，！]|让我们|相信|祝|衷心|(?:我们?)?[也还更]?要(?:特别|衷心|真诚|由衷)?地?(?:感谢|祝贺|致敬|感激)|(?:同时，)?希望(?:受表彰|获奖|获得|先进)|向[^，。]{2,30}(?:表示|致以))"
)
TOGETHER = re.compile(
    "(?:表示|致以)[^，。]{0,10}(?:欢迎|感谢|祝贺|问候|敬意|慰问|祝愿)|见笑|见谅|包涵|批评指正|(?:要|值得|应该?|提出)(?:表扬|点赞)(?:一下)?(?=[，。！；])|更加紧密地?团结在|努力奋斗[！。]$"
)
HOPES = re.compile(
    "(?:各位[^，。]{2,24}，|大家[^，。]{2,24}，)?(?:同时，?)?(?:[也还更])?(?:我们?)?(?:[也还更])?(?:衷心|真诚)?希望(?:大家|你们|广大[\u4e00-\u9fff]{2,6}|同志们|同学们|各位|全[县市省体])"
)
RHYMES = re.compile("[^，。；]{1,4}要[^，。；]{2,4}，[^，。；]{1,4}[必先须][^，。；]{2,4}[。！]$")
FIRM = re.compile(f"{words.YAO}|{words.HARD}|{words.NEGATIVE}")


def are_in(whole: str, shift: int = 0) -> bool:
    """Is a sentence a cheer? `shift` is where the reported words begin (会议强调，…)."""
    said = whole[shift:]
    if CHEERS.match(said) or RHYMES.fullmatch(whole) or TOGETHER.search(whole):
        return True
    return _hopes(said) and not deadline(whole)


def _hopes(whole: str) -> bool:
    """希望大家鼓足干劲, unless something is firmly asked behind it."""
    found = HOPES.match(whole)
    return bool(found) and not FIRM.search(whole[found.end() :])
