"""By when, and how often, as said in the text. A time is a deadline only where the words make it one."""

import re

CN = "[一二三四五六七八九十]"
YEAR = r"(?:(?:\d{4}|[今明本当后])年(?:度)?|当年)"
MONTH = rf"(?:\d{{1,2}}|{CN}{{1,3}})月(?:份)?"
CLOCK = r"(?:(?:上午|下午|中午|晚上)?\d{1,2}(?:[时点](?:\d{1,2}分|半)?|[：:]\d{2}))"
BEFORE = "(?:之前|以前|前)(?![期面段一列后]|提(?![出交请供]))"
QUARTER = rf"(?:第?{CN}|\d)季度"
HOLIDAY = '(?:[“"]?(?:七一|五一|十一|国庆|元旦|春节|中秋|端午|清明|两节|两会|年关)[”"]?节?|汛期|主汛期|入冬|入汛|供暖季|开学|暑假|寒假|学期|春耕|党代会|换届|(?<![环季细情关章])节)(?:假期|小长假)?'
DAY_OF_WEEK = "(?:[本下这]?个?(?:周|星期)[一二三四五六日天末]|[本下这]周|明天|后天|今天|当天|次日)"
NUMBER = rf"(?:\d{{1,3}}|{CN}{{1,3}}|两|半)"
SPAN_UNIT = "(?:个工作日|工作日|个月|个星期|个小时|天|日|周|月|年|小时)"
AIMS = "(?:到|至|截至|截止|不晚于|不迟于|争取在?|力争在?|赶在|确保在?)"
DONE = "(?:完成|办结|报送|上报|报|提交|到位|建成|投用|销号|见效|实现|达到|启动|完工|竣工|整改|制定|出台|印发|形成|召开|举办|开展|组织|解决|清零|落实|拿出|交|基本|达标|清零|见到|全部|全面|消除)"
FIVE_YEARS = '[“"]?十[三四五六]五[”"]?(?:规划)?'

BY_DAY = rf"(?:{YEAR})?{MONTH}(?:\d{{1,2}}[日号]?|{CN}{{1,3}}[日号])(?:（[^）]{{1,8}}）)?(?:{CLOCK})?"
BY_MONTH = rf"(?:{YEAR})?{MONTH}(?:底|末|中旬|上旬|下旬|中|初|月底)?"
BY_YEAR = rf"(?:{YEAR}年?|(?<![每去上前])年)(?:底|末|终|内)"
PERIOD = rf"(?:[本当这上下]个?月(?:底|末|内|中旬)?|(?<![\d{CN[1:-1]}个本下当])月(?:底|末)|(?:{YEAR})?{QUARTER}(?:底|末|内)?|(?:{YEAR})?[上下]半年(?:底|末|内)?)"
CLOSED = rf"(?:[本当这下]个?月(?:底|末|内)|(?:{YEAR})?{QUARTER}(?:底|末|内)|(?:{YEAR})?[上下]半年(?:底|末|内)?)"
MOMENT = rf"(?:{BY_DAY}|{BY_MONTH}|{BY_YEAR}|{PERIOD}|(?:{YEAR})?[春秋]?季?{HOLIDAY}(?:结束|到来|来临)?|{DAY_OF_WEEK}(?:{CLOCK}|下班)?|(?:次月|下月|当月|本月)?(?:\d{{1,2}}[日号]|{CN}{{1,3}}号)(?:{CLOCK})?|{YEAR})"

