"""Words without numbers: runs of sentences about one matter, addressed to one party."""

import re

from speeches.reading import moods, words
from speeches.reading.candidates import Candidate
from speeches.reading.deadlines import deadline
from speeches.reading.outline import Node
from speeches.reading.page import Page
from speeches.reading.phrases import addressee, bare_words, command, leads_with_verb, modal_rule
from speeches.reading.sentences import Sentence
from speeches.reading.verdicts import Verdict

TURNS = re.compile("(?:同时|此外|另外|另|与此同时|在此基础上|特别是|尤其是|特别要|尤其要|再就是|还有|再一个|最后)[，要]?")
UNITS = re.compile(
    "[（〔]?(?:责任|牵头|主责|主办|配合|承办|完成时限|完成时间|时限)[^，。；：\n]{0,6}：|[（〔][^）〕\n]{2,120}(?:牵头|负责|配合)[^，。）〕]{0,8}[）〕]"
)
# 质量不合格的产品，坚决不准…; 在条件不成熟的地方，应当…: a topic of its own stands in front.
TOPIC = re.compile("(?:在[^，。]{3,20}(?:地方|单位|地区|方面|工作中|过程中)|[^，。对]{2,12}的[^，。、的]{2,6})，")
# A body with a name of its own takes over; 书记, 班子成员 … belong to the body that was named before.
BODY = re.compile(
    "^[各全]|^[县市区省州镇乡](?!长).*(?<!书记)(?<!干部)(?<!领导)$|^(?!每).*(?:部门|单位|机关|局|委员会|办公室|公司|中心|机构|(?<![支常])[委办部院校厂矿站所队科处股])$"
)
ADDS = re.compile("^(?:也|还|更|又|并|既|再)")
# 装备这一块，…; 车辆的事，…: a talk goes on to its next matter.
SPOKEN_TOPIC = re.compile("[^，。；]{1,10}(?:这一?块|这方面|这(?:件|个|项)?(?:事情?|工作)|的事情?|呢)，")
TOPIC_FOR = re.compile("(?:对于?|凡|针对|关于)(?!照|标|接|表)[^，。；]{2,40}，")
# 老支书你领着…: somebody in the room is given something.
SPOKEN_TO = re.compile("[^，。你]{2,6}(?<![看给跟对由靠问怕说和与])你们?(?=领|带|去|负责|牵头|先)")
# …并提出如下要求：各单位要…: what follows in the same paragraph is the body.
ASKS = re.compile("(?:如下|以下)[^，。：\n]{0,4}(?:要求|安排|部署|意见|通知)：(?=[^\n])")
SERIAL = 30
LEAST = 20
SHORT = 24
WATCHWORD = 20


def find(page: Page, node: Node, start: int, end: int, *, role: str, mood: str | None) -> list[Candidate]:
    """The demands in an unnumbered stretch; role: body, lead (before numbered points) or preamble."""
    found: list[Candidate] = []
    for first, last in _paragraphs(page.chars, start, end):
        asks = ASKS.search(page.masked, first, last) if role == "preamble" else None
        if asks:
            found += _paragraph(page, node, page.sentences(first, asks.end()), role, mood)
            found += _paragraph(page, node, page.sentences(asks.end(), last), "body", mood)
        else:
            found += _paragraph(page, node, page.sentences(first, last), role, mood)
    return found


def _paragraphs(chars: str, start: int, end: int) -> list[tuple[int, int]]:
    found, position = [], start
    while position < end:
        stop = chars.find("\n", position, end)
        stop = end if stop < 0 else stop
        if chars[position:stop].strip():
            found.append((position, stop))
        position = stop + 1
    return found


