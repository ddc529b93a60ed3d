"""Who is addressed, as said in the text; who leads and who supports."""

import re
from functools import lru_cache

from speeches.reading import words
from speeches.reading.glossary import Glossary
from speeches.reading.phrases import ADVERB, addressee, bare_words, command, leads_with_verb, predicate

NOT_BODIES = {
    "部": "全内外局细",
    "局": "大全格开布结新变",
    "办": "举创承主协督兴经申",
    "院": "",
    "室": "教议动验览浴卧温寝衣地密病皇王居",
    "村": "乡农",
    "委": "",
    "校": "",
    "单位": "",
    "处": "好坏到处用长短益难害键微深实高细何远妙暗明",
    "科": "学百内外理文本专",
    "所": "场住厕处诊",
    "站": "网车",
    "队": "排",
    "股": "控参持",
}
NOBODY = re.compile("^(?:大家|我们|同志们|你们|咱们|每个人|每个同志|各位|与会)")
UNIT = r"[^，。；：、（）\n]{2,30}"
ENDS = "(?=；?(?:配合|协办|参与|完成|时限|责任人|责任领导|牵头)|[。）〕】\n]|$)"
LEAD = re.compile(
    rf"(?:牵头(?:单位|部门)|责任(?:单位|部门|处室|科室)|主[责办](?:单位|部门)|承办(?:单位|部门)|负责(?:单位|部门))[：:为是]\s*(?P<units>(?:〔[^〕]{{1,8}}〕|[^。）〕】\n]){{2,200}}?){ENDS}"
)
SUPPORT = re.compile(rf"(?:配合|协办|参与|协同)(?:单位|部门)[：:为是]\s*(?P<units>[^。）〕】\n]{{2,200}}?){ENDS}")
BY = re.compile(
    rf"(?:由|^|[，。；：（\n])(?P<units>(?:{UNIT}、){{0,8}}{UNIT}?)(?:要|应当?|必须)?(?:联合)?(?:牵头|负总责|具体负责|(?<!所)负责(?!人|同志)|主办|承办)"
)
WITH = re.compile(rf"(?:[，；、]|会同|牵头，)(?P<units>(?:{UNIT}、){{0,8}}{UNIT}?)(?:积极)?(?:配合|协助|协办|参与)")
TOGETHER = re.compile(rf"会同(?P<units>(?:{UNIT}、){{0,8}}{UNIT}?)(?=[，。；]|等|开展|制定|组织|负责|研究|尽快|于|做好|抓好)")
GIVEN = re.compile(r"由(?P<units>[^，。；：、\n]{2,24}?)(?=根据|按照|组织|制定|会同|在|于|研究|修改|起草|办理|具体|提出|抓|承担)")
SPECIFIC = re.compile(
    "^(?!各|全|有关|相关|所有|每|本|其他|广大|该|上述|一些|部分)(?!.*的)[\u4e00-\u9fff×xX]{2,20}"
    "(?:局|委|办|部|厅|院|室|站|所|中心|政府|领导小组|指挥部|专班|纪委|监委|工委|公司|学校|中学|小学|办公室|委员会|党组|机关党委|街道|镇|乡|处|科|股|支队|大队|工会|团委|妇联)$"
)
# 各矿, 各科, 各户: any short group, but no 各项, 各类, 各环节.
EACH = "(?<![\u4e00-\u9fff])各(?![项种类个环领方阶时处色样级行界位自])[\u4e00-\u9fff]{1,2}"
NO_GROUP = re.compile("对|把|将(?!军)|通过|按照|根据|依据|围绕|针对|要|必须|应当|不|配合|协助")
GENERIC_ROLES = re.compile("(?:党组织|党委|支部|部门|单位|干部|党员|书记|成员|负责人|班子)$")


@lru_cache(maxsize=8)
def ending(glossary: Glossary) -> re.Pattern[str]:
    """A pattern for words that end in an actor."""
    parts = []
    for name in sorted(set(glossary.actors), key=len, reverse=True):
        guard = NOT_BODIES.get(name, "")
        parts.append((f"(?<![{guard}])" if guard else "") + re.escape(name))
    parts += ["“(?:一把手|两委)”", EACH]
    return re.compile(f"(?:{'|'.join(parts)})(?:（[^）]{{1,30}}）)?(?:们|等)?$")


