"""Is this sentence a demand? One judgement per sentence, with the rule that decided it."""

import re
from dataclasses import dataclass

from speeches.reading import cheers, words
from speeches.reading.deadlines import deadline
from speeches.reading.phrases import PREPOSITION, addressee, bare_words, command, leads_with_verb, modal_rule, predicate
from speeches.reading.sentences import Sentence

# 对…问题，根据…严肃追究…: the verb stands behind its frame.
HIDDEN = re.compile("(?:予以|给予|加以|进行|(?:严肃|从严(?!治)|及时|依法|严格|认真|坚决|全面(?!从严)|重点)[\u4e00-\u9fff]{2})")
HANDED = re.compile("，由[^，。]{2,24}(?:根据|按照?|会同|牵头|负责|组织|修改|办理|抓)")
LEARNT = re.compile(
    "教训[^，。]{0,8}(?:警示|告诉|告诫|提醒)|体会|启示|经验告诉|实践(?:证明|告诉|表明)|深知|事实(?:证明|表明)|历史(?:证明|告诉)"
)
GUIDES = re.compile(
    "要?(?:始终|全面|深入)?(?:高举|坚持以|以)[^，。]{2,60}(?:为(?:指导|指引|统领|引领|遵循|主线|目标|重点|抓手|载体|主题|动力|导向|突破口|牵引|契机|总揽|方向|根本|核心|着力点)|旗帜)$"
)
CONTACT = re.compile("[^，。：]{0,8}(?:联系人|电话|热线|邮箱|传真)：|联系人|联系电话|附件[一二三\\d]?：|抄送：")
STILL = re.compile(
    "(?:^|[，；])(?:但|同时|也)*(?:还|仍然?|依然)(?:不同程度地?)?(?:存在|是[^，。]{0,20}(?:短板|难题|弱项|问题)|有(?:不少|一些|较大|很大|一定)?(?:差距|不足|短板|问题))"
)
GRAVE = re.compile("(?:责任|意义|任务|使命)(?:十分|非常|特别)?(?:重大|光荣|艰巨|深远)|任重道远")
FRAME = re.compile("(?:(?<=..)的|以后|之后|过后|期间|过程中|的时候|的同时|时|方面|基础上|前提下)$")
NAMELESS = re.compile(
    "(?:[^，。]{2,6}(?<![看给跟对由靠问怕说和与])你们?(?=领|带|去|负责|牵头|先)|你们|大家|咱们|同志们|每个人)(?:都|就|也|先|再|要)*"
)
FAULTED = re.compile(
    "[对把将][^，。；]{2,40}(?:的[^，。；]{0,8}(?=，)|的(?=[单人干党问行部责])|等?问题(?=，))|(?:针对|围绕|解决|破解)[^。；]{2,60}?(?:问题|现象|情况|短板|不足)(?=[，。；])"
)
ATTAINS = re.compile("(?:[^，。]{0,6}月份?)?(?:全[县市区镇乡年]|共)?(?:完成|实现|达到|取得)")
TROUBLE = re.compile("(?:问题|现象|情况|不足|短板|误区)$")
SOME = re.compile("(?:但是?|而|也|还)*(?:个别|有的|有些|一些|部分|少数|不少|许多|很多)")
SEES = re.compile("(?:我们)?(?:也|还|更)?(?:要|必须|应该?)(?:清醒地?|充分|更加)?(?:看到|认识到|承认|正视)")
# 市政府办、市应急局负责人参加检查: the last line of a report.
ATTENDS = re.compile("(?:陪同|参加|出席|列席)(?:了|上述)*(?:检查|调研|活动|会议|督查|考察|座谈|慰问)?。?$")
# 小王负责把…: whoever is named, a person too.
IN_CHARGE = re.compile("[\u4e00-\u9fff×]{2,12}负责(?=[把将对在抓做]|组织|牵头|统筹|协调|落实|联系|提供|安排|制定|推进|指导)")
# 凡…的，就地免职: what will be done to whoever fails.
SANCTION = re.compile(
    "(?:凡|对|如|发现|若|谁(?:再|要是|敢)?)[^。；]{2,60}?的?，[^。]*?(?:免职|停职|撤职|处理|处罚|处分|追究|追责|问责|移交|通报|约谈|取消|不予|扣[减除发罚])"
)
# 4月9日，县委书记到…调研: news, unless it says what will be done.
NARRATES = re.compile("(?:本报讯|近日|日前|[^，。]{0,12}\\d日(?:上午|下午|晚)?，)(?![^。]*将)")
# 老话常说，“…”; somebody once told me …; words that stand wholly in quotation marks.
SAID = re.compile(
    "(?:常|曾经?|一再|多次|老话|前人|古人|先贤|有句话)[^，。“”]{0,8}?(?:讲|说|写道|告诫|提醒|云|曰)过?[，：]?(?=“)|[跟对和]我(?:讲|说)过?[，：]|^“※+”[。！]?$"
)
OWNS_UP = re.compile("存在[^。；]{4,80}问题[。；]?$")
LOOKS_FAR_BACK = re.compile("我们党(?:始终|历来|一直|从来|一贯)|^从[^，。]{2,40}(?:成立|时期|之初|建党|革命|解放|建国|新中国)")
SENTENCE_MARK = re.compile("[，：；。！？]+$")
TIME_LEAD = re.compile("[^，。]{0,12}?(?:\\d|[一二三四五六七八九十年月季周])[^，。]{0,8}(?:前|内|底|末|起)，")


