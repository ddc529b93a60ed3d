"""Whatever happens to the child, the parent gets a document or a named refusal, in time, and no process stays behind."""

import json
import os
import threading
import time

import pytest

from speeches import documents
from speeches.documents import Unreadable
from speeches.documents.isolation import MAX_ANSWER, open_in_child

ANSWER = "import json, os, sys; sys.stdin.buffer.read(); say = lambda text: print(json.dumps({**BASE, 'text': text}))"
BASE = "BASE = {'kind': 'txt', 'encoding': None, 'warnings': []}\n"


def opened(tmp_path, program: str, *, data: bytes = b"x", seconds: float = 5):
    """Open bytes with another child than ours."""
    path = tmp_path / "child.py"
    path.write_text(BASE + ANSWER + "\n" + program)
    return open_in_child(data, "a.txt", None, seconds=seconds, program=path)


@pytest.mark.parametrize(
    ("program", "code"),
    [
        ("os.abort()", "broken"),
        ("os.kill(os.getpid(), 11)", "broken"),
        ("sys.exit(3)", "broken"),
        ("raise MemoryError", "broken"),
        ("pass", "broken"),
        ("print('noise'); say('x')", "broken"),
        ("print('{')", "broken"),
        ("os.kill(os.getpid(), 9)", "timeout"),
        ("import signal; os.kill(os.getpid(), signal.SIGXCPU)", "timeout"),
        (f"sys.stdout.write('x' * {MAX_ANSWER + 1})", "bomb"),
        ("while True: sys.stdout.write('x' * 100000)", "bomb"),
        ("print(json.dumps({'code': 'scan', 'message': ''}))", "scan"),
    ],
)
def test_each_end_of_the_child_has_a_name(tmp_path, program, code):
    with pytest.raises(Unreadable) as refused:
        opened(tmp_path, program)
    assert refused.value.code == code
    assert refused.value.message == documents.Unreadable(code).message


@pytest.mark.parametrize("program", ["import time; time.sleep(60)", "os.close(1); import time; time.sleep(60)"])
def test_a_child_that_does_not_end_is_ended_and_called_late(tmp_path, program):
    began = time.monotonic()
    with pytest.raises(Unreadable) as refused:
        opened(tmp_path, program, seconds=0.7)
    assert refused.value.code == "timeout"
    assert time.monotonic() - began < 3


def test_processes_that_the_child_started_end_with_it(tmp_path):
    program = "import subprocess; one = subprocess.Popen(['sleep', '60'], stdout=subprocess.DEVNULL); say(str(one.pid))"
    grandchild = int(opened(tmp_path, program).text)
    for _ in range(100):
        if not is_running(grandchild):
            break
        time.sleep(0.02)
    assert not is_running(grandchild)


def is_running(pid: int) -> bool:
    """Does the process live (a dead one that nobody collected does not count)?"""
    try:
        with open(f"/proc/{pid}/stat") as file:
            return file.read().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def test_a_child_that_reads_nothing_does_not_hold_up_the_parent(tmp_path):
    path = tmp_path / "child.py"
    path.write_text('print(\'{"code": "empty", "message": ""}\')')
    with pytest.raises(Unreadable) as refused:
        open_in_child(b"x" * 20_000_000, "a.txt", None, seconds=5, program=path)
    assert refused.value.code == "empty"


def test_the_child_inherits_no_secret_and_no_open_file(tmp_path, monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "s3cret")
    program = "say(json.dumps([sorted(os.environ), sorted(os.listdir('/proc/self/fd')), os.getsid(0) == os.getpid()]))"
    names, files, own_session = json.loads(opened(tmp_path, program).text)
    assert set(names) <= {"PATH", "LANG", "LC_CTYPE"}
    assert files == ["0", "1", "2", "3"]  # 3 is the listing itself
    assert own_session


def test_our_child_takes_its_limits_before_it_reads(tmp_path):
    folder = str(documents.__path__[0])
    program = f"sys.path.insert(0, {folder!r}); import child, resource, signal; child.limit(); del sys.path[0]\n"
    program += "kinds = ('AS', 'CPU', 'FSIZE', 'CORE')\n"
    program += "say(json.dumps([[resource.getrlimit(getattr(resource, 'RLIMIT_' + k)) for k in kinds],"
    program += " signal.getsignal(15) == signal.SIG_IGN]))"
    limits, stays = json.loads(opened(tmp_path, program).text)
    assert limits == [[512 * 1024**2] * 2, [10, 10], [0, 0], [0, 0]]
    assert stays


def test_twenty_refusals_leave_no_open_file_and_no_process(tmp_path):
    before = len(os.listdir("/proc/self/fd")), children()
    for _ in range(20):
        with pytest.raises(Unreadable):
            opened(tmp_path, "os.abort()")
    assert (len(os.listdir("/proc/self/fd")), children()) == before


def children() -> str:
    """The processes that this thread has started and not collected."""
    with open(f"/proc/self/task/{threading.get_native_id()}/children") as file:
        return file.read()