def _paragraph(page: Page, node: Node, sentences: list[Sentence], role: str, mood: str | None) -> list[Candidate]:
    found: list[Candidate] = []
    current: Candidate | None = None
    for number, sentence in enumerate(sentences):
        if number == 0 and len(sentences) > 1 and _only_leads(page, sentence, sentences[1]):
            page.note(sentence, "lead-in")
            continue
        if number == 0 and mood is None:
            mood = moods.of_opening(page.masked[sentence.start : sentence.end])
        verdict = page.judge(sentence, mood)
        if current and UNITS.match(page.masked, sentence.start):
            current.end = sentence.end
            continue
        if role == "lead" and current and verdict.demand and ADDS.match(_before_modal(page, sentence, verdict)):
            current.end = sentence.end
            continue
        if not _counts(page, sentence, verdict, role):
            if current and verdict.rule == "statement" and not verdict.demand and number + 1 < len(sentences) and role == "body":
                continue
            current = None
            continue
        if verdict.demand == "explicit":
            mood = None if mood != "goal" else mood
        start = _start(page, sentence, verdict)
        if current and not _new_matter(page, sentence, verdict, current):
            page.note(sentence, "continues" if verdict.demand == "bare" else verdict.rule)
            current.end = sentence.end
        else:
            current = Candidate(start, sentence.end, node, carries=page.chars[sentence.start - 1 : sentence.start] == "；")
            found.append(current)
    return [part for run in found for part in _parallel(page, run)]


def _only_leads(page: Page, first: Sentence, second: Sentence) -> bool:
    """转作风，要从领导干部改起。窗口单位要…: a short watchword, then demands on somebody."""
    if first.end - first.start > WATCHWORD:
        return False
    one, two = page.judge(first), page.judge(second)
    return one.demand == "explicit" and not one.addressee and two.demand == "explicit" and two.addressee


def _counts(page: Page, sentence: Sentence, verdict: Verdict, role: str) -> bool:
    """Does a sentence that sounds like a demand count as one in this place?"""
    if not verdict.demand:
        return False
    whole = page.masked[sentence.start : sentence.end]
    asked = page.masked[sentence.clauses[min(verdict.at, len(sentence.clauses) - 1)][0] : sentence.end]
    if words.EXECUTE.fullmatch(asked) and not verdict.reported:
        page.note(sentence, "execute-only")
        return False
    if whole.endswith("：") or re.search("(?:以下|如下)[^，。]{0,12}[：。]?$", whole):
        page.note(sentence, "lead-in")
        return False
    if role == "preamble" and not _stands_in_preamble(whole, verdict):
        page.note(sentence, "preamble")
        return False
    if role == "lead" and not _stands_in_lead(whole, verdict):
        page.note(sentence, "lead-in")
        return False
    return True


def _stands_in_preamble(whole: str, verdict: Verdict) -> bool:
    if verdict.reported or re.match("会后|会议结束后", whole):
        return True
    return bool(deadline(whole)) and (verdict.addressee or "请" in whole)


def _stands_in_lead(whole: str, verdict: Verdict) -> bool:
    if verdict.demand == "bare":
        return bool(deadline(whole))
    return verdict.addressee or verdict.reported or len(whole) >= SHORT and whole.count("，") >= 2


def _start(page: Page, sentence: Sentence, verdict: Verdict) -> int:
    """Reasons before the first demanding clause are left out when they are more than half of the sentence."""
    place = sentence.clauses[min(verdict.at, len(sentence.clauses) - 1)][0]
    before = page.masked[sentence.start : place]
    if len(before) > 0.5 * (sentence.end - sentence.start) and words.RATIONALE.search(before) and not verdict.addressee:
        return place
    return sentence.start