@dataclass(frozen=True)
class Verdict:
    """demand: explicit (a modal), bare (a verb leads), acts (somebody does it) or None; `at` = the first demanding clause."""

    rule: str
    demand: str | None = None
    at: int = 0
    opens: bool = False
    addressee: bool = False
    reported: bool = False


def judge(masked: str, sentence: Sentence, actor_end: re.Pattern[str], mood: str | None = None) -> Verdict:
    """What the sentence is, given the mood of its paragraph (past, problem, reason, goal or None)."""
    whole = masked[sentence.start : sentence.end]
    if _quotes(whole):
        return Verdict("quotes-others")
    reported = words.REPORTS.match(whole)
    shift = reported.end() if reported else 0
    if not reported and words.LISTENS.match(whole) and not words.MODAL.search(whole) and not HANDED.search(whole):
        return Verdict("reported-view")
    if cheers.are_in(whole, shift):
        return Verdict("cheer")
    if whole.endswith("？"):
        return Verdict("question")
    if CONTACT.match(whole):
        return Verdict("tail")
    if not reported and words.ANNOUNCES.search(whole):
        return Verdict("procedure")
    if reported and not whole[shift:].strip("，："):
        return Verdict("lead-in")
    clauses = _clauses(masked, sentence, shift)
    if (words.PROBLEM.search(whole) or re.match("但|也|同时", whole)) and any(SEES.match(bare_words(c)) for c in clauses[:2]):
        return Verdict("problem")
    explicit = _first_command(clauses, actor_end)
    if explicit is None and LOOKS_FAR_BACK.search(whole):
        return Verdict("rationale")
    if LEARNT.search(clauses[0]) or re.match("只有[^。]*才|没有[^，]+就没有", whole):
        return Verdict("rationale")
    if explicit is not None and _guides(clauses, explicit, actor_end):
        return Verdict("guiding")
    if explicit is not None and not _reason_with_must(whole, clauses, explicit, actor_end):
        return _explicit(clauses, explicit, actor_end, bool(reported))
    return _without_modal(whole[shift:], clauses, actor_end, mood, reported, explicit)


def _quotes(whole: str) -> bool:
    """Somebody above or elsewhere is quoted (but not: 按照省委要求，…)."""
    found = words.QUOTES_OTHERS.search(whole)
    if not found:
        return bool(SAID.search(whole)) and not words.MODAL.search(whole)
    clause = whole[max(whole.rfind(c, 0, found.start()) for c in "，。；：") + 1 : found.start()]
    return not re.search("按照?|根据|依据|落实|贯彻|对照|结合|围绕|领会|学习|遵照|响应|牢记", clause)


def _clauses(masked: str, sentence: Sentence, shift: int) -> list[str]:
    found = [masked[max(a, sentence.start + shift) : b] for a, b in sentence.clauses if b > sentence.start + shift]
    return [SENTENCE_MARK.sub("", c) for c in found] or [""]


def _first_command(clauses: list[str], actor_end: re.Pattern[str]) -> int | None:
    for i, clause in enumerate(clauses):
        if command(clause):
            return i
    return None


def _guides(clauses: list[str], at: int, actor_end: re.Pattern[str]) -> bool:
    """今后五年，机关党建工作要以…为指引，以…为重点，奋力谱写新篇章: the general line, nobody's task."""
    if addressee(clauses[at], actor_end):
        return False
    found = command(clauses[at])
    first = clauses[at][found.start() :] if found else clauses[at]
    plain = [c for c in clauses[at + 1 :] if not GUIDES.match(c)]
    return bool(GUIDES.match(first)) and len(clauses) > at + 1 and all(words.EXHORTS.search(c) for c in plain)


def _reason_with_must(whole: str, clauses: list[str], at: int, actor_end: re.Pattern[str]) -> bool:
    """只有…才能, or a reason to which a short 必须 is only the end."""
    if re.match("只有|没有[^，]+就没有|如果|之所以|因为", bare_words(clauses[0])):
        return True
    before = TIME_LEAD.sub("", "，".join(clauses[:at]), count=1)
    if re.match("对|针对|围绕|凡|各|就|为了?", before):
        return False
    demanded = sum(len(c) + 1 for c in clauses[at:])
    if not before or addressee(clauses[at], actor_end) or (at and addressee(clauses[0], actor_end)):
        return bool(re.search("(?:要求|需要)我们(?:必须|要)", whole)) and demanded < 30
    reasons = words.RATIONALE.search(before + "，") or words.PROBLEM.search(before)
    return bool(reasons) and demanded < 0.5 * len(whole)


