"""Two at once: one key is registered once, of the last two factors one stays, one answer opens once."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from threading import Barrier

import pytest
from django.db import connection, connections

from accounts.conflict import Refused
from accounts.factors import ceremony, passkeys
from accounts.models import Passkey, User
from tests import factories
from tests.accounts.factors.key import Key

pytestmark = pytest.mark.django_db(transaction=True)
NOW = datetime(2026, 11, 24, 4, 0, tzinfo=UTC)


def at_once(acts: list[Callable[[], object]]) -> list[str]:
    """How many were done and how many refused, in the same moment as far as threads go."""
    start = Barrier(len(acts))

    def one(act: Callable[[], object]) -> str:
        try:
            connection.ensure_connection()
            start.wait(30)
            act()
            return "done"
        except Refused:
            return "refused"
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(acts)) as pool:
        return sorted(pool.map(one, acts))


def registering(user: User, key: Key) -> Callable[[], object]:
    options, state = ceremony.to_register(user, [], NOW)
    said = {"name": "办公室电脑", "state": state, "answer": key.register(options), "now": NOW}
    return lambda: passkeys.register(user=user, by=user, **said)


def test_of_two_at_once_one_is_refused(settings) -> None:
    settings.SECOND_FACTOR = True
    admin, other, key = factories.office().security_admin, factories.user(), Key()
    assert at_once([registering(admin, key), registering(other, key)]) == ["done", "refused"]
    Passkey.objects.all().delete()
    for _ in range(2):
        registering(admin, Key())()
    both = [Passkey.objects.select_related("user").get(pk=pk) for pk in Passkey.objects.values_list("pk", flat=True)]
    removals = [lambda one=one: passkeys.remove(passkey=one, by=admin, on=NOW.date()) for one in both]
    assert (at_once(removals), Passkey.objects.count()) == (["done", "refused"], 1)
    registering(other, key)()
    options, state = ceremony.to_use([], NOW)
    answer = key.use(options)
    assert at_once([lambda: passkeys.use(state=state, answer=answer, now=NOW)] * 2) == ["done", "refused"]
