"""What the drill showed, phase by phase and in sum, and what of it is wrong."""

import json
import re
import time
from collections import Counter
from dataclasses import dataclass

from django.conf import settings

from deploy.words import say
from tests.pairs.browser import Visit
from tests.pairs.machines import HOSTS
from tests.pairs.traffic import failed

# The clock strikes each minute; whoever takes over does so at the next stroke.
LONGEST_SILENCE = 125
AWAY, BACK = "数据库停30秒", "数据库起来"
# After the database is back, so many seconds of failures are allowed.
ERRORS_AFTER = 30


@dataclass
class Phase:
    """A stretch of the drill (monotonic seconds); `took`: how long a stop took."""

    name: str
    began: float
    ended: float
    took: float


def tell(drill, stored: Counter[str], arrived: tuple[int, int]) -> list[str]:
    """Print all of it; returns the faults in words."""
    visits = sorted((visit for person in drill.people for visit in person.browser.visits), key=lambda visit: visit.at)
    say("阶段                 请求   失败(其中表单)  最慢秒  停止用秒")
    for phase in drill.phases:
        say(_line(phase, [visit for visit in visits if phase.began <= visit.at < phase.ended]))
    for kind, some in sorted(_by_kind(visits).items()):
        slow = sorted(visit.seconds for visit in some)
        bad = sum(failed(visit.status) for visit in some)
        say(f"{kind}：{len(some)} 次，失败 {bad}，中位 {slow[len(slow) // 2] * 1000:.0f} 毫秒，最慢 {slow[-1]:.1f} 秒")
    reports = [report for person in drill.people for report in person.reports]
    lost = [report.text for report in reports if report.acknowledged and not stored[report.text]]
    twice = [text for text, count in stored.items() if count > 1]
    never = [report.text for report in reports if not report.acknowledged]
    again = sum(report.tries > 1 for report in reports)
    say(
        f"报送 {len(reports)} 件：确认了而没有存下 {len(lost)}，存了两次 {len(twice)}，一直没有确认 {len(never)}，按了不止一次 {again}"
    )
    out = sum(person.thrown_out for person in drill.people)
    say(f"登录中断 {out} 次；导出文件 {sum(person.files for person in drill.people)} 份，都打得开")
    say(f"信件 {drill.posted} 封另加提醒：丢失 {arrived[0]}，重复 {arrived[1]}（上限 {_under_way(drill)}：强杀时可能正在发的）")
    gaps = [b - a for a, b in zip(drill.pulses, drill.pulses[1:], strict=False)]
    say(
        f"定时：每分钟一次，最长相隔 {max(gaps, default=0):.0f} 秒（两个定时器先后停掉时 {_gap_without_a_clock(drill):.0f} 秒）；"
        f"一分钟内听到两次的 {_heard_twice(drill)} 分钟"
    )
    late = _after_the_database(drill.phases, visits)
    say(f"数据库停 30 秒：起来以后最后一次失败在 {late:.1f} 秒；自己退出的进程 {drill.fallen}")
    statuses = Counter(visit.status for visit in visits)
    say(f"应答：{dict(sorted(statuses.items()))}")
    wrong = {
        f"acknowledged and not stored: {lost[:3]}": lost,
        f"stored twice: {twice[:3]}": twice,
        f"never acknowledged: {never[:3]}": never,
        f"sessions that ended: {out}": out,
        f"letters lost: {arrived[0]}": arrived[0],
        f"letters twice: {arrived[1]}": arrived[1] > _under_way(drill),
        f"the clock was silent for {max(gaps, default=0):.0f} s": max(gaps, default=999) > LONGEST_SILENCE,
        f"reading failed: {_reads_failed(drill.phases, visits)} times": _reads_failed(drill.phases, visits),
        f"failures {late:.1f} s after the database was back": late > ERRORS_AFTER,
        f"answers of 500: {statuses[500]}": statuses[500],
        f"ended by themselves: {drill.fallen}": drill.fallen,
    }
    return [words for words, bad in wrong.items() if bad] + [person.fault for person in drill.people if person.fault]


def _line(phase: Phase, visits: list[Visit]) -> str:
    bad = [visit for visit in visits if failed(visit.status)]
    forms = sum(visit.method == "POST" for visit in bad)
    slow = max((visit.seconds for visit in visits), default=0)
    stop = f"{phase.took:6.1f}" if phase.took else ""
    return f"{phase.name:18} {len(visits):6} {len(bad):6} ({forms:3})    {slow:6.1f}  {stop}"


def _by_kind(visits: list[Visit]) -> dict[str, list[Visit]]:
    found: dict[str, list[Visit]] = {}
    for visit in visits:
        found.setdefault(visit.kind, []).append(visit)
    return found


def _reads_failed(phases: list[Phase], visits: list[Visit]) -> int:
    """nginx asks the other one for them: none may fail, but those that met a time without a database."""
    away = next(phase for phase in phases if phase.name == AWAY)
    back = next(phase for phase in phases if phase.name == BACK)
    reads = [visit for visit in visits if visit.method == "GET" and failed(visit.status)]
    return sum(visit.at + visit.seconds < away.began or visit.at > back.ended for visit in reads)


def _after_the_database(phases: list[Phase], visits: list[Visit]) -> float:
    """Seconds from the start of the database until the last failure."""
    back = next(phase for phase in phases if phase.name == BACK)
    return max(
        (visit.at - back.began for visit in visits if failed(visit.status) and back.began <= visit.at < back.ended), default=0
    )


def _under_way(drill) -> int:
    """Sends that can have been under way at the kills: each process has LETTERS_AT_A_TIME connections."""
    return settings.LETTERS_AT_A_TIME * sum(
        count for name, count in drill.machines.kills.items() if name.startswith(("mail", "standby", "redis"))
    )


def _gap_without_a_clock(drill) -> float:
    """The longest time between two pulses while one of the clocks was away (pulses are told in Unix time)."""
    shift = time.time() - time.monotonic()
    spans = [(phase.began + shift, phase.ended + shift) for phase in drill.phases if phase.name.startswith("强杀 clock")]
    pairs = zip(drill.pulses, drill.pulses[1:], strict=False)
    return max((b - a for a, b in pairs if any(began < b and a < ended for began, ended in spans)), default=0)


def _heard_twice(drill) -> int:
    """Minutes in which two ticks were heard, by the pulse jobs of the mail workers."""
    minutes: Counter[str] = Counter()
    for host in HOSTS:
        for line in (drill.machines.folder / "log" / f"mail-{host}").read_text().splitlines():
            if line.startswith("{") and re.search(r"Task accounts\.health\.beat\[.*succeeded", line):
                minutes[json.loads(line)["at"][:16]] += 1
    return sum(count > 1 for count in minutes.values())
