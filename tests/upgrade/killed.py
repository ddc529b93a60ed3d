"""python -m tests.upgrade.killed [AT]: `migrate` of this version; with AT it kills itself before the statement of that number.

Prints how many statements the rest took when it came to its end.
"""

import os
import signal
import sys

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()

from django.core.management import call_command  # noqa: E402 (the apps must stand first)
from django.db import connection  # noqa: E402

AT = int(sys.argv[1]) if len(sys.argv) > 1 else 0
count = 0


def stop_at(execute, sql, params, many, context):
    """Count each statement; kill -9 at the one that was asked for."""
    global count
    count += 1
    if count == AT:
        os.kill(os.getpid(), signal.SIGKILL)
    return execute(sql, params, many, context)


with connection.execute_wrapper(stop_at):
    call_command("migrate", interactive=False, verbosity=0)
print(count)
