"""Two machines' worth of processes in the production settings, and the nginx of deploy/server in front of them."""

import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

from deploy import broker, places, postgres
from deploy.processes import die_with_parent, end_group
from tests.services import nginx
from tests.services.nginx import SITE
from tests.services.smtp import free_port

CELERY = ["-m", "celery", "-A", "config"]
HOSTS = "ab"
START = 240
# As the units of deploy/server, one process of each kind on each host; fewer children, for this machine has few cores.
KINDS = ("web", "mail", "files", "clock", "standby")
PAIRS = [f"{kind}-{host}" for kind in KINDS for host in HOSTS]


@dataclass
class Machines:
    """All processes by name: web-a, web-b, mail-a …, and those that stand once: sink, redis, nginx."""

    folder: Path
    url: str
    children: dict[str, subprocess.Popen] = field(default_factory=dict)
    kills: dict[str, int] = field(default_factory=dict)
    down: set[str] = field(default_factory=set)
    greeted: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.smtp, self.https = free_port(), free_port()
        self.door = nginx.Nginx(self.folder, self.https, free_port())
        self.web = {host: free_port() for host in HOSTS}
        self.taken = self.folder / "taken"
        self.taken.touch()
        self.redis = self.folder / "redis" / "redis.sock"
        for host in HOSTS:
            places.prepare(self.folder / host)
        for name in ("redis", "log", "shared"):
            (self.folder / name).mkdir(exist_ok=True)

    def environment(self, host: str) -> dict[str, str]:
        """What /etc/dangjian.env would say on this host: the same but for VAR_DIR; files, anchors and backups are shared."""
        env = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
        shared = self.folder / "shared"
        return env | {
            "SECRET_KEY": "pairs-" + "k" * 60,
            "ALLOWED_HOSTS": SITE,
            "SITE_URL": f"https://{SITE}",
            "CSRF_TRUSTED_ORIGINS": f"https://{SITE}",
            "BEHIND_PROXY": "1",
            "DATABASE_URL": self.url,
            "REDIS_URL": f"redis+socket://{self.redis}",
            "CACHE_URL": f"unix://{self.redis}?db=1",
            "EMAIL_URL": f"smtp://127.0.0.1:{self.smtp}/",
            "VAR_DIR": str(self.folder / host),
            "FILES_DIR": str(shared / "files"),
            "ANCHOR_DIR": str(shared / "anchors"),
            "BACKUP_DIR": str(shared / "backups"),
            "BACKUP_AT": "",
            "DRILL_AT": "",
            "FILES_AT": "",
            "PYTHONUNBUFFERED": "1",
            "PYTHONUTF8": "1",
            "DJANGO_SETTINGS_MODULE": "config.settings",
            # Nobody fetches style sheets here: nothing need be collected.
            "STATICFILES_BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage",
        }

    def command(self, name: str) -> list[str]:
        """What a name runs."""
        kind, _, host = name.partition("-")
        queues = {"mail": "mail", "files": "read,report"}
        if kind in queues:
            words = ["worker", f"--hostname={kind}@{host}", f"--queues={queues[kind]}", "--concurrency=1", "--loglevel=INFO"]
            return [sys.executable, *CELERY, *words]
        return {
            "sink": [sys.executable, "-m", "tests.chaos.sink", str(self.smtp), str(self.taken), "0.02"],
            "redis": broker.redis_command(broker.redis_binary() or "", self.redis, self.redis.parent),
            "nginx": self.door.command(),
            "web": [
                sys.executable,
                "-m",
                "gunicorn",
                "config.wsgi",
                f"--bind=127.0.0.1:{self.web.get(host)}",
                "--preload",
                "--workers=2",
            ]
            + ["--timeout=60", "--no-control-socket"],
            "clock": [sys.executable, *CELERY, "beat", f"--schedule={self.folder / host / 'run' / 'clock'}", "--pidfile="],
            "standby": [sys.executable, "manage.py", "stand_by"],
        }[kind]

    def prepare(self) -> None:
        """Certificate and nginx's files."""
        self.door.prepare(self.web.values())

    def drain(self, name: str = "") -> None:
        """What docs/scale.md says to do before a web process is stopped on purpose: its line is marked `down`, nginx reloads; "" for none."""
        self.door.write_site(self.web.values(), down=self.web.get(name.removeprefix("web-"), 0))
        self.children["nginx"].send_signal(signal.SIGHUP)
        time.sleep(2)

    def start(self, name: str) -> None:
        """Start one in a session of its own."""
        kind, _, host = name.partition("-")
        self.down.discard(name)
        if kind == "clock":  # a killed clock may leave half a file
            for leftover in (self.folder / host / "run").glob("clock*"):
                leftover.unlink()
        with (self.folder / "log" / name).open("ab") as log:
            self.children[name] = subprocess.Popen(
                self.command(name),
                cwd=places.PROJECT,
                env=self.environment(host),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
                preexec_fn=die_with_parent,
            )

    def start_all(self) -> None:
        """Everything; until both web processes answer."""
        for name in ("sink", "redis", "nginx", *PAIRS):
            self.start(name)
        until = time.monotonic() + START
        while not all(self.ready(name) for name in PAIRS):
            if time.monotonic() > until:
                raise RuntimeError("not everything has started")
            time.sleep(1)

    def ready(self, name: str) -> bool:
        """A web process gives its sign-in page, a worker has said so in its log; others are ready when they run."""
        kind, _, host = name.partition("-")
        if kind in ("mail", "files"):
            said = (self.folder / "log" / name).read_text(encoding="utf-8", errors="replace")
            return said.count(f"{kind}@{host} ready.") > self.greeted.get(name, 0)
        if kind != "web":
            return True
        return nginx.answers(self.web[host])

    def _gone(self, name: str) -> None:
        """From now on it is down on purpose; what its log said so far is no sign of life."""
        self.down.add(name)
        log = (self.folder / "log" / name).read_text(encoding="utf-8", errors="replace")
        self.greeted[name] = log.count(f"{name.replace('-', '@')} ready.")

    def fallen(self) -> list[str]:
        """Who has ended without being asked; started again, as systemd would."""
        found = [name for name, child in self.children.items() if name not in self.down and child.poll() is not None]
        for name in found:
            self.start(name)
        return found

    def kill(self, name: str) -> None:
        """kill -9 for the process and all its children."""
        self._gone(name)
        end_group(self.children[name])
        self.children[name].wait()
        self.kills[name] = self.kills.get(name, 0) + 1

    def stop(self, name: str) -> float:
        """SIGTERM as systemd does; returns the seconds until it had ended. Its code must be 0."""
        began, child = time.monotonic(), self.children[name]
        self._gone(name)
        child.terminate()
        if child.wait(60) != 0:
            raise RuntimeError(f"{name} ended with {child.returncode}")
        return time.monotonic() - began

    def stop_database(self) -> None:
        """As a restart of the server does: whoever is connected is thrown out."""
        os.kill(int((self.data / "postmaster.pid").read_text().split()[0]), signal.SIGINT)

    def start_database(self) -> None:
        """The same database again."""
        home = self.data.parent
        postgres.start(postgres.find_binaries(home), home, postgres.ordinary_user(home))

    @property
    def data(self) -> Path:
        """The folder of the PostgreSQL that deploy.postgres has made."""
        return Path(self.url.split("host=")[1]) / "data"

    def close(self) -> None:
        """End everything."""
        for child in self.children.values():
            end_group(child)
            child.wait()
