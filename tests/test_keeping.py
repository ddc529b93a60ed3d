"""A kept stage is what the maker made, to the row; where that is not sure, it is made anew."""

from collections.abc import Callable
from datetime import timedelta
from itertools import count
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.apps import apps
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.db import connection, transaction

from accounts.files.models import StoredFile
from accounts.models import Portfolio, Unit
from accounts.units.actions import create_unit
from tests import factories
from tests.canary import canaries
from tests.keeping import once
from tests.tasks.conftest import NOW
from tests.tasks.unit_day import active

# Each test's transactions are its own: what another test is given between two rollbacks.
pytestmark = pytest.mark.django_db(transaction=True)
COUNTY = "中共清禾县委员会"
TABLES = sorted(model._meta.db_table for model in apps.get_models(include_auto_created=True))
_key = count(1)


def everything() -> dict[str, list[str]]:
    """All rows of all tables."""
    found = {}
    with connection.cursor() as cursor:
        for table in TABLES:
            cursor.execute(f'SELECT * FROM "{table}"')
            found[table] = sorted(map(repr, cursor.fetchall()))
    return found


def in_a_test(act: Callable[[], Any], *, at=NOW) -> tuple[Any, dict[str, list[str]]]:
    """What it made, and what the database then holds; afterwards it holds nothing of that."""
    with time_machine.travel(at, tick=False), transaction.atomic():
        made = act(), everything()
        transaction.set_rollback(True)
    return made


class Stage:
    """On the office: the county is renamed and gets a unit. It says how often that was really done."""

    def __init__(self, also: Callable[[], Any] = lambda: None) -> None:
        self.times, self.also, self.key = 0, also, next(_key)

    def make(self) -> Unit:
        self.times += 1
        self.also()
        Unit.objects.filter(name=COUNTY).update(name="中共清禾县委")
        return factories.unit("县审计局党组")

    def __call__(self, *key: Any, between: Callable[[], Any] = lambda: None) -> Unit:
        factories.office()
        between()
        return once(self.make, "stage", self.key, *key)


def test_a_stage_on_a_stage_is_the_first_one_row_by_row():
    stage = Stage()
    (first, rows), (again, rows_again) = in_a_test(stage), in_a_test(stage)
    assert (stage.times, again, rows_again) == (1, first, rows)
    assert len([row for row in rows["accounts_unit"] if "中共清禾县委'" in row or "县审计局党组" in row]) == 2
    assert again is not first


def test_what_is_made_on_kept_stages_gets_numbers_of_its_own():
    stage = Stage()
    in_a_test(stage)
    made = in_a_test(lambda: [stage(), factories.unit("县档案局党组"), factories.post("office_admin").unit])[0]
    assert len({unit.pk for unit in made}) == 3


def test_a_matter_put_back_is_the_matter_made():
    def act() -> list:
        return active(factories.office(), f"讲党课{key}", "建支部")

    key = next(_key)
    (first, rows), (again, rows_again) = in_a_test(act), in_a_test(act)
    assert ([vars(one) | {"_state": 0} for one in again], rows_again) == ([vars(one) | {"_state": 0} for one in first], rows)


def undone() -> None:
    """A savepoint, and back to it."""
    with transaction.atomic():
        factories.unit("县统计局党组")
        transaction.set_rollback(True)


WRITES = {
    "a row changed": lambda: Unit.objects.filter(name=COUNTY).update(short_name="县委"),
    "a row added": lambda: factories.unit(),
    "a row deleted": lambda: Portfolio.objects.all().delete(),
    "by hand": lambda: connection.cursor().execute("UPDATE accounts_unit SET short_name = ''"),
    "a savepoint undone": undone,
}


@pytest.mark.parametrize("write", WRITES.values(), ids=WRITES)
def test_after_a_write_in_between_it_is_made_anew(write):
    stage = Stage()
    for _ in range(2):
        in_a_test(lambda: stage(between=write))
    assert stage.times == 2


