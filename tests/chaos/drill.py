"""The processes of one drill: queue, web, workers, clock and mail server, each killed and started again."""

import http.client
import os
import random
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

from deploy import broker, places
from deploy.processes import die_with_parent, end_group
from tests.services.smtp import free_port

CELERY = ["-m", "celery", "-A", "tests.chaos.app"]
WORKER = ["worker", "--queues=mail,read,report", "--concurrency=2", "--loglevel=WARNING", "--without-gossip", "--without-mingle"]


@dataclass
class Drill:
    """Processes by name, in a folder of their own."""

    folder: Path
    env: dict[str, str]
    delay: float
    redis: bool = True
    workers: int = 1
    clocks: int = 1
    children: dict[str, subprocess.Popen] = field(default_factory=dict)
    kills: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.smtp_port, self.web_port = free_port(), free_port()
        self.taken = self.folder / "taken"
        self.taken.touch()

    def commands(self) -> dict[str, list[str]]:
        """What each name runs."""
        python = [sys.executable]
        found = {"sink": [*python, "-m", "tests.chaos.sink", str(self.smtp_port), str(self.taken), str(self.delay)]}
        if self.redis:
            socket = self.folder / "redis" / "redis.sock"
            found["redis"] = broker.redis_command(broker.redis_binary(), socket, self.folder / "redis")
        bind = f"--bind=127.0.0.1:{self.web_port}"
        found["web"] = [*python, "-m", "gunicorn", "config.wsgi", bind, "--workers=1", "--no-control-socket"]
        for n in range(self.workers):
            found[f"worker{n}"] = [*python, *CELERY, *WORKER, f"--hostname=w{n}@drill"]
        for n in range(self.clocks):
            schedule = self.folder / "run" / f"clock{n}"
            found[f"clock{n}"] = [*python, *CELERY, "beat", f"--schedule={schedule}", "--pidfile=", "--loglevel=WARNING"]
        return found

    def environment(self) -> dict[str, str]:
        """Mail goes to our sink."""
        return self.env | {"EMAIL_URL": f"smtp://127.0.0.1:{self.smtp_port}/", "SITE_URL": f"http://127.0.0.1:{self.web_port}"}

    def start(self, name: str) -> None:
        """Start one process in a session of its own."""
        if name.startswith("clock"):  # a killed clock may leave half a file
            for leftover in (self.folder / "run").glob(f"{name}*"):
                leftover.unlink()
        with places.log_file(self.folder, name).open("ab") as log:
            self.children[name] = subprocess.Popen(
                self.commands()[name],
                env=self.environment(),
                stdout=log,
                stderr=log,
                start_new_session=True,
                preexec_fn=die_with_parent,
            )

    def start_all(self) -> None:
        """Everything, the queue first."""
        for name in sorted(self.commands(), key=lambda name: (name != "redis", name != "sink")):
            self.start(name)

    def kill(self, name: str) -> None:
        """kill -9 for the process and all its children."""
        end_group(self.children[name])
        self.children[name].wait()
        self.kills[name] = self.kills.get(name, 0) + 1

    def torment(self, kills: int, seed: int, unfinished) -> int:
        """`kills` kills at random moments; returns how many fell while letters were still on their way."""
        chance, mattered = random.Random(seed), 0
        names = sorted(self.commands())
        for _ in range(kills):
            time.sleep(chance.uniform(0.3, 2.5))
            name = chance.choice(names)
            mattered += bool(unfinished())
            self.kill(name)
            time.sleep(chance.uniform(0, 1.5))
            self.start(name)
            self.revive()
        return mattered

    def revive(self) -> None:
        """Who fell over by itself is started again, as systemd would."""
        for name, child in self.children.items():
            if child.poll() is not None:
                end_group(child)
                self.start(name)

    def page_answers(self, patience: float = 60) -> int:
        """The status of the sign-in page, once the web process that was killed last has started; 599 when it does not answer."""
        until = time.monotonic() + patience
        while (status := self._ask_for_the_page()) == 599 and time.monotonic() < until:
            time.sleep(1)
        return status

    def _ask_for_the_page(self) -> int:
        connection = http.client.HTTPConnection("127.0.0.1", self.web_port, timeout=10)
        try:
            connection.request("GET", "/sign-in/")
            return connection.getresponse().status
        except OSError:
            return 599
        finally:
            connection.close()

    def close(self) -> None:
        """End everything and delete the folder."""
        for child in self.children.values():
            end_group(child)
            child.wait()
        shutil.rmtree(self.folder, ignore_errors=True)


def environment(folder: Path, url: str) -> dict[str, str]:
    """The variables of a drill: its own folder and database."""
    env = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "DEMO", "CONTROL")}
    env |= {"VAR_DIR": str(folder), "LOCAL": "1", "PYTHONUNBUFFERED": "1", "DJANGO_SETTINGS_MODULE": "config.settings"}
    static = "django.contrib.staticfiles.storage.StaticFilesStorage"
    return env | {"STATICFILES_BACKEND": static} | ({"DATABASE_URL": url} if url else {})
