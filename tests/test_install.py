"""Installing, starting and stopping: what the person at the terminal meets, with real processes."""

import json
import os
import re
import socket
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import quote, urlencode
from urllib.request import HTTPCookieProcessor, build_opener, urlopen

import pytest
from django.conf import settings

from deploy import broker, local, lock, machine, processes, site
from deploy.words import Trouble
from tests.services.office import Office, wait_until
from tests.services.smtp import free_port

pytestmark = pytest.mark.once
PRODUCTION = {
    "SECRET_KEY": "k9-long-random-string-made-for-this-test-only-0123456789-abcdefghij",
    "ALLOWED_HOSTS": "dj.example.gov.cn",
    "DATABASE_URL": "postgres://dangjian:secret@db.example.gov.cn/dangjian",
    "REDIS_URL": "redis://redis.example.gov.cn:6379/0",
    "EMAIL_URL": "smtp+ssl://office:secret@mail.example.gov.cn:465",
    "SITE_URL": "https://dj.example.gov.cn",
}


def production(tmp_path: Path, *words: str, **changes: str | None) -> subprocess.CompletedProcess:
    """Run manage.py with nothing in the environment but production's variables; None takes one away."""
    env = {"PATH": os.environ["PATH"], "VAR_DIR": str(tmp_path), **PRODUCTION, **changes}
    env = {name: value for name, value in env.items() if value is not None}
    return subprocess.run([sys.executable, "manage.py", *words], cwd=settings.BASE_DIR, env=env, capture_output=True, text=True)


def last_line(run: subprocess.CompletedProcess) -> str:
    """The last line that a failed command wrote."""
    return run.stderr.strip().splitlines()[-1]


def test_production_by_environment_passes_djangos_own_inspection(tmp_path: Path) -> None:
    run = production(tmp_path, "check", "--deploy", "--fail-level", "WARNING")
    assert (run.returncode, run.stdout.strip()) == (0, "System check identified no issues (0 silenced)."), run.stderr


@pytest.mark.parametrize(
    ("name", "hint"), [("SECRET_KEY", "请设置至少 50 个字符的随机串。"), ("ALLOWED_HOSTS", "请填写访问本系统的域名")]
)
def test_production_does_not_start_without_what_it_needs(tmp_path: Path, name: str, hint: str) -> None:
    run = production(tmp_path, "check", **{name: None})
    assert run.returncode == 1
    assert f"ImproperlyConfigured: 环境变量 {name} 未设置：{hint}" in last_line(run)


def test_the_demo_cannot_be_switched_on_over_a_production_database(tmp_path: Path) -> None:
    run = production(tmp_path, "check", DEMO="1")
    assert run.returncode == 1
    assert "DEMO=1 与 DATABASE_URL 不能同时设置" in last_line(run)


def test_every_setting_of_production_comes_from_the_environment(tmp_path: Path) -> None:
    program = (
        "from django.conf import settings as s; print(s.DATABASES['default']['HOST'], s.DATABASES['default']['ENGINE'].split('.')[-1], "
        "s.CELERY_BROKER_URL, s.EMAIL_HOST, s.EMAIL_PORT, s.EMAIL_USE_SSL, s.ALLOWED_HOSTS, s.DEMO, s.LOCAL, s.SESSION_COOKIE_SECURE)"
    )
    run = production(tmp_path, "shell", "--no-imports", "-c", program)
    assert run.stdout.strip() == (
        "db.example.gov.cn postgresql redis://redis.example.gov.cn:6379/0 mail.example.gov.cn 465 True ['dj.example.gov.cn'] False False True"
    ), run.stderr


def test_the_key_of_this_computer_is_made_once_and_is_for_its_owner_only(own_office: Office) -> None:
    ask = ("manage.py", "shell", "--no-imports", "-c", "from django.conf import settings; print(settings.SECRET_KEY)")
    first, second = own_office.python(*ask), own_office.python(*ask)
    file = own_office.folder / "secret_key"
    assert first == second == file.read_text() + "\n"
    assert len(first) > 50
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_the_log_has_one_line_for_an_error_and_none_of_its_values(tmp_path: Path) -> None:
    program = "import logging\ntry:\n  int('编号110101199003070000')\nexcept ValueError:\n  logging.getLogger('x').exception('failed\\nbadly')"
    run = production(tmp_path, "shell", "--no-imports", "-c", program)
    assert len(run.stderr.splitlines()) == 1
    said = json.loads(run.stderr)
    assert (said["level"], said["logger"], said["message"]) == ("ERROR", "x", "failed\nbadly | ValueError at <string>:3 <module>")
    assert "110101199003070000" not in run.stderr


