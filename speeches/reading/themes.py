"""Theme, strength and the tags of the responsibility system, found by the words themselves."""

import re
from collections import Counter

from speeches.reading.glossary import Glossary
from speeches.reading.words import MUST, PROHIBITS, STANDS

DUTIES = {
    "主体责任": "主体责任|管党治党责任|党建责任",
    "第一责任人": "第一责任人|党组织书记|(?:党委|党组|支部|党组（党委）)书记",
    "一岗双责": "一岗双责|领班子、带队伍|管党治党作为",
    "监督考核": "监督考核|考核|责任清单|全程督导|痕迹管理|述职|问责|督查|通报制度",
}
FOUR_MANAGE = ("管思想", "管工作", "管作风", "管纪律")
FOUR_KEY = ("关键人", "关键处", "关键事", "关键时")
# What is only the occasion or the feeling hoped for says nothing of the theme.
ASIDE = re.compile("以[^，。]{2,30}为契机|围绕[^，。]{2,16}，|获得感|幸福感|安全感|保平安")
MOST = 3
FALLBACK = ("业务工作",)


def themes(text: str, glossary: Glossary) -> tuple[str, ...]:
    """At most three themes, those with most words first; 业务工作 is never guessed."""
    points: Counter[str] = Counter()
    first: dict[str, int] = {}
    text = ASIDE.sub(lambda m: "※" * len(m.group()), text)
    for keyword, names in glossary.themes:
        at = text.find(keyword)
        if at < 0:
            continue
        for name in names:
            points[name] += text.count(keyword) * (2 if at < 24 else 1)
            first[name] = min(at, first.get(name, at))
    return tuple(sorted(points, key=lambda n: (-points[n], first[n]))[:MOST])


def duty(text: str) -> tuple[str, ...]:
    """Which parts of the responsibility system it belongs to."""
    return tuple(name for name, words in DUTIES.items() if re.search(words, text))


def four_manage(text: str) -> tuple[str, ...]:
    """管思想、管工作、管作风、管纪律, as far as they are said."""
    return tuple(w for w in FOUR_MANAGE if w in text)


def four_key(text: str) -> tuple[str, ...]:
    """关键人、关键处、关键事、关键时, as far as they are said."""
    return tuple(w for w in FOUR_KEY if re.search(f"管[好住到在]{w}", text))


def strength(masked: str) -> str:
    """How binding the words are: hard, soft, standing or prohibition."""
    body = re.sub("^[^，。；]{0,6}[、.．）]", "", masked)
    head = body[:14]
    if PROHIBITS.search(head):
        return "prohibition"
    if MUST.search(masked):
        return "hard"
    if PROHIBITS.search(masked) and len(masked) < 60:
        return "prohibition"
    return "standing" if STANDS.search(re.sub("^.{0,3}要", "", body)[:8]) else "soft"
