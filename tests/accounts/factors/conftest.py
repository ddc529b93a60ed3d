"""Whose passkeys are tried, and when."""

import pytest
import time_machine

from accounts.models import User
from tests import factories
from tests.accounts.factors.key import Key
from tests.accounts.factors.keyring import NOON, PASSWORD, registered


@pytest.fixture
def noon():
    with time_machine.travel(NOON, tick=False) as clock:
        yield clock


@pytest.fixture
def person() -> User:
    """Somebody with a password and a key."""
    user = factories.user("高建国", password=PASSWORD)
    user.key = Key()
    user.codes = registered(user, user.key)
    return user
