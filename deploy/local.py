"""`make run` and `make demo-reset`: the whole system on this computer, with nothing but Python beside it."""

import http.client
import os
import shutil
import signal
import sys
import time
from pathlib import Path

from deploy import broker, lock, machine, places, python, site
from deploy.processes import Process, Supervisor
from deploy.words import Trouble, explain, say

DATA = ("db.sqlite3", "db.sqlite3-wal", "db.sqlite3-shm", "demo.txt", "files", "anchors", "mailbox", "queue", "redis")
START_SECONDS = 60


class Asked(Exception):
    """Somebody asked us to end (Ctrl-C or SIGTERM)."""


def main(words: list[str]) -> int:
    """`run` or `reset`; returns the exit code."""
    commands = {"run": run, "reset": reset}
    if len(words) != 1 or words[0] not in commands:
        say("用法：python -m deploy.local run|reset")
        return 2
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, ask_to_end)
    try:
        commands[words[0]](places.var_dir())
    except Asked:
        say("已停止。")
    except Trouble as trouble:
        say(str(trouble))
        return 1
    except OSError as error:
        say(str(explain(error)))
        return 1
    return 0


def ask_to_end(number: int, frame: object) -> None:
    """Signal handler: only the first signal counts, so that stopping is not itself cut short."""
    for each in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(each, signal.SIG_IGN)
    raise Asked


def run(var: Path) -> None:
    """Prepare, start everything, tell the address, and watch until asked to end."""
    os.umask(0o077)  # what is written is its owner's business
    port = machine.port_from(os.environ.get("PORT", "8000"))
    machine.require_space(var)
    machine.require_port(port)
    places.prepare(var)
    held = lock.hold(var)
    python.ensure()
    supervisor = Supervisor(var, environment(var, port))
    try:
        sign_ins = prepare(supervisor.env, var)
        start(supervisor, port)
        wait_until_it_answers(supervisor, port)
        greet(port, sign_ins, var)
        while True:
            time.sleep(1)
            supervisor.revive()
    finally:
        if supervisor.processes:
            say("正在停止……")
        supervisor.stop()
        held.close()


def environment(var: Path, port: int) -> dict[str, str]:
    """The variables for all our processes: the demo's defaults unless production is asked for."""
    env = dict(os.environ) | {"VAR_DIR": str(var), "PYTHONUNBUFFERED": "1", "PYTHONUTF8": "1"}
    env.pop("PYTHONDONTWRITEBYTECODE", None)  # each process would compile the whole program again
    if not site.is_production(env):
        env["DEMO"] = "1"
        env.setdefault("SITE_URL", f"http://127.0.0.1:{port}")
    return env


def prepare(env: dict[str, str], var: Path) -> str:
    """Database, static files, demo office; returns the sign-ins to be shown."""
    site.migrate(env, var)
    site.collect_static(env, var)
    return "" if site.is_production(env) else site.load_demo(env, var)


# Letters have a worker of their own: a large export or a stuck file must not hold them up.
WORKERS = (("worker", "后台任务（信件）", "mail"), ("files", "后台任务（识别、导出）", "read,report"))


def start(supervisor: Supervisor, port: int) -> None:
    """Queue, web, workers, clock, standby: in this order."""
    start_queue(supervisor)
    beat_file = supervisor.var / "run" / "beat-schedule"
    for leftover in beat_file.parent.glob("beat-schedule*"):
        leftover.unlink()
    python_m = [str(places.PYTHON), "-m"]
    celery = [*python_m, "celery", "-A", "config"]
    web = [*python_m, "gunicorn", "config.wsgi", f"--bind=127.0.0.1:{port}", "--workers=2", "--timeout=60", "--no-control-socket"]
    web.append("--preload")  # the program is loaded once for both
    supervisor.start(Process("web", "网站", web))
    for name, label, queues in WORKERS:
        worker = [
            "worker",
            f"--hostname={name}@%h",
            f"--queues={queues}",
            "--loglevel=INFO",
            "--without-gossip",
            "--without-mingle",
        ]
        supervisor.start(Process(name, label, [*celery, *worker, "--concurrency=1"], patience=40.0))
    supervisor.start(Process("beat", "定时器", [*celery, "beat", f"--schedule={beat_file}", "--pidfile=", "--loglevel=INFO"]))
    supervisor.start(Process("standby", "备用发信", [str(places.PYTHON), "manage.py", "stand_by"], patience=60.0))


def start_queue(supervisor: Supervisor) -> None:
    """The private Redis, unless the environment names a queue already."""
    if supervisor.env.get("REDIS_URL") or supervisor.env.get("CELERY_BROKER_URL"):
        return
    binary = broker.redis_binary()
    if binary is None:
        broker.warn_without_redis()
        supervisor.env |= broker.environment(None, supervisor.var)
        return
    socket = broker.socket_path(supervisor.var)
    supervisor.env |= broker.environment(socket, supervisor.var)
    supervisor.start(Process("redis", "消息队列", broker.redis_command(binary, socket, supervisor.var / "redis")))


def wait_until_it_answers(supervisor: Supervisor, port: int) -> None:
    """Until the sign-in page answers with anything but a server error."""
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        supervisor.revive()
        if answer_of(port) < 500:
            return
        time.sleep(0.2)
    raise Trouble(f"网站在 {START_SECONDS} 秒内没有响应；详情见 {supervisor.var / 'log' / 'web.log'}。")


def answer_of(port: int) -> int:
    """The status of the sign-in page; 599 when nobody answers."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        connection.request("GET", "/sign-in/")
        return connection.getresponse().status
    except OSError:
        return 599
    finally:
        connection.close()


def greet(port: int, sign_ins: str, var: Path) -> None:
    """The address, the sign-ins, where the logs are, how to stop."""
    say()
    say(f"系统已启动：http://127.0.0.1:{port}/")
    if sign_ins:
        say(sign_ins)
    say(f"数据和日志在 {var}（日志：log/*.log）。按 Ctrl-C 停止；再次 make run 数据保留；make demo-reset 重新载入演示数据。")


def reset(var: Path) -> None:
    """Delete what the program wrote (only that) and load the demo office anew."""
    if site.is_production(dict(os.environ)):
        raise Trouble("当前环境变量指向正式环境（DATABASE_URL 或 DEMO=0），不能重置演示数据。")
    os.umask(0o077)
    places.prepare(var)
    held = lock.hold(var)
    for name in DATA:
        path = var / name
        shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)
    places.prepare(var)
    python.ensure()
    env = environment(var, machine.port_from(os.environ.get("PORT", "8000")))
    sign_ins = prepare(env, var)
    held.close()
    say("演示数据已重新载入。运行 make run 启动系统。")
    say(sign_ins)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