def _explicit(clauses: list[str], at: int, actor_end: re.Pattern[str], reported: bool) -> Verdict:
    clause = bare_words(clauses[at])
    found = command(clause) or command(clauses[at])
    somebody = bool(addressee(clauses[at], actor_end))
    if not somebody and at and found and found.start() == 0 and not PREPOSITION.match(bare_words(clauses[at - 1])):
        somebody = bool(actor_end.search(bare_words(clauses[at - 1]))) and len(clauses[at - 1]) <= 40
    rule = "modal-should"
    if found:
        rule = modal_rule(found)
    head = bool(found) and found.start() == 0
    return Verdict(rule, "explicit", at, opens=head and at == 0 or somebody, addressee=somebody, reported=reported)


def _without_modal(
    whole: str,
    clauses: list[str],
    actor_end: re.Pattern[str],
    mood: str | None,
    reported: re.Match[str] | None,
    explicit: int | None,
) -> Verdict:
    if reported and reported["verb"] in ("指出", "认为") and explicit is None:
        return Verdict("reported-view", reported=True)
    if explicit is not None:
        return Verdict("problem" if words.PROBLEM.search(whole) and re.match("但|然而|不过", whole) else "rationale")
    ordered = reported is not None and reported["verb"] in ("要求", "强调", "决定", "议定", "确定", "明确")
    if OWNS_UP.search(whole) and not FAULTED.search(whole) or mood == "past" and SOME.match(whole):
        return Verdict("problem")
    if mood in ("past", "problem") and not ordered:
        return Verdict("past-work" if mood == "past" else "problem")
    verb_first = leads_with_verb(_main(clauses))
    if (
        words.PAST.search(whole)
        or words.FIGURES.search(whole)
        and not (deadline(whole) or verb_first and not ATTAINS.match(bare_words(whole)))
    ):
        return Verdict("past-work")
    if (
        STILL.search(whole)
        or words.PROBLEM.search(whole)
        and re.match("但|然而|不过", whole)
        or words.PROBLEM.search(FAULTED.sub("", whole))
        and not verb_first
    ):
        return Verdict("problem")
    if mood in ("reason", "goal"):
        return Verdict("rationale" if mood == "reason" else "guiding")
    copula = words.RATIONALE.search(clauses[0] + "，") or (len(clauses) > 1 and re.match("(?:既|也|就|更)?是", clauses[1]))
    if verb_first and GRAVE.search(whole):
        return Verdict("cheer")
    if verb_first and not copula:
        return Verdict(
            "standing" if re.match("坚持|持续", bare_words(clauses[0])) else "imperative", "bare", reported=bool(reported)
        )
    if _acts(whole, clauses, actor_end):
        return Verdict("named-unit-acts", "acts", opens=True, addressee=True, reported=bool(reported))
    if words.RATIONALE.search(whole):
        return Verdict("rationale")
    if words.EXHORTS.search(whole):
        return Verdict("cheer")
    return Verdict("statement")


def _main(clauses: list[str]) -> str:
    """The first clause that is not only a frame (根据…, 围绕…, 6月底前)."""
    framed = False
    for clause in clauses:
        rest = bare_words(clause)
        if leads_with_verb(rest):
            return rest
        framed = framed or bool(PREPOSITION.match(rest)) or bool(FRAME.search(rest))
        if framed and (hidden := HIDDEN.search(rest)):
            return rest[hidden.start() :]
        if framed and TROUBLE.search(rest):
            continue
        if not (PREPOSITION.match(rest) or FRAME.search(rest) or TIME_LEAD.match(rest + "，") or not rest):
            return rest
    return clauses[0]


def _acts(whole: str, clauses: list[str], actor_end: re.Pattern[str]) -> bool:
    """各单位组织…填报…, 市教育局将组成检查组…, 县财政局负责…"""
    if SOME.match(whole) or NARRATES.match(whole) or ATTENDS.search(whole):
        return False
    for clause in clauses[:3]:
        rest = bare_words(TIME_LEAD.sub("", clause + "，", count=1).rstrip("，") if TIME_LEAD.match(clause + "，") else clause)
        spoken_to = NAMELESS.match(rest)
        if spoken_to and leads_with_verb(rest[spoken_to.end() :]):
            return True
        for end in range(2, min(len(rest), 26)):
            if rest[end - 1] in "到在赴":
                break
            if actor_end.search(rest[:end]) and predicate(rest[end:]):
                return True
    if SANCTION.match(whole) or IN_CHARGE.match(whole):
        return True
    return bool(re.search("(?:牵头|负责|配合)(?:落实|办理|组织|实施|推进)?[。；，]?$", whole)) or bool(
        re.search("(?:^|，|这[^，。]{1,5}|工作)由[^，。]{2,30}(?:牵头|负责|给予|组织|承担|予以|管|抓|办理|落实|审核|审批)", whole)
    )