def test_a_port_in_use_is_told_with_a_way_out() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(Trouble, match=f"端口 {port} 已被占用；.*PORT={port + 10} make run"):
            machine.require_port(port)
    machine.require_port(port)


@pytest.mark.parametrize("text", ["", "abc", "0", "70000", "-1", "80.5"])
def test_a_port_that_is_no_number_is_refused(text: str) -> None:
    with pytest.raises(Trouble, match="PORT 应为 1 到 65535 之间的数字"):
        machine.port_from(text)


def test_too_little_space_is_told_with_the_figures(tmp_path: Path) -> None:
    machine.require_space(tmp_path / "not" / "yet" / "there")
    with pytest.raises(Trouble, match=r"磁盘空间不足：.* 只剩 \d+ MB，至少需要 \d+ MB"):
        machine.require_space(tmp_path, least_mb=10**12)


def test_a_disk_that_fills_up_while_installing_is_called_full() -> None:
    assert (
        site.sentence_of("migrate", "sqlite3.OperationalError: database or disk is full\n", Path("/x"))
        == "磁盘空间不足，请清理后重试。"
    )


def test_two_servers_on_one_folder_are_refused(own_office: Office) -> None:
    held = lock.hold(own_office.folder)
    with pytest.raises(Trouble, match="系统正在使用"):
        lock.hold(own_office.folder)
    with pytest.raises(Trouble, match="系统正在使用"):
        local.reset(own_office.folder)
    held.close()
    lock.hold(own_office.folder).close()


