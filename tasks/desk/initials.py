"""Pinyin initials as a pattern over Chinese characters: czj finds 财政局, whatever reading a character has. Pure.

A pattern needs no stored column and is never out of date; a letter stands for the characters of GB 2312 with a reading that begins
with it (and for itself), so polyphones are found by each of their readings.
"""

import re
import unicodedata
from collections import defaultdict
from functools import cache

from pypinyin.constants import PINYIN_DICT

LETTERS = re.compile(r"[a-zA-Z]{2,12}")


def pattern(said: str) -> str:
    """The regular expression (both databases understand it) for initials; empty when `said` cannot be initials."""
    if not LETTERS.fullmatch(said):
        return ""
    signs = _signs()
    return "".join(f"[{letter}{letter.upper()}{signs.get(letter, '')}]" for letter in said.lower())


@cache
def _signs() -> dict[str, str]:
    """Letter -> the characters that may begin with it."""
    found: dict[str, list[str]] = defaultdict(list)
    for number, readings in PINYIN_DICT.items():
        sign = chr(number)
        if _is_common(sign):
            for letter in {unicodedata.normalize("NFD", reading)[0] for reading in readings.split(",")}:
                found[letter].append(sign)
    return {letter: "".join(signs) for letter, signs in found.items()}


def _is_common(sign: str) -> bool:
    try:
        sign.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True
