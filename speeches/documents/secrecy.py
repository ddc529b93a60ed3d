"""Marks of state secrets. Pure (保守国家秘密法: such material has no place on this system)."""

import re

from speeches.documents.shapes import Unreadable

# Blanks and characters without width, so that a mark set wide (机 密 ★) is still one; never across lines, where ★ may be a bullet.
GAP = r"[^\S\r\n]*[\u00ad\u200b-\u200f\u2060\ufeff]*[^\S\r\n]*"
LEVELS = "|".join(GAP.join(word) for word in ("绝密", "机密", "秘密"))
# 绝密★ / 机密★10年 / 秘密★启用前: the star is what makes it a mark and not a word; so does 密级：.
MARK = re.compile(rf"(?:{LEVELS}){GAP}[★☆✩✪✭⭐🌟]|密{GAP}级{GAP}[:：]{GAP}(?:{LEVELS})")


def is_marked(text: str) -> bool:
    """True when the text bears a secrecy mark."""
    return MARK.search(text) is not None


def refuse_marked(text: str) -> None:
    """Raise Unreadable(secret) when the text bears a secrecy mark."""
    if is_marked(text):
        raise Unreadable("secret")
