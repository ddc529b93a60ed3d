"""Thousands of random acts by random people: only lawful ones happen, each leaves one move and one trail row."""

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.life import office
from tests.life.machine import Life, counted

# For a longer run: make long, or python -m tests.life 100000 7
RUNS, ACTS = 4, 60
MANY = 64


@pytest.mark.parametrize("runs", [RUNS, pytest.param(MANY, marks=pytest.mark.long)])
@pytest.mark.django_db
def test_no_life_leaves_the_lawful_ways(runs: int) -> None:
    Life.stage = office.build()
    counted.clear()
    run_state_machine_as_test(
        Life,
        settings=settings(
            max_examples=runs, stateful_step_count=ACTS, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck)
        ),
    )
    assert len([key for key in counted if key.endswith("done")]) > 10
