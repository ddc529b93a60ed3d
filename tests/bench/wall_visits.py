"""Visit the wall of one office by turns: from figures counted ahead, counted on the spot, and the bare aggregate. A process of its own."""

import logging
import os
import resource
import statistics
import time
from collections.abc import Callable
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()

from datetime import timedelta  # noqa: E402 - Django has to be set up first

from django.db import connection  # noqa: E402
from django.db.models import Count  # noqa: E402
from django.test import Client, override_settings  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from django.urls import reverse  # noqa: E402
from django.utils import timezone  # noqa: E402

from accounts.models import Post, Unit  # noqa: E402
from accounts.roles import Role  # noqa: E402
from tasks.items.models import Assignment, Move  # noqa: E402
from tasks.supervision.queries import lit, rules_on  # noqa: E402
from tasks.wall import actions  # noqa: E402
from tasks.wall.drawn import forget  # noqa: E402
from tasks.wall.models import WallRow  # noqa: E402

ROUNDS, VISITS = 7, 5


def seconds(act: Callable[[], object]) -> tuple[float, float, float]:
    """(by the clock, at work in this process, at work in its database process) of one call."""
    began, worked, answered = time.perf_counter(), time.process_time(), database()
    act()
    return time.perf_counter() - began, time.process_time() - worked, database() - answered


def database() -> float:
    """Seconds that our PostgreSQL process has worked (its parallel helpers are not among them)."""
    connection.ensure_connection()
    fields = Path(f"/proc/{connection.connection.info.backend_pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def memory() -> float:
    """The most memory that this process has had, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def bare() -> list:
    """The live aggregate as one statement, and nothing around it."""
    today = timezone.localdate()
    found = lit(Assignment.objects.order_by(), rules_on(today), today)
    return list(found.values_list("unit", "item__theme", "color").annotate(Count("pk")))


def signed_in() -> Client:
    """The office."""
    client = Client(headers={"host": "localhost"})
    user = Post.objects.filter(role=Role.OFFICE_ADMIN, user__is_active=True).earliest("id").user
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def keeping() -> None:
    """What counting ahead costs: today, today again, and a past day from the dated rows."""
    today = timezone.localdate()
    empty = memory()
    first = seconds(lambda: actions.make(on=today, now=timezone.now()))[0]
    again = seconds(lambda: actions.make(on=today, now=timezone.now()))[0]
    so_far = memory()
    past = seconds(lambda: actions.make(on=today - timedelta(7), now=timezone.now()))[0]
    rows = WallRow.objects.filter(day__on=today).count()
    print(f"汇总今天 {first:.2f} 秒（再汇总 {again:.2f} 秒，{rows} 行）；由记录推算以前一天 {past:.2f} 秒")
    print(f"内存：汇总前 {empty:.0f} MB，汇总今天后 {so_far:.0f} MB，推算以前一天后 {memory():.0f} MB", flush=True)


def main() -> None:
    """Alternated rounds, medians."""
    keeping()
    client, wall, brief = signed_in(), reverse("wall:wall"), reverse("wall:brief")
    acts = {
        "挂图（汇总）": lambda: visit(client, wall),
        "挂图（汇总后第一次）": lambda: (forget(), visit(client, wall)),
        "挂图 以前一天（汇总）": lambda: visit(client, f"{wall}?on={timezone.localdate() - timedelta(7)}"),
        "两分钟要点": lambda: visit(client, brief),
        "挂图（当场统计，同一页面）": lambda: visit(client, "/live/"),
        "裸聚合（只有一条 SQL）": bare,
    }
    times: dict[str, list[tuple[float, float, float]]] = {name: [] for name in acts}
    queries = {}
    for name, act in acts.items():
        act()
        with CaptureQueriesContext(connection) as captured:
            act()
        queries[name] = len(captured)
    for _ in range(ROUNDS):
        for name, act in acts.items():
            times[name] += [seconds(act) for _ in range(VISITS if "汇总" in name or name == "两分钟要点" else 1)]
    show(times, queries)


def visit(client: Client, address: str) -> None:
    """One page."""
    answer = client.get(address)
    assert answer.status_code == 200, (address, answer.status_code)


def show(times: dict[str, list[tuple[float, float, float]]], queries: dict[str, int]) -> None:
    """A line for each; the ratios are requests a second against the live page and the bare aggregate."""
    taken = {name: statistics.median(each[0] for each in all_) for name, all_ in times.items()}
    # The clock of a process ticks every 10 ms: the mean of many visits, where the median of single ones would be nothing or ten.
    work = {name: [statistics.mean(each[place] for each in all_) for place in (1, 2)] for name, all_ in times.items()}
    live, sql = "挂图（当场统计，同一页面）", "裸聚合（只有一条 SQL）"
    counted = f"{Unit.objects.count()} 个单位，{Assignment.objects.count()} 项，{Move.objects.count()} 条办理记录"
    print(f"\n{counted}；负荷 {os.getloadavg()[0]:.1f}")
    print("| 页面 | 查询数 | 毫秒 | 本进程毫秒 | 数据库毫秒 | 每秒请求 ÷ 当场统计 | ÷ 裸聚合 | 只算做功：÷ 当场统计 |")
    print("|---|---|---|---|---|---|---|---|")
    for name, (own, answered) in work.items():
        ratios = f"{taken[live] / taken[name]:.1f} | {taken[sql] / taken[name]:.1f} | {sum(work[live]) / (own + answered):.1f}"
        print(f"| {name} | {queries[name]} | {taken[name] * 1000:.1f} | {own * 1000:.1f} | {answered * 1000:.1f} | {ratios} |")
    print(f"最大内存 {memory():.0f} MB\n", flush=True)


if __name__ == "__main__":
    logging.disable(logging.WARNING)
    with override_settings(ROOT_URLCONF="tests.bench.wall_live"):
        main()
