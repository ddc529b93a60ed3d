"""An empty database gets all tables at once, an older one goes on along its chain (decision 0058); both ways lead to the same place."""

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

APPS = ("accounts", "speeches", "tasks")


def chain(app: str) -> list[tuple[str, str]]:
    """The migrations of an app that came one by one, in their order."""
    disk = MigrationLoader(None).disk_migrations
    return sorted(key for key, migration in disk.items() if key[0] == app and not migration.replaces)


def test_all_at_once_ends_where_the_chain_ends() -> None:
    at_once, one_by_one = MigrationLoader(None), MigrationLoader(None, replace_migrations=False)
    assert at_once.graph.nodes.keys() != one_by_one.graph.nodes.keys()
    quick = at_once.project_state()
    slow = one_by_one.project_state([chain(app)[-1] for app in APPS])
    for key in slow.models:
        assert quick.models[key] == slow.models[key], key
        assert quick.models[key].options == slow.models[key].options, key
    assert {key for key in quick.models if key[0] in APPS} == {key for key in slow.models if key[0] in APPS}


@pytest.mark.django_db
@pytest.mark.parametrize("app", APPS)
def test_a_database_in_the_middle_of_its_chain_goes_on_to_the_end(app: str) -> None:
    recorder, steps = MigrationRecorder(connection), chain(app)
    squashed = recorder.migration_qs.filter(app=app, name__startswith="0001_squashed")
    assert squashed.delete()[0] == 1
    for done in range(len(steps) - 1, 0, -1):
        recorder.record_unapplied(*steps[done])
        executor = MigrationExecutor(connection)
        plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
        assert [(migration.app_label, migration.name) for migration, backwards in plan] == steps[done:]


@pytest.mark.django_db
def test_a_database_at_the_end_of_its_chain_has_nothing_to_do() -> None:
    assert MigrationRecorder(connection).migration_qs.filter(name__startswith="0001_squashed", app__in=APPS).delete()[0] == len(
        APPS
    )
    executor = MigrationExecutor(connection)
    assert executor.migration_plan(executor.loader.graph.leaf_nodes()) == []
