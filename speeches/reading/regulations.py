"""The rules, opinions, plans and schemes that a text names, and the campaigns in its quotation marks."""

import re

from speeches.reading.glossary import Glossary

TITLE = re.compile("《([^》]{2,120})》")
RULES = re.compile(
    "条例|预案|大纲|规定|办法|准则|意见|通知|方案|规划|计划|细则|规则|规程|规范|指南|指引|制度|决定|决议|章程|法|纲要|要点|标准|措施|公约|守则|纪要|党章|宪法|职责|守则|通报|指示|批复|若干|举措|行动|政策|导则|目录"
)
FORMS = re.compile(
    "(?:表|清单|名单|台账|报告|承诺书|责任书|责任状|登记簿|报|日报|新闻|手册|读本|选编|文选|教材|案例|册|书|卡|证|函|信|论述摘编|学习纲要|选集|讲话|论述|汇编|片|歌)(?:（[^）]*）)?$"
)
UNMARKED = re.compile("(?:落实|执行|遵守|贯彻|遵循|践行)(?:好)?(?P<name>[\u4e00-\u9fff]{4,24}?若干(?:准则|规定|意见|措施))")
QUOTED = re.compile(
    "“([^”\n]{2,30})”[^，。；：、“\n]{0,8}?(?:活动|行动|主题教育|工程|攻坚|计划|大讨论|大比武|创建|竞赛|整治|工作|党日|讲堂)"
)
NAMED = re.compile("(?<=开展)[^，。；“”\n]{2,16}(?:活动|专项行动|专项整治|主题教育|大讨论)")


def regulations(text: str) -> tuple[str, ...]:
    """Titles of rules without their marks, in the order of the text; forms, lists and books are left out."""
    found = [(m.start(), re.sub(r"\s", "", m[1])) for m in TITLE.finditer(text)]
    found = [(at, name) for at, name in found if RULES.search(name) and not FORMS.search(name)]
    found += [(m.start(), m["name"]) for m in UNMARKED.finditer(TITLE.sub(lambda m: "※" * len(m.group()), text))]
    return tuple(dict.fromkeys(name for _, name in sorted(found)))


def campaigns(text: str, glossary: Glossary) -> tuple[str, ...]:
    """Named campaigns: quoted names that are called 活动, 行动, 工程 …, and names the glossary knows."""
    found = [(m.start(), m[1]) for m in QUOTED.finditer(text)] + [(text.find(c), c) for c in glossary.campaigns if c in text]
    return tuple(dict.fromkeys(name for _, name in sorted(found) if name not in glossary.ordinary))
