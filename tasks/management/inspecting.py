"""Can one work with a restored copy? Asked inside a process of its own whose database and files are the copy (accounts.backups.drill)."""

import re
import secrets
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from axes.utils import reset as forget_failures
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.backups.databases import facts
from accounts.backups.manifest import Facts
from accounts.files.checking import check
from accounts.models import Post, User
from accounts.roles import Role
from accounts.trail.verify import verify

PAGES, REPORTS, MOST = 20, 3, 100
LINK = re.compile(r'href="(/[^"#]*)')
FILES = re.compile(r"/(word|pdf|excel)/")
NEVER = ("/sign-out/", "/static/")
# Who sees most is asked first; the guardians only where there is nobody else yet.
ORDER = (Role.OFFICE_ADMIN, Role.SUPERVISOR, Role.COUNTY_LEADER, Role.UNIT_SECRETARY, Role.UNIT_CLERK, Role.UNIT_LEADER, *Role)


class Wrong(Exception):
    """Something is not as it should be; the message is one Chinese sentence."""


def inspect(kept: Facts, anchored: dict[int, dict]) -> Iterator[str]:
    """Each step in words, the sum last; Wrong at the first fault. `anchored`: what the anchors say about the rows of the copy."""
    yield _same(kept)
    yield _up_to_date()
    verdict = verify(anchored)
    if verdict.fault:
        raise Wrong(str(verdict))
    yield str(verdict)
    report = check(timezone.now())
    lost = [str(one) for one in report.findings if one.how != "orphaned"]
    if lost:
        raise Wrong("文件与记录不符：" + "；".join(lost[:20]) + "。")
    yield f"文件：{report.files} 个，与记录中的摘要一致。"
    client, who = _signed_in()
    yield f"登录：{who}用新设的口令登录成功。"
    walk = Walk(client)
    walk.go()
    yield f"页面：打开 {walk.pages} 个，导出 {len(walk.reports)} 份（{'、'.join(walk.reports) or '还没有可以导出的内容'}）。"
    rows = sum(kept.counts.values())
    yield (
        f"恢复演练成功：{len(kept.counts)} 张表 {rows} 行一致，痕迹 {verdict.sealed} 条完整（与 {len(anchored)} 处锚定相符），文件 {report.files} 个无误，"
        f"能登录，打开 {walk.pages} 个页面，导出 {len(walk.reports)} 份报表。"
    )


def _same(kept: Facts) -> str:
    """Every table has the rows that it had, and the trail ends where it ended."""

    def ask(sql: str) -> list[tuple]:
        with connection.cursor() as cursor:
            cursor.execute(sql)
            return cursor.fetchall()

    now = facts(connection.vendor, ask)
    for table in sorted(kept.counts.keys() | now.counts.keys()):
        if kept.counts.get(table) != now.counts.get(table):
            raise Wrong(f"数据表 {table} 备份时 {kept.counts.get(table, 0)} 行，恢复后 {now.counts.get(table, 0)} 行。")
    if (now.trail_number, now.trail_head) != (kept.trail_number, kept.trail_head):
        raise Wrong(f"痕迹末条应为第 {kept.trail_number} 号，恢复后为第 {now.trail_number} 号。")
    return f"数据：{len(now.counts)} 张表，{sum(now.counts.values())} 行，与备份时一致。"


def _up_to_date() -> str:
    """An older version's backup is brought to this version's tables, as an upgrade would."""
    executor = MigrationExecutor(connection)
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if not waiting:
        return "结构：与本程序的版本一致。"
    call_command("migrate", interactive=False, verbosity=0)
    return f"结构：来自较早的版本，已升级 {len(waiting)} 步。"


def _signed_in() -> tuple[Client, User]:
    """Somebody with a post signs in by the form, with a password that only this copy knows."""
    posts = Post.objects.on(timezone.localdate()).filter(user__is_active=True).select_related("user")
    found = min(posts, key=lambda post: (ORDER.index(Role(post.role)), post.pk), default=None)
    if found is None:
        raise Wrong("没有可以登录的人员：账号都已停用或没有岗位。")
    user, password = found.user, secrets.token_urlsafe(24)
    user.set_password(password)
    user.save(update_fields=["password"])
    forget_failures()
    client = Client(SERVER_NAME="127.0.0.1", raise_request_exception=False)
    answer = client.post(reverse("account_login"), {"login": user.username, "password": password})
    if answer.status_code != 302:
        raise Wrong(f"{user}不能登录：登录页答复 {answer.status_code}。")
    if "_auth_user_id" not in client.session:  # the password was right, and a second factor is asked for, which nobody has here
        client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client, user


@dataclass
class Walk:
    """From the start page along its links, each kind of page before another of the same kind: pages, and files that are handed out."""

    client: Client
    pages: int = 0
    reports: list[str] = field(default_factory=list)
    kinds: Counter[str] = field(default_factory=Counter)

    def go(self) -> None:
        """Until there are pages and reports enough, or no links are left."""
        waiting, seen = ["/"], {"/"}
        for _ in range(MOST):
            useful = [path for path in waiting if not (self.pages >= PAGES and self.kinds[kind(path)])]
            if not useful or (self.pages >= PAGES and len(self.reports) >= REPORTS):
                return
            path = min(useful, key=lambda path: (self.kinds[kind(path)], len(self.reports) >= REPORTS or not FILES.search(path)))
            waiting.remove(path)
            self.kinds[kind(path)] += 1
            fresh = [link for link in dict.fromkeys(self.visit(path)) if link not in seen and not link.startswith(NEVER)]
            seen.update(fresh)
            waiting += fresh

    def visit(self, path: str) -> list[str]:
        """Open one address; the links on it. Wrong when it is no page."""
        answer = self.client.get(path, follow=True)
        if answer.status_code >= 400:
            raise Wrong(f"页面 {path} 打不开：答复 {answer.status_code}。")
        if "Content-Disposition" in answer:
            size = len(b"".join(answer.streaming_content) if answer.streaming else answer.content)
            if not size:
                raise Wrong(f"导出 {path} 是空文件。")
            if FILES.search(path):
                self.reports.append(path.strip("/"))
            return []
        self.pages += 1
        return [link.replace("&amp;", "&") for link in LINK.findall(answer.content.decode("utf-8", "replace"))]


def kind(path: str) -> str:
    """Addresses that differ in numbers or in what is asked of them lead to the same kind of page."""
    return re.sub(r"\d+", "#", path.split("?")[0])