def _new_matter(page: Page, sentence: Sentence, verdict: Verdict, current: Candidate) -> bool:
    whole = page.masked[sentence.start : sentence.end]
    if TURNS.match(whole) or verdict.reported or SPOKEN_TO.match(whole):
        return True
    if current.end - current.start < 12 and sentence.start == current.end:
        return False
    if _same_object(page.chars[current.start : current.end], page.chars[sentence.start : sentence.end]):
        return False
    if SPOKEN_TOPIC.match(whole) and page.chars[current.end - 1] == "。":
        return True
    if verdict.at == 1 and TOPIC.match(whole) and page.chars[current.end - 1] == "。":
        return current.end - current.start >= SHORT
    if verdict.at and verdict.demand == "explicit" and not verdict.addressee and _takes_over(page, sentence, current):
        return True
    if verdict.rule == "modal-never" and not verdict.addressee:
        return False
    if re.match("(?:凡|对)?[^，。]{1,30}的，(?!要)", whole) and verdict.demand == "acts":
        return False
    if re.match("(?:凡|对于?)[^，。]{2,30}，(?:要|应当|必须|应)", whole):
        return current.end - current.start > SHORT and page.chars[current.end - 1] == "。"
    if verdict.demand == "acts":
        return _another(page, sentence, current) or bool(deadline(whole)) and not deadline(page.masked[current.start : current.end])
    if verdict.demand == "bare" and deadline(whole):
        return not deadline(page.masked[current.start : current.end]) and current.end - current.start >= SHORT
    if verdict.demand != "explicit":
        return False
    if ADDS.match(bare_words(whole)):
        return False
    added = bool(ADDS.search(_before_modal(page, sentence, verdict)[-1:])) and not verdict.addressee
    return not added and (verdict.at == 0 or verdict.addressee)


def _before_modal(page: Page, sentence: Sentence, verdict: Verdict) -> str:
    clause = page.masked[slice(*sentence.clauses[min(verdict.at, len(sentence.clauses) - 1)])]
    found = command(clause)
    return bare_words(clause[: found.start()]) if found else ""


def _takes_over(page: Page, sentence: Sentence, current: Candidate) -> bool:
    """财务部7月25日前下达目标，逾期的要清: the sentence begins with what another body does."""
    clause = page.masked[slice(*sentence.clauses[0])].rstrip("，")
    if clause.endswith("的"):
        return False
    for end in range(2, min(len(clause), 20) + 1):
        if (
            page.actor_end.search(clause[:end])
            and BODY.search(clause[:end])
            and clause[end : end + 1] not in tuple("的、和与及或是")
        ):
            return _another(page, sentence, current)
    return False


def _another(page: Page, sentence: Sentence, current: Candidate) -> bool:
    """Does a sentence name another party than the run so far?"""
    head = page.masked[sentence.start : sentence.start + 6]
    before = page.masked[current.start : current.end]
    return not re.search(f"(?:^|[，。；]){re.escape(head[:4])}", before) and not re.match("重点|主要|其中|这|该|其|上述", head)


def _same_object(before: str, after: str) -> bool:
    """把讲政治… 把讲政治…: the same thing taken up again."""
    objects = {m[1] for m in re.finditer("把([^，。；、]{3})", before)}
    return any(f"把{o}" in after for o in objects)


def _needed(page: Page, clause: str, before: str) -> tuple[int, int]:
    """How long the parts before and from a clause must be for it to open a matter of its own, (0, 0) when it opens none."""
    if re.match("(?:同时)?要(?!求|么|是|点)", clause):
        return (0, 0) if TOPIC_FOR.match(before) else (SERIAL, LEAST)
    found = command(clause)
    who = addressee(clause.rstrip("，；。"), page.actor_end) if found else None
    if not found or not who or modal_rule(found) == "modal-never":
        return 0, 0
    return (SHORT // 2, SHORT // 2) if BODY.search(who) else (2 * SERIAL, LEAST)


def _asks(clause: str) -> bool:
    return bool(command(clause)) or leads_with_verb(clause)


def _parallel(page: Page, run: Candidate) -> list[Candidate]:
    """One sentence of several long 要 clauses holds several matters: cut it where a clause begins with 要 or with another body."""
    cuts = []
    last = before = run.start
    asked = False
    for sentence in page.sentences(run.start, run.end):
        for start, end in sentence.clauses:
            clause = page.masked[start:end]
            needed, rest = _needed(page, clause, page.masked[before:start])
            if asked and needed and start - last >= needed and run.end - start >= rest and page.masked[start - 1] in "，；":
                last = before if TOPIC_FOR.match(page.masked, before) and before - last >= SHORT // 2 else start
                cuts.append(last)
            asked = asked or _asks(clause)
            before = start
    edges = [run.start, *cuts, run.end]
    return [
        Candidate(a, b, run.node, carries=number > 0 or run.carries)
        for number, (a, b) in enumerate(zip(edges, edges[1:], strict=False))
    ]
