"""python -m tests.upgrade.killed [AT] [APP MIGRATION]: `migrate` of this version; with AT it kills itself (-9) before the statement of that number.

`note:N` is the N-th note in django_migrations: the work of that migration is done, and not yet written down. `django:N` is the same by
Django's own command, the control. Prints how many statements the rest took when it came to its end.
"""

import os
import re
import signal
import sys

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()

from django.core.management import call_command  # noqa: E402 (the apps must stand first)
from django.core.management.commands.migrate import Command as DjangosOwn  # noqa: E402
from django.db import connection  # noqa: E402

KIND, _, NUMBER = (sys.argv[1] if len(sys.argv) > 1 else "0").rpartition(":")
NOTE = re.compile(r'INSERT INTO "django_migrations"')
count = notes = 0


def stop_at(execute, sql, params, many, context):
    """Count each statement; kill -9 at the one that was asked for."""
    global count, notes
    count += 1
    notes += bool(NOTE.match(str(sql)))
    if (notes if KIND else count) == int(NUMBER) > 0:
        os.kill(os.getpid(), signal.SIGKILL)
    return execute(sql, params, many, context)


with connection.execute_wrapper(stop_at):
    call_command(DjangosOwn() if KIND == "django" else "migrate", *sys.argv[2:], interactive=False, verbosity=0)
print(count)