FROM_TO = rf"(?:自?即日起|从现在起|自?(?:{BY_DAY}|{BY_MONTH})(?:起|开始)?)(?:，)?(?:至|到|—|－|-|~|～)(?:{BY_DAY}|{BY_MONTH}(?:底|末)?|{BY_YEAR}|{PERIOD})(?:为?止|结束|前)?"
WITHIN = rf"(?:(?:自|从|在|接到?|收到?)?[^，。；：（）\n]{{0,16}}?(?:之日起|后|起)的?，?)?{NUMBER}{SPAN_UNIT}(?:之内|以内|内)(?!的|，?(?:不得|不准|不予|不再|不能|禁止|取消|暂停))"
PATTERNS = (
    rf"(?:{BY_DAY}[、和及]){{1,3}}{BY_DAY}{BEFORE}",
    FROM_TO,
    rf"(?:{MOMENT}){BEFORE}",
    WITHIN,
    rf"{BY_YEAR}(?:之前|以前|前)",
    rf"(?:{YEAR}|(?<![每去上前\d一二三四五六七八九十两几半])年)内",
    r"(?:[本下这]周|[本下当]月|本季度|本学期|本学年|本年度|年度)内",
    rf"{FIVE_YEARS}(?:期间|期末|时期|末|内)",
    rf"(?<=完成时限：)(?:{MOMENT})",
)
DEADLINE = re.compile("|".join(f"(?:{p})" for p in PATTERNS))
AIMED = re.compile(
    rf"(?:(?:于|在|{AIMS})(?P<raw>{BY_DAY}|{BY_MONTH}(?:底|末)|(?:{YEAR})?{MONTH}(?:底|末|上旬|中旬|下旬)|{BY_YEAR}|{CLOSED})"
    rf"|{AIMS}(?P<until>{BY_MONTH}|{YEAR}(?=，|底|[\u4e00-\u9fff]{{2}})|{CLOSED}|{PERIOD}(?=[^，。；]{{0,12}}{DONE})))"
    r"(?![起以\-—至到期]|[^，。；]{0,4}(?:召开|举行|印发|成立|的|工作|基础|考核|考评|述职|总结会|评先))"
)
THEN_DONE = re.compile(
    rf"(?P<raw>(?:{BY_DAY}|(?:{YEAR})?{MONTH}(?:底|末|中旬|上旬|下旬)|{BY_YEAR}|{CLOSED}))[^，。；\n]{{0,6}}?{DONE}"
    rf"|(?P<month>(?:{YEAR})?(?:\d{{1,2}}|{CN}{{1,3}})月份)(?:集中|全面|组织|开展|启动|完成)(?!了)"
)
# An answer within hours or days of a call is a standing limit of service: no day on which the item itself is due.
LASTS = re.compile("(?:小时|分钟|天|日)(?:之内|以内|内)$")
CALL = re.compile("遇有|遇到|接到(?!通知|文件|本)|投诉|举报|来信|来访|初信|初访|受理|突发|发现|做到|承诺")
SPOKEN_DAY = re.compile(rf"(?P<raw>{DAY_OF_WEEK})(?:下班前?)?就(?:要|得|把|给)?(?:办|动|开|改|{DONE})")
TIMED = re.compile(rf"(?:^|[，。；：\n])(?P<raw>(?:{YEAR})?{MONTH}(?:底|末|中旬|上旬|下旬))，")
BRACKETS = re.compile("（([^）\\n]{2,40})）")
POLITE = re.compile("^(?:请|务请|须)[于在]?")
FIRM = re.compile("前$|内$")
RECURRENCE = re.compile(
    rf"每(?:个)?(?:两个?月|两周|半年|半个?月|季度|季|年度|年|月|周|星期|礼拜|日|天|学期|旬|双月|{CN}个?月)(?:\d{{1,2}}月(?:\d{{1,2}}日|底|末|初|[上中下]旬)?|\d{{1,2}}日|底|末|初|{CN})?(?:前|之前)?(?:(?:至少|不少于|不低于|集中|开展|召开|组织)?{NUMBER}次)?"
    rf"|(?:按|逐)(?:月|季度|季|周|年|旬|日)(?![^，。]{{0,2}}(?:份|代|提高|增|递|降|减|升|扩大|改善))|(?:一)?(?P<u>月|季|周|日|年)一(?:调度|通报|报告|会商|检查|督查|总结|汇报|研判|排名|晾晒|小结|考核|清零|更新|督导)"
)
AT_ONCE = re.compile("立行立改|立即整改|即知即改|立即|随时")
STANDING_CELL = re.compile("长期坚持|持续推进|长期|持续开展|常年|常态化推进|常态化|全年|贯穿全年|持续")
PAST_USE = re.compile(
    "(?:控制|压缩|缩短|限制|压减|降低)[在至到](?!位)|不超过|以来|截至(?:目前|去年|上)|去年|上年|已[于在]|了(?![解结])"
)
MASK = re.compile("《[^》\n]{0,120}》|“[^”\n]{6,120}”|〔[^〕]{1,12}〕")
CELL = re.compile(rf"(?:{MOMENT}|{FROM_TO}|{WITHIN})(?:{BEFORE})?(?:完成|前完成)?")


def _mask(text: str) -> str:
    return MASK.sub(lambda m: "※" * len(m.group()), text)


def deadline(text: str) -> str | None:
    """The first expression that limits a time, exactly as written; None when there is none."""
    masked = RECURRENCE.sub(lambda m: "※" * len(m.group()), _mask(text))
    candidates = [(not FIRM.search(m.group()), m.start(), -m.end()) for m in DEADLINE.finditer(masked)]
    candidates += [
        (True, m.start(m.lastgroup), -m.end(m.lastgroup)) for p in (THEN_DONE, TIMED, SPOKEN_DAY) for m in p.finditer(masked)
    ]
    candidates += [(True, m.start(m.lastgroup), -m.end(m.lastgroup)) for m in AIMED.finditer(masked)]
    for _, start, minus_end in sorted(candidates):
        end = -minus_end
        clause = re.split("[，。；\n]", masked[end : end + 20])[0]
        said = masked[masked.rfind("。", 0, start) + 1 : end]
        standing = LASTS.search(masked[start:end]) and CALL.search(said)
        if not standing and not PAST_USE.search(masked[max(0, start - 3) : start] + clause[:12]):
            return POLITE.sub("", text[start:end]).strip("，、 ")
    return None


def heading_deadline(heading: str) -> str | None:
    """A limit for all that stands below: only one in brackets, or one that says 前 or 内."""
    for part in [*BRACKETS.findall(heading), heading]:
        raw = deadline(part)
        if raw and (part != heading or FIRM.search(raw)):
            return raw
    return None


def recurrence(text: str) -> str | None:
    """The first rhythm as written (每季度, 每月25日前, 按月), or None."""
    found = RECURRENCE.search(_mask(text))
    return text[found.start() : found.end()] if found else None


def is_time(cell: str) -> bool:
    """Does a table cell hold nothing but a time or a rhythm?"""
    cell = re.sub(r"\s", "", cell)
    if len(cell) > 30 or not cell:
        return False
    return bool(
        CELL.fullmatch(cell)
        or RECURRENCE.fullmatch(cell)
        or STANDING_CELL.match(cell)
        or AT_ONCE.fullmatch(cell)
        or re.fullmatch(f"[^，。；：]{{2,14}}{BEFORE}", cell)
        or re.fullmatch(r"\d{4}[.\-/]\d{1,2}([.\-/]\d{1,2})?|—+|/", cell)
        or DEADLINE.fullmatch(cell)
    )


def cell_time(cell: str) -> tuple[str | None, str | None]:
    """(deadline, rhythm) of a time cell."""
    cell = re.sub(r"\s", "", cell)
    if not cell or re.fullmatch("—+|/", cell):
        return None, None
    if STANDING_CELL.match(cell) or RECURRENCE.fullmatch(cell):
        return None, cell
    return cell, recurrence(cell)