def test_reading_in_between_changes_nothing():
    stage = Stage()
    for _ in range(2):
        in_a_test(lambda: stage(between=everything))
    assert stage.times == 1


def test_a_watch_that_got_lost_is_put_up_again():
    stage = Stage()
    for _ in range(3):
        connection.execute_wrappers.clear()
        in_a_test(stage)
    assert stage.times == 1


def test_the_same_office_is_put_back_for_those_who_commit():
    with time_machine.travel(NOW + timedelta(days=1), tick=False):
        made = factories.office()
        assert once(lambda: None, "office") is None  # the office is there: it is called
        call_command("flush", interactive=False, verbosity=0)
        assert factories.office() == made


def test_with_another_argument_at_another_moment_or_on_another_stage_it_is_made_anew():
    stage = Stage()
    acts = {"first": (), "other": (), "rows": ([{"units": [1, 2]}],), "other rows": ([{"units": [1, 3]}],)}
    for _ in range(2):
        for name, rest in acts.items():
            in_a_test(lambda name=name, rest=rest: stage(name, *rest))
    assert stage.times == 4
    in_a_test(lambda: stage("first"), at=NOW + timedelta(seconds=1))
    assert stage.times == 5
    in_a_test(lambda: stage("first", between=lambda: once(lambda: factories.unit("县信访局党组"), "one more")))
    assert stage.times == 6


def keep(text: str) -> str:
    """A file as the rooms keep it."""
    return default_storage.save("keeping/a.txt", ContentFile(text.encode()))


def test_a_kept_file_is_put_back_with_its_row_whatever_happened_to_it():
    stage, found = Stage(lambda: keep("甲")), []
    for spoil in (lambda path: None, Path.unlink, lambda path: path.write_bytes(b"")):
        rows = in_a_test(stage)[1]["accounts_storedfile"]
        path = next(Path(default_storage.location, "keeping").iterdir())
        found.append((rows, path.read_text()))
        spoil(path)
    in_a_test(stage)
    assert stage.times == 1
    assert found == [found[0]] * 3
    assert "keeping/a.txt" in found[0][0][0]
    assert (path.read_text(), path.unlink()) == ("甲", None)


def test_what_is_put_away_or_has_no_file_or_waits_for_a_commit_is_made_anew():
    missing = Stage(lambda: StoredFile.objects.create(digest="0" * 64, name="a.txt", size=1, stored_at=NOW))
    away = Stage(lambda: default_storage.delete(StoredFile.objects.get().name))
    waiting = Stage(lambda: transaction.on_commit(lambda: None))
    for _ in range(3):
        in_a_test(missing)
        in_a_test(lambda: [once(lambda: keep("乙"), "kept"), away()])
        in_a_test(waiting)
    assert (missing.times, away.times, waiting.times) == (3, 3, 3)


def test_in_a_test_that_commits_only_the_first_stage_is_put_back():
    stage = Stage()
    with time_machine.travel(NOW, tick=False):
        stage()
        Unit.objects.filter(name="县审计局党组").update(name="县审计局党委")
        Unit.objects.filter(name="中共清禾县委").update(name=COUNTY)
        once(stage.make, "stage", stage.key)
    assert stage.times == 2


def test_what_was_given_to_the_maker_remembers_as_it_did_then():
    def act() -> set[str]:
        admin = factories.office().admin
        before = set(vars(admin))
        once(lambda: create_unit(name="县审计局党组", kind="party_group", parent=None, by=admin), "by somebody", admin)
        return vars(admin).keys() - before

    assert in_a_test(act)[0] == in_a_test(act)[0] == {"_posts"}


def test_people_put_back_must_not_come_into_the_log_either():
    names = [in_a_test(lambda: [factories.office(), canaries.planted.copy(), canaries.forget()])[0][1] for _ in range(2)]
    assert names[0] == names[1] != set()
