"""Where the demo office may be loaded, and where not."""

from datetime import date

import pytest
from django.core.management import CommandError, call_command

from accounts.conflict import Refused
from accounts.demo.load import load_people
from accounts.models import Unit, User

# The demo refuses to start on PostgreSQL (config/settings.py): one database is enough.
pytestmark = [pytest.mark.django_db, pytest.mark.once]
TODAY = date(2026, 11, 24)


def test_outside_the_demo_nothing_is_loaded():
    with pytest.raises(Refused):
        load_people(on=TODAY)
    assert (Unit.objects.count(), User.objects.count()) == (0, 0)


def test_the_demo_does_not_load_into_production():
    with pytest.raises(CommandError, match="只有演示环境（DEMO=1）可以载入演示数据。"):
        call_command("load_demo")
    assert (Unit.objects.count(), User.objects.count()) == (0, 0)
