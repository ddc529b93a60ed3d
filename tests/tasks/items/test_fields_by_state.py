"""Which columns of an item may be written in which state of its list, and by whom (ASVS 8.2.3): tried with every column there is."""

import pytest
from django.db import models
from django.urls import reverse

from tasks.items.actions import propose
from tasks.items.models import Item
from tests import factories
from tests.tasks.conftest import NOW, ON
from tests.tasks.items.test_reshaping import FORM

pytestmark = [pytest.mark.django_db, pytest.mark.once]

# What the form of a draft writes; the rest is written by acts of its own (splitting, withdrawing, issuing), or never.
OF_THE_FORM = {
    "title", "requirement", "acceptance_criteria", "theme", "level", "weight", "due_on", "rhythm", "proof_needed", "target",
    "target_value", "target_measure", "leader_id", "checker_id", "mode", "words", "version",
}  # fmt: skip


def other_columns() -> dict[str, str]:
    """A value that would fit for each column that is not the form's, under both names that a field could have."""
    values = {models.DateField: "2027-01-05", models.IntegerField: "77", models.BooleanField: "on", models.ForeignKey: "1"}
    found = {}
    for field in Item._meta.concrete_fields:
        if field.attname not in OF_THE_FORM:
            fits = next((value for kind, value in values.items() if isinstance(field, kind)), "改写")
            found |= {field.name: fits, field.attname: fits}
    return found


def written(item: Item, act) -> set[str]:
    """The columns that are another after the act."""
    before = Item.objects.filter(pk=item.pk).values().get()
    act()
    after = Item.objects.filter(pk=item.pk).values().get()
    return {name for name in before if before[name] != after[name]}


def sent(client, item: Item, who) -> tuple[int, set[str]]:
    """(status, the columns that were written) when `who` sends a good form and every other column with it."""
    client.force_login(who)
    own = {"title": "换一个题目", "due_on": "2027-03-31", "version": item.version, "each": [item.item_units.first().unit_id]}
    answers: list[int] = []
    columns = written(
        item,
        lambda: answers.append(client.post(reverse("items:edit", args=[item.pk]), other_columns() | FORM | own).status_code),
    )
    return answers[0], columns


def test_a_field_is_written_only_in_the_states_and_by_the_roles_that_the_table_names(client, ready, small):
    item = ready.items.last()
    others = [small.supervisor, small.county_leader, small.a.secretary, small.a.leader, small.a.clerk]
    others += [small.system_admin, small.security_admin, small.audit_admin, factories.user()]
    assert [sent(client, item, who) for who in others] == [(403, set())] * len(others)
    status, columns = sent(client, item, small.admin)
    assert (status, columns - OF_THE_FORM, {"title", "due_on"} <= columns) == (302, set(), True)
    assert len(other_columns()) > 10
    # The control: a view that wrote one more column would be seen.
    assert written(item, lambda: Item.objects.filter(pk=item.pk).update(number=99)) - OF_THE_FORM == {"number"}


def test_what_lies_with_the_leader_nobody_writes_by_the_form(client, ready, small):
    propose(responsibility_list=ready, approver=small.county_leader, on=ON, now=NOW, by=small.admin)
    assert sent(client, ready.items.last(), small.admin)[1] == set()


def test_what_was_issued_nobody_writes_by_the_form(client, issued, small):
    assert sent(client, issued.items.last(), small.admin) == (404, set())
