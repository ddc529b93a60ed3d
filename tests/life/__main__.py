"""python -m tests.life [ACTS] [SEED]: the same machine for as long as one likes, on the database of the settings."""

import os
import sys
import time

import django
from hypothesis import HealthCheck, seed, settings
from hypothesis.stateful import run_state_machine_as_test

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
EACH = 100


def main(words: list[str]) -> int:
    """Run about ACTS acts from SEED; prints what happened how often."""
    acts, first = int(words[0]) if words else 10_000, int(words[1]) if len(words) > 1 else 1
    django.setup()
    from django.conf import settings as django_settings  # noqa: PLC0415 - only after setup
    from django.db import connection, transaction  # noqa: PLC0415
    from django.test.utils import setup_databases, setup_test_environment, teardown_databases  # noqa: PLC0415

    from tests.life import office  # noqa: PLC0415
    from tests.life.machine import Life, counted  # noqa: PLC0415

    django_settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    setup_test_environment()
    kept = setup_databases(0, interactive=False)
    began = time.monotonic()
    try:
        with transaction.atomic():
            Life.stage = office.build()
            chosen = settings(
                max_examples=max(1, acts // EACH), stateful_step_count=EACH, deadline=None, database=None,
                suppress_health_check=list(HealthCheck),
            )  # fmt: skip
            run_state_machine_as_test(seed(first)(Life), settings=chosen)
            transaction.set_rollback(True)
    finally:
        spent = time.monotonic() - began
        total = sum(counted.values())
        print(f"{connection.vendor}：{total} 次，{spent:.0f} 秒，种子 {first}")
        for what, number in sorted(counted.items()):
            print(f"  {what:<28}{number:>8}")
        teardown_databases(kept, 0)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
