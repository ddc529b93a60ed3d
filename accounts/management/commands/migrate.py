"""`migrate` as Django has it, but each migration and its note in django_migrations are one transaction.

Django commits a migration that leaves statements for its end (foreign keys, indexes), and then notes it in a transaction of its own. Whoever
is killed in between is told at the next start that a table already exists, and nothing goes on (decision 0059).
"""

from typing import Any

from django.core.management.commands import migrate
from django.db import transaction
from django.db.migrations import Migration
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.state import ProjectState


class WholeExecutor(MigrationExecutor):
    """Applies a migration and notes it, or does neither."""

    def apply_migration(self, state: ProjectState, migration: Migration, *args: Any, **options: Any) -> ProjectState:
        """Django's own, whose transaction becomes a part of this one."""
        if not migration.atomic or not self.connection.features.can_rollback_ddl:
            return super().apply_migration(state, migration, *args, **options)
        # SQLite lets foreign keys be switched off outside of a transaction only; its schema editor checks that they are.
        self.connection.disable_constraint_checking()
        try:
            with transaction.atomic(using=self.connection.alias):
                return super().apply_migration(state, migration, *args, **options)
        finally:
            self.connection.enable_constraint_checking()


class Command(migrate.Command):
    """The same words and options."""

    def handle(self, *args: Any, **options: Any) -> Any:
        """Django's command asks its module for the executor."""
        migrate.MigrationExecutor = WholeExecutor
        return super().handle(*args, **options)
