"""The people of the journeys."""

import pytest

from tests.factories import office
from tests.journeys.walking import give_account


@pytest.fixture
def people(settings, tmp_path):
    """The small office; everybody has the same password and an address."""
    settings.MEDIA_ROOT = tmp_path
    small = office()
    for organ in (small.a, small.b):
        give_account(organ.secretary), give_account(organ.clerk), give_account(organ.leader)
    for user in (small.admin, small.second_admin, small.supervisor, small.county_leader, small.audit_admin):
        give_account(user)
    return small
