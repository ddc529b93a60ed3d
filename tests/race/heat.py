"""One heat: so many people who hold the same page send it at the same moment, by the site's own middleware and views."""

import threading
import traceback
from dataclasses import dataclass
from typing import Any

from django.core.signals import got_request_exception
from django.db import connection
from django.test import Client

from tests.race.gate import Gate, Halt

_crashes = threading.local()


@dataclass(frozen=True)
class Answer:
    """What a racer was told; `crash`: the end of the trace where the site met an error of its own."""

    status: int
    location: str = ""
    page: str = ""
    crash: str = ""


def _note(sender, **more: Any) -> None:
    _crashes.last = traceback.format_exc()[-1500:]


got_request_exception.connect(_note)


def run(cookies: list[str], address: str, payloads: list[dict[str, Any]]) -> list[Answer]:
    """The answers, in the racers' order. Each has a thread and a connection of his own."""
    gate, answers = Gate(len(cookies)), [Answer(0)] * len(cookies)

    def racer(n: int) -> None:
        answers[n] = _send(cookies[n], address, payloads[n], gate)

    threads = [threading.Thread(target=racer, args=(n,)) for n in range(len(cookies))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def _send(cookie: str, address: str, payload: dict[str, Any], gate: Gate) -> Answer:
    """One POST; the racer counts as gone only when it is answered."""
    client = Client(raise_request_exception=False)
    client.cookies.load(cookie)
    _crashes.last = ""
    try:
        with connection.execute_wrapper(Halt(gate)):
            answer = client.post(address, payload)
            page = b"".join(answer.streaming_content) if answer.streaming else answer.content
        return Answer(answer.status_code, answer.headers.get("Location", ""), page.decode(errors="replace"), _crashes.last)
    except Exception:  # noqa: BLE001 - whatever went wrong is this racer's answer
        return Answer(0, crash=traceback.format_exc()[-1500:])
    finally:
        gate.leave()
        connection.close()
