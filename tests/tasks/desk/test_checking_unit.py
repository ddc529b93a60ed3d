"""People of the unit that an item names to check it can open the matter and its proofs, and nothing beside it."""

import pytest
import time_machine
from django.urls import reverse

from tasks.items.models import Assignment
from tasks.progress.actions import report
from tests import factories
from tests.accounts.signed_in import client_of, text
from tests.tasks.conftest import NOW
from tests.tasks.items.matters import DUE, give, issued_list, item
from tests.tasks.progress.test_proofs import proof


@pytest.fixture
def checked(small, settings, tmp_path):
    """A works, B checks; a proof was handed in, and the result waits."""
    settings.MEDIA_ROOT = tmp_path
    listed = issued_list(small)
    one = give(item(listed, checker=small.b.unit), small.a.unit)
    other = give(item(listed), small.a.unit)
    Assignment.objects.update(state="active", acknowledged_on=DUE)
    with time_machine.travel(NOW, tick=False):
        one.refresh_from_db()
        made = report(assignment=one, version=1, text="已办。", percent=100, proof=proof(), key="k", now=NOW, by=small.a.clerk)
        Assignment.objects.filter(pk=one.pk).update(state="submitted", submitted_on=NOW.date())
        yield one, other, made.evidence


def statuses(user, one, evidence) -> list[int]:
    addresses = [reverse("desk:assignment", args=[one.pk])]
    addresses += [reverse(f"progress:{name}", args=[evidence.pk]) for name in ("proof", "evidence", "thumb")]
    client = client_of(user)
    return [client.get(address).status_code for address in addresses]


def test_the_checking_unit_opens_the_matter_and_its_proofs(checked, small):
    one, _, evidence = checked
    for user in (small.b.secretary, small.b.leader, small.b.clerk):
        assert statuses(user, one, evidence) == [200] * 4
    stranger = factories.organ("县水利局党组", small.county)
    assert statuses(stranger.secretary, one, evidence) == [404] * 4


def test_it_does_not_open_what_it_is_not_named_for(checked, small):
    one, other, evidence = checked
    client = client_of(small.b.secretary)
    for address in (
        reverse("desk:assignment", args=[other.pk]),
        reverse("desk:item", args=[one.item_id]),
        reverse("items:list", args=[one.item.responsibility_list_id]),
        reverse("desk:comment", args=[one.pk]),
    ):
        assert client.get(address).status_code == 404, address
    page = text(client.get(reverse("desk:assignment", args=[one.pk])))
    assert "由贵单位核验" in page and page.count("核验单位") == 1
    for address in (reverse("desk:item", args=[one.item_id]), reverse("desk:comment", args=[one.pk])):
        assert address not in page
    assert (
        client_of(small.b.clerk).post(reverse("progress:void", args=[evidence.pk]), {"why": "误", "version": 1}).status_code == 403
    )


def test_its_own_day_says_that_something_waits_to_be_checked(checked, small):
    page = text(client_of(small.b.secretary).get("/today/"))
    assert "待本单位核验" in page and reverse("review:queue") in page
    assert "没有待办事项。" not in page and "没有本单位承办的待办事项。" in page
    assert "待本单位核验" not in text(client_of(small.a.secretary).get("/today/"))
    queue = text(client_of(small.b.secretary).get(reverse("review:queue")))
    assert checked[0].item.title in queue