def actor(clauses: list[str], actor_end: re.Pattern[str]) -> str | None:
    """The addressee named in these clauses (the first two sentences of a directive)."""
    clauses = [words.REPORTS.sub("", clauses[0], count=1), *clauses[1:]] if clauses else []
    if len(clauses) > 1 and len(clauses[0]) <= 8 and actor_end.search(clauses[0]) and not leads_with_verb(clauses[0]):
        return _clean(clauses[0])
    for i, clause in enumerate(clauses[:6]):
        rest = bare_words(clause)
        found = re.match("(?P<who>[^，。]{2,24}?)作为", rest)
        if found and actor_end.search(found["who"]) and not command(found["who"]):
            return _clean(found["who"])
        if found := command(clause):
            head = re.split("是|作为|肩负|担负", bare_words(clauses[i - 1]))[0] if i else ""
            named = bool(actor_end.search(head))
            if named and (clause[: found.start()].endswith("的") or "特别是" in clause):
                return _clean(head)
            if who := addressee(clause, actor_end):
                return _clean(who)
            if found.start() == 0 and named and len(head) <= 24 and "的" not in head[-2:] and _group(head):
                return _clean(head)
    return _acting(clauses, actor_end)


def _acting(clauses: list[str], actor_end: re.Pattern[str]) -> str | None:
    if words.PAST.search("，".join(clauses)):
        return None
    for clause in clauses[:2]:
        rest = bare_words(clause)
        if leads_with_verb(rest) or command(clause):
            return None
        if re.match(f"{words.PREPOSITIONS}|跟", rest):
            continue
        for end in range(2, min(len(rest), 26)):
            after = re.sub("^（[^）]{1,30}）", "", rest[end:])
            if actor_end.search(rest[:end]) and _follows(after):
                tail = re.match("（[^）]{1,30}）", rest[end:])
                return _clean(rest[:end] + (tail.group() if tail else ""))
    return None


def _follows(after: str) -> bool:
    """Does what stands behind a name say what it does (and not only that it helps)?"""
    after = re.sub("^、", "", after)
    if re.match("[积极主动]{0,4}(?:配合|协助)", after):
        return False
    return predicate(after) or bool(re.match("对|于[\\d每本今明下]", after)) or predicate(ADVERB.sub("", after, count=1))


def _group(who: str) -> bool:
    """A body or a group of people, never a verb phrase (加强各级党组织) or a topic (对重大隐患实行挂牌督办)."""
    if NO_GROUP.match(who):
        return False
    return "的" in who or not leads_with_verb(who) or len(who) <= 6 and not re.search("各|广大|全体|基层|有关", who)


def _clean(who: str) -> str | None:
    who = re.split("尤其是|特别是|包括", who)[0]
    who = re.sub("^.*?(?:，|以来|前后|期间|过程中|叮嘱|嘱咐|要求)(?=..)", "", who).strip(" 、")
    who = re.sub("^(?:今年|明年|现在|平时|今后|接下来|从今[天往]?[起后]?|每[年月季周天]度?)(?=..)", "", who)
    who = re.sub("(?:都|均|也|还|又|更|同样|一定|首先)$", "", who)
    return who if 2 <= len(who) <= 40 and not NOBODY.match(who) and _group(who) else None


def units(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """(lead units, support units) that the words of a directive name as such; whom it only addresses is its actor."""
    lead = [u for found in LEAD.finditer(text) for u in names(found["units"])]
    support = [u for found in SUPPORT.finditer(text) for u in names(found["units"])]
    if not lead:
        for found in BY.finditer(text):
            lead += [
                u for u in names(found["units"]) if SPECIFIC.match(u) or GENERIC_ROLES.search(u) is None and u[-1] in "局委办部"
            ]
    if not lead:
        lead = [u for found in GIVEN.finditer(text) for u in names(found["units"]) if SPECIFIC.match(u)]
    if lead and not support:
        for pattern in (TOGETHER, WITH):
            for found in pattern.finditer(text):
                support += [u for u in names(found["units"]) if SPECIFIC.match(u) or re.match("各|相关|有关", u)]
    lead = list(dict.fromkeys(lead))
    return tuple(lead), tuple(u for u in dict.fromkeys(support) if u not in lead)


def names(listed: str) -> list[str]:
    """The units in a list such as 市教育局、市财政局，各乡镇（街道）."""
    listed = re.sub("(?:等)?(?:按职责分工负责|分别负责|按职责负责|负责|牵头|配合|按照职责分工.*)$", "", listed.strip())
    found, depth, word = [], 0, ""
    for c in listed:
        depth += (c in "（〔") - (c in "）〕")
        if c in "、，,；;/ \t\n" and depth <= 0:
            found.append(word)
            word = ""
        else:
            word += c
    cleaned = (re.sub("^(?:由|及|和|以及)|等$", "", w.strip()) for w in [*found, word])
    return [w for w in cleaned if 2 <= len(w) <= 30]
