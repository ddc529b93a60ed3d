"""One fuzzing process: makes files, uploads them, reads them, and prints what came of it as one line of JSON."""

import json
import logging
import resource
import sys
import tempfile
import time
import traceback
from collections import Counter
from pathlib import Path

import django
from django.core.management import call_command

django.setup()

from django.test import Client  # noqa: E402 (models need the set-up above)
from django.utils import timezone  # noqa: E402

from speeches import actions  # noqa: E402
from speeches.documents.isolation import CHILD  # noqa: E402
from speeches.models import Speech  # noqa: E402
from speeches.states import SpeechState  # noqa: E402
from tests.factories import office  # noqa: E402
from tests.fuzz.memory import Watch  # noqa: E402
from tests.fuzz.mutants import mutants  # noqa: E402

LONGEST, HIGHEST = 10.0, 512
BOUNDARY = "----hostile-files"


def form(name: str, data: bytes) -> bytes:
    """A multipart form as a browser sends it, the name exactly as given but for what browsers escape (HTML standard, 4.10.21.8)."""
    for character, escape in (("\n", "%0A"), ("\r", "%0D"), ('"', "%22")):
        name = name.replace(character, escape)
    head = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="again"\r\n\r\n1\r\n--{BOUNDARY}\r\n'
    head += f'Content-Disposition: form-data; name="file"; filename="{name}"\r\nContent-Type: application/octet-stream\r\n\r\n'
    return b"".join((head.encode(), data, f"\r\n--{BOUNDARY}--\r\n".encode()))


class Run:
    """What has been seen so far."""

    def __init__(self) -> None:
        self.outcomes: Counter[str] = Counter()
        self.faults: list[str] = []
        self.slowest = 0.0

    def one(self, client: Client, name: str, data: bytes) -> str:
        """Upload and read one file; the outcome in a word."""
        answer = client.generic("POST", "/speeches/new/", form(name, data), f"multipart/form-data; boundary={BOUNDARY}")
        if answer.status_code >= 500:
            self.faults.append(f"{name}：{answer.status_code}")
        if answer.status_code != 302:
            return f"表单拒绝{answer.status_code}"
        speech = Speech.objects.latest("id")
        began = time.monotonic()
        done = actions.read(pk=speech.pk, now=timezone.now())
        spent = time.monotonic() - began
        self.slowest = max(self.slowest, spent)
        if spent > LONGEST:
            self.faults.append(f"{name}：{spent:.1f} 秒")
        return self._read(name, done)

    def _read(self, name: str, done: Speech | None) -> str:
        if done is None or done.state not in (SpeechState.READ, SpeechState.DECIDED, SpeechState.UNREADABLE):
            self.faults.append(f"{name}：状态 {done and done.state}")
            return "无结果"
        if done.state == SpeechState.UNREADABLE:
            return done.reason[:12]
        tiles = "".join(done.text[p.start : p.end] for p in done.pieces.all())
        if tiles != done.text:
            self.faults.append(f"{name}：语句不能拼回原文")
        return "已识别"


def main(count: int, seed: int) -> None:
    """Run and report."""
    logging.disable(logging.CRITICAL)
    call_command("migrate", verbosity=0)
    client, run = Client(SERVER_NAME="127.0.0.1"), Run()
    client.force_login(office().admin, backend="allauth.account.auth_backends.AuthenticationBackend")
    with Watch(CHILD) as watch:
        for name, make in mutants(seed, count):
            try:
                run.outcomes[run.one(client, name, make())] += 1
            except Exception:  # noqa: BLE001 - whatever comes out is a finding
                run.outcomes["异常"] += 1
                run.faults.append(f"{name}：{traceback.format_exc(limit=-3)}")
    if count >= 20 and not run.outcomes["已识别"]:
        run.faults.append("没有一个文件被识别：这一轮什么也没有检验到")
    stuck = Speech.objects.filter(state=SpeechState.READING).count()
    left = len(list(Path(tempfile.gettempdir()).iterdir()))
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    if count >= 20 and not watch.looks:
        run.faults.append("没有看到任何子进程：内存没有量到")
    for what, bad in (("留在识别中", stuck), ("遗留文件", left), (f"子进程 {watch.highest} MB", watch.highest > HIGHEST)):
        if bad:
            run.faults.append(what)
    report = {"outcomes": run.outcomes, "faults": run.faults, "slowest": run.slowest}
    print(json.dumps(report | {"highest": watch.highest, "own": own, "stuck": stuck, "left": left}, ensure_ascii=False))


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
