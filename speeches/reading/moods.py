"""What a heading or a first sentence promises for the sentences below it: looking back, finding fault, giving reasons, setting goals."""

import re

HEADINGS = (
    (
        "past",
        re.compile(
            "回顾|^(?:关于)?(?:上半年|去年|上年|前一阶段|前期|过去一年)[^，。]{0,8}工作|(?:工作|基本|总体|完成|开展|落实|进展)情况|亮点|特色做法|取得的?成[绩效]|主要成[绩效]|成绩|主要做法|经验做法|工作总结|(?:^|，)(?:肯定|总结)"
        ),
    ),
    (
        "problem",
        re.compile(
            "(?:存在|突出|主要|面临|当前)的?[^，。]{0,6}(?:问题|不足|差距|困难|挑战)|(?:问题|不足|差距)(?:与|及|和)?(?:原因|表现)|正视问题"
        ),
    ),
    ("goal", re.compile("指导思想|总体要求|总体思路|基本原则|工作目标|主要目标|总体目标|目标任务|总体目标|工作原则|目标$")),
    ("reason", re.compile("意义|重要性|必要性|紧迫性|形势|背景|为什么|认识")),
)
SOLVES = re.compile("解决|破解|整改|紧盯|坚持|抓好|补齐|聚焦|消除|针对|克服|攻克|整治|认清|把握|适应|应对")
OPENS_PAST = re.compile(
    "^[^，。]{0,10}\\d{1,2}日(?:上午|下午|晚上)?，[^。]{0,60}(?:召开|举行|举办|开班|开幕|启动|主持|进驻|调研|出席)|"
    "^(?:[^，。]{0,14}(?:年来|以来|近年|去年|上年|上半年|过去|前一阶段|前段时间|前期|一年中)|回顾|总结)"
)
LISTS_PROBLEMS = re.compile(
    "(?:问题|不足(?!\\d)|差距|短板|薄弱环节|困难|挑战|隐患|教训|现象|原因)[^。，；]{0,12}[：。，]?$|主要(?:表现|体现)[^。]{0,8}[：，]?$|不适应、不符合"
)
LISTS_PAST = re.compile(
    "(?:成绩|成效|进展|亮点|特点|做法|经验|变化|成果|收获|工作情况|提升|发展|好评|前列)[^。；]{0,16}[：。]?$|(?:完成|取得|实现|打赢|创造)了[^。；]{0,16}[：。]?$|做了[^，。；]{0,10}(?:事|工作|努力)[^，。；]{0,4}[：。]?$"
)
AGENDA = re.compile("(?:议程|议题|程序|流程|日程)[^。；]{0,8}[：，。]?$")
COMMANDS = re.compile("(?:要求|任务|做到|抓好|做好|要|必须|措施|着力|突出|意见|希望|强调|重点)[^。；]{0,20}[：，。]?$")


def of_heading(title: str) -> str | None:
    """The mood of what stands under a heading."""
    for mood, pattern in HEADINGS:
        if pattern.search(title):
            if mood in ("problem", "reason") and SOLVES.search(title) and "充分认识" not in title:
                continue
            return mood
    return None


def of_opening(first: str) -> str | None:
    """The mood that a paragraph's first sentence sets."""
    if OPENS_PAST.search(first):
        return "past"
    return "problem" if re.search("(?:存在|主要)[^。]{0,30}(?:问题|不足|差距)[：。]?$", first) else None


def of_list(lead: str) -> str | None:
    """What the words before 一是 … 二是 … promise: past, problem, demand, an agenda, or nothing clear."""
    if LISTS_PROBLEMS.search(lead) and not re.search("(?:解决|破解|针对|整改|消除)[^，。]{0,30}$", lead):
        return "problem"
    if LISTS_PAST.search(lead):
        return "past"
    if AGENDA.search(lead):
        return "agenda"
    return "demand" if COMMANDS.search(lead) else None
