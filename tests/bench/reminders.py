"""The reminder run: planning for 10,000 people with 100,000 open assignments, and letters a second against a bare SMTP loop.

Run inside `make bench`, in a process of its own with a database of its own: python -m tests.bench.reminders.
"""

import resource
import smtplib
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import django

django.setup()

from django.conf import settings  # noqa: E402 (the apps must stand first)
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.utils import timezone  # noqa: E402

from accounts.letters.channels import compose  # noqa: E402
from accounts.letters.deliver import deliver  # noqa: E402
from accounts.letters.models import Letter  # noqa: E402
from deploy import postgres  # noqa: E402
from tasks.supervision.actions import plan  # noqa: E402
from tests.chaos import fill  # noqa: E402
from tests.chaos.drill import environment  # noqa: E402
from tests.services.office import wait_until  # noqa: E402
from tests.services.smtp import free_port  # noqa: E402

ROUNDS, AT_ONCE = 5, 400


@contextmanager
def sink() -> Iterator[int]:
    """The mail server of the drills, without delay; gives its port."""
    port = free_port()
    with tempfile.NamedTemporaryFile() as taken:
        process = subprocess.Popen([sys.executable, "-m", "tests.chaos.sink", str(port), taken.name, "0"])
        try:
            assert wait_until(lambda: _answers(port), 20)
            yield port
        finally:
            process.terminate()
            process.wait(10)


def _answers(port: int) -> bool:
    try:
        smtplib.SMTP("127.0.0.1", port, timeout=2).quit()
    except OSError:
        return False
    return True


def planning(people: int, matters: int) -> float:
    """Microseconds a matter for the first plan of the day; prints them with the number of queries and letters."""
    fill.fill(people=people, matters=matters, letters=0)
    count = Counter()
    began = time.perf_counter()
    with connection.execute_wrapper(count):
        planned = plan(now=timezone.now())
    seconds = time.perf_counter() - began
    assert planned.reminders == matters, planned
    print(
        f"{people:>8,} 人 {matters:>9,} 项：计划 {seconds:7.1f} 秒，{seconds / matters * 1e6:6.0f} 微秒/项，{count.done / planned.letters:.1f} 次查询/封"
    )
    began = time.perf_counter()
    again = plan(now=timezone.now())
    print(f"{'':>8}   再次计划（无新事）{time.perf_counter() - began:6.1f} 秒，新增 {again.letters} 封")
    return seconds / matters * 1e6


class Counter:
    """Counts statements."""

    def __init__(self) -> None:
        self.done = 0

    def __call__(self, execute, sql, params, many, context):
        """Count and run."""
        self.done += 1
        return execute(sql, params, many, context)


def sending(port: int) -> None:
    """Letters a second of one sending process, and of smtplib with the same finished messages, in alternated rounds."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
    ours, bare = [], []
    for _ in range(ROUNDS):
        messages = [_finished(letter) for letter in Letter.objects.filter(state="queued")[:AT_ONCE].select_related("to")]
        began = time.perf_counter()
        done = deliver(limit=AT_ONCE, now=timezone.now())
        ours.append(AT_ONCE / (time.perf_counter() - began))
        assert done == {"sent": AT_ONCE}, done
        began = time.perf_counter()
        with smtplib.SMTP("127.0.0.1", port) as server:
            for sender, to, data in messages:
                server.sendmail(sender, [to], data)
        bare.append(AT_ONCE / (time.perf_counter() - began))
    ratio = statistics.median(ours) / statistics.median(bare)
    print(f"发信：{statistics.median(ours):.0f} 封/秒；smtplib 单连接循环 {statistics.median(bare):.0f} 封/秒；比 {ratio:.2f}")


def _finished(letter: Letter) -> tuple[str, str, bytes]:
    return settings.DEFAULT_FROM_EMAIL, letter.address, compose(letter, None).message().as_bytes(linesep="\r\n")


def one(people: int, matters: int) -> None:
    """Plan in this process's own database; the large office also sends."""
    Path(settings.VAR_DIR).mkdir(parents=True, exist_ok=True)
    call_command("migrate", verbosity=0)
    each = planning(people, matters)
    if people >= ROUNDS * AT_ONCE:
        with sink() as port:
            sending(port)
    print(f"         内存最大 {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")
    print(each)


def main(*sizes: tuple[int, int]) -> None:
    """Each size in a process and a PostgreSQL of its own, then the growth between the first and the last."""
    print("提醒（PostgreSQL）")
    each = []
    for people, matters in sizes:
        with postgres.server() as url, tempfile.TemporaryDirectory(prefix="dj-") as folder:
            env = environment(Path(folder), url)
            command = [sys.executable, "-m", "tests.bench.reminders", str(people), str(matters)]
            lines = subprocess.run(command, env=env, check=True, capture_output=True, text=True).stdout.splitlines()
        print("\n".join(lines[:-1]))
        each.append(float(lines[-1]))
    print(f"每项用时之比（{sizes[-1][1]:,} ÷ {sizes[0][1]:,} 项）：{each[-1] / each[0]:.2f}")


if __name__ == "__main__":
    if len(sys.argv) > 2:
        one(int(sys.argv[1]), int(sys.argv[2]))
    else:
        main((1_000, 10_000), (10_000, 100_000))
