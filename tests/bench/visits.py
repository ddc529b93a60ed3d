"""Visit each page of two offices by turns, a large one and a small one; print queries, times and ratios. A process of its own."""

import logging
import os
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()

from django.db import connection  # noqa: E402 - Django has to be set up first
from django.test import Client, override_settings  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from django.urls import reverse  # noqa: E402

from accounts.models import Post, Unit  # noqa: E402
from accounts.roles import Role  # noqa: E402
from tasks.items.models import Assignment, ResponsibilityList  # noqa: E402

ROUNDS, VISITS = 7, 3


@dataclass
class Page:
    """One page with what it cost in each office (seconds, of them at work), and its number of queries."""

    name: str
    who: str
    address: Callable[[], str]
    large: list[tuple[float, float]] = field(default_factory=list)
    small: list[tuple[float, float]] = field(default_factory=list)
    bare: list[tuple[float, float]] = field(default_factory=list)
    queries: int = 0


def deepest() -> str:
    """The address of the last page: behind the fifty-first row from the end."""
    one = Assignment.objects.open().order_by("-due_on", "-id")[30]
    return f"{reverse('desk:matters')}?after={one.due_on}~{one.pk}"


def _matters(query: str = "") -> Callable[[], str]:
    return lambda: f"{reverse('desk:matters')}?{query}"


def _search(q: str) -> Callable[[], str]:
    return lambda: f"{reverse('desk:search')}?q={q}"


def a_list() -> str:
    """A list of many items."""
    return reverse("items:list", args=[ResponsibilityList.objects.exclude(number="").order_by("id").first().pk])


def an_item() -> str:
    """An item of twenty units."""
    return reverse("desk:item", args=[Assignment.objects.order_by("id").first().item_id])


def unit() -> str:
    """A subtree of twenty units."""
    return Unit.objects.filter(parent__parent=None).exclude(parent=None).order_by("path").first().name


OFFICE, CLERK, SAME = "office", "clerk", "same"
PAGES = [
    Page("裸列表（界限）", OFFICE, lambda: reverse("bare")),
    Page("事项总表", OFFICE, _matters()),
    Page("事项总表 全部", OFFICE, _matters("state=all")),
    Page("事项总表 最末页", OFFICE, deepest),
    Page("　红灯", OFFICE, _matters("light=red")),
    Page("　黄灯", OFFICE, _matters("light=yellow")),
    Page("　单位及下级、在办", OFFICE, lambda: f"{reverse('desk:matters')}?unit={unit()}"),
    Page("　类别、来源", OFFICE, _matters("theme=作风建设&source=hand")),
    Page("　谁没签收", OFFICE, _matters("view=unsigned")),
    Page("　一个月没有进展", OFFICE, _matters("view=still")),
    Page("　只挂名", OFFICE, _matters("view=nominal")),
    Page("　文字（有）", OFFICE, _matters("q=文件会议")),
    Page("　文字（无）", OFFICE, _matters("q=从未出现")),
    Page("　拼音首字母", OFFICE, _matters("q=jycz")),
    Page("　单位人员", CLERK, _matters()),
    Page("搜索（有）", OFFICE, _search("专题")),
    Page("搜索（无）", OFFICE, _search("从未出现")),
    Page("搜索（单位人员）", CLERK, _search("专题")),
    Page("总览", OFFICE, lambda: reverse("desk:overview")),
    Page("我的事项", CLERK, lambda: reverse("desk:today")),
    Page("我的事项（两处事项数相同的单位）", SAME, lambda: reverse("desk:today")),
    Page("责任清单", OFFICE, lambda: reverse("items:lists")),
    Page("一份清单", OFFICE, a_list),
    Page("一个事项", OFFICE, an_item),
    Page("待审核", OFFICE, lambda: reverse("review:queue")),
    Page("待销号", OFFICE, lambda: reverse("review:closing")),
    Page("督导", OFFICE, lambda: reverse("supervision:lights")),
]


def use(database: str) -> dict[str, Client]:
    """From now on the other office; a signed-in visitor of each kind."""
    connection.close()
    connection.settings_dict["NAME"] = database
    clerks = Post.objects.filter(role=Role.UNIT_CLERK, user__is_active=True)
    posts = {
        OFFICE: Post.objects.filter(role=Role.OFFICE_ADMIN, user__is_active=True).earliest("id"),
        CLERK: clerks.earliest("id"),
        SAME: clerks.latest("id"),
    }
    return {who: _signed_in(post.user) for who, post in posts.items()}


def _signed_in(user) -> Client:
    client = Client(headers={"host": "localhost"})
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def visit(client: Client, address: str) -> tuple[float, float]:
    """Seconds of one visit, and seconds that this process worked in it (not the database, nor others on the machine)."""
    began, worked = time.perf_counter(), time.process_time()
    answer = client.get(address)
    taken = time.perf_counter() - began, time.process_time() - worked
    assert answer.status_code == 200, (address, answer.status_code)
    return taken


def main(large: str, small: str) -> None:
    """Alternate rounds, medians; the first visits warm both up and count the queries."""
    for turn in range(ROUNDS + 1):
        for database in (large, small):
            clients = use(database)
            for page in PAGES:
                address, client = page.address(), clients[page.who]
                if turn == 0:
                    visit(client, address)
                    with CaptureQueriesContext(connection) as captured:
                        visit(client, address)
                    page.queries = max(page.queries, len(captured))
                    continue
                times = getattr(page, "large" if database == large else "small")
                for _ in range(VISITS):
                    times.append(visit(client, address))
                    if database == large:
                        page.bare.append(visit(clients[OFFICE], reverse("bare")))
    show()


def show() -> None:
    """A line for each page. The last two columns compare with the bare list, visited in between: its time over the page's, by the
    clock (requests a second), and by this process's work alone, which a busy machine does not disturb."""
    print("| 页面 | 查询数 | 毫秒 | ÷ 小单位同页 | 每秒请求 ÷ 裸列表 | 只算本进程 |\n|---|---|---|---|---|---|")
    for page in PAGES:
        (large, work), (small, _), (bare, limit) = (_medians(times) for times in (page.large, page.small, page.bare))
        said = f"{large * 1000:.1f} | {large / small:.2f} | {bare / large:.2f} | {limit / work:.2f}"
        print(f"| {page.name} | {page.queries} | {said} |")


def _medians(times: list[tuple[float, float]]) -> tuple[float, float]:
    taken, worked = zip(*times, strict=True)
    return statistics.median(taken), statistics.median(worked)


if __name__ == "__main__":
    logging.disable(logging.WARNING)
    with override_settings(ROOT_URLCONF="tests.bench.bare"):
        main(*sys.argv[1:3])