def test_demo_reset_is_refused_in_production(own_office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", PRODUCTION["DATABASE_URL"])
    (own_office.folder / "demo.txt").write_text("x")
    with pytest.raises(Trouble, match="不能重置演示数据"):
        local.reset(own_office.folder)
    assert (own_office.folder / "demo.txt").exists()


def test_without_redis_the_queue_is_a_folder_that_carries_messages(own_office: Office) -> None:
    own_office.env |= broker.environment(None, own_office.folder)
    program = (
        "import django; django.setup()\n"
        "from config.celery import app, tick\n"
        "tick.delay()\n"
        "with app.connection_for_read() as c: print(c.SimpleQueue('mail').get(timeout=5).headers['task'])"
    )
    assert own_office.python("-c", program) == "config.tick\n"


def test_a_socket_path_too_long_for_the_system_moves_to_the_temporary_folder() -> None:
    short, long = Path("/srv/dj/var"), Path("/srv") / ("x" * 120)
    assert broker.socket_path(short) == short / "redis" / "redis.sock"
    moved = broker.socket_path(long)
    assert len(str(moved)) <= broker.LONGEST_SOCKET_PATH
    assert broker.environment(moved, long) == {"CELERY_BROKER_URL": f"redis+socket://{moved}"}
    assert stat.S_IMODE(moved.parent.stat().st_mode) == 0o700
    moved.parent.rmdir()


@pytest.fixture
def supervisor(own_office: Office) -> Iterator[processes.Supervisor]:
    """A supervisor that is stopped in any case."""
    supervisor = processes.Supervisor(own_office.folder, own_office.env)
    yield supervisor
    supervisor.stop()


def test_a_process_that_dies_is_started_again_and_said(supervisor: processes.Supervisor, capsys: pytest.CaptureFixture) -> None:
    process = processes.Process("sleep", "睡眠", ["sleep", "60"])
    supervisor.start(process)
    first = process.child
    first.kill()
    first.wait()
    supervisor.revive()
    assert process.child.pid != first.pid
    assert process.child.poll() is None
    assert capsys.readouterr().out == "睡眠意外退出（代码 -9），正在重新启动。\n"


def test_a_process_that_dies_again_and_again_ends_everything_with_its_log_named(supervisor: processes.Supervisor) -> None:
    supervisor.start(processes.Process("fails", "坏程序", ["false"]))
    with pytest.raises(Trouble, match=r"坏程序反复退出（代码 1），已全部停止；详情见 .*fails\.log"):
        for _ in range(processes.TOO_MANY_EARLY_DEATHS):
            supervisor.processes[0].child.wait()
            supervisor.revive()


def test_stopping_leaves_no_grandchild(supervisor: processes.Supervisor, own_office: Office) -> None:
    supervisor.start(processes.Process("family", "一家", ["sh", "-c", "trap '' TERM; sleep 61 & sleep 62"], patience=0.5))
    assert wait_until(lambda: len(running_in(own_office.folder)) == 3, 5)
    supervisor.stop()
    assert wait_until(lambda: running_in(own_office.folder) == [], 5), running_in(own_office.folder)


def running_in(folder: Path) -> list[str]:
    """The command lines of all processes that were given this VAR_DIR."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if f"VAR_DIR={folder}\0".encode() in (process / "environ").read_bytes() + b"\0" and process.name != str(os.getpid()):
                found.append((process / "cmdline").read_bytes().replace(b"\0", b" ").decode())
        except (FileNotFoundError, PermissionError, ProcessLookupError):
            continue
    return [line for line in found if line]


@pytest.fixture
def newcomer(own_office: Office) -> Office:
    """An office whose processes get nothing from the environment but a folder and a port."""
    for name in ("LOCAL", "DJANGO_SETTINGS_MODULE", "STATICFILES_BACKEND", "CELERY_BROKER_URL", "REDIS_URL"):
        own_office.env.pop(name, None)
    own_office.env["PORT"] = str(free_port())
    return own_office


def started(office: Office) -> subprocess.Popen:
    """`make run`, up to the printed address; its words begin on a clean page."""
    (office.folder / "log" / "run.log").unlink(missing_ok=True)
    run = office.start("run", "-m", "deploy.local", "run")
    wait_until(lambda: "系统已启动" in office.log("run") or run.poll() is not None, 300)
    assert f"系统已启动：http://127.0.0.1:{office.env['PORT']}/" in office.log("run").splitlines()
    return run


def knock(office: Office) -> None:
    """A visitor types what must not stand in any log: a wrong name and password, a search; then somebody of the demo signs in."""
    site, browser = f"http://127.0.0.1:{office.env['PORT']}", build_opener(HTTPCookieProcessor())
    wrong = {"login": "jinsique@qinghe.example", "password": "Jinsique-2026-mima"}
    for said in (wrong, {"login": "gongwei1", "password": "qinghe-demo-2026"}):
        page = browser.open(f"{site}/sign-in/", timeout=20).read().decode()
        token = re.search(r'csrfmiddlewaretoken" value="(\w+)"', page)[1]
        answer = browser.open(f"{site}/sign-in/", urlencode(said | {"csrfmiddlewaretoken": token}).encode(), timeout=20)
        office.typed |= {*wrong.values(), token}  # the password of the demo stands on the screen on purpose
    assert not answer.url.endswith("/sign-in/")
    with pytest.raises(HTTPError, match="404"):
        browser.open(f"{site}/no/such/page/?{urlencode({'q': '金丝雀关键词'})}", timeout=20)
    office.typed |= {"金丝雀关键词", quote("金丝雀关键词")}


# Supervisor, Redis, web with two workers, two Celery workers with a child each, clock, standby.
EVERYBODY = 10


def test_the_whole_system_starts_serves_and_stops_without_a_trace_and_its_data_is_kept(newcomer: Office) -> None:
    counts = []
    for _ in range(2):
        run = started(newcomer)
        with urlopen(f"http://127.0.0.1:{newcomer.env['PORT']}/sign-in/", timeout=10) as page:
            assert page.status == 200
        knock(newcomer)
        counts += newcomer.ask("SELECT count(*) FROM accounts_unit")
        assert wait_until(lambda: len(running_in(newcomer.folder)) >= EVERYBODY, 20)
        began = time.monotonic()
        run.terminate()
        assert (run.wait(60), time.monotonic() - began < 30) == (0, True)
        assert newcomer.log("run").splitlines()[-2:] == ["正在停止……", "已停止。"]
        assert running_in(newcomer.folder) == []
    assert counts[0] == counts[1]
    assert counts[0][0] >= 24


@pytest.mark.long  # the demo office once more; what may not be reset is asked above
def test_a_reset_leaves_nothing_of_what_was_there_and_loads_the_demo_office(newcomer: Office) -> None:
    newcomer.env["DEMO"] = "1"
    newcomer.migrate()
    newcomer.python(
        "manage.py",
        "shell",
        "-c",
        "from accounts.units.actions import create_unit; create_unit(name='旧单位', kind='party_group', parent=None, by=None)",
    )
    old = newcomer.folder / "files" / "old.pdf"
    old.parent.mkdir(exist_ok=True)
    old.write_bytes(b"old")
    newcomer.python("-m", "deploy.local", "reset")
    assert newcomer.ask("SELECT count(*) FROM accounts_unit WHERE name = '旧单位'") == [(0,)]
    assert newcomer.ask("SELECT count(*) FROM accounts_unit")[0][0] >= 24
    assert not old.exists()
