"""The tree of units: paths, subtrees, moves, endings."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from accounts.access import posts_of
from accounts.conflict import Refused, Stale
from accounts.models import Entry, Unit, User
from accounts.roles import Permission, Role
from accounts.units.actions import amend_unit, create_unit, dissolve, move_unit
from accounts.units.models import reach_covers
from tests import factories

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 24)


def names(found) -> list[str]:
    """Names in the order of the tree."""
    return [unit.name for unit in found]


def test_a_subtree_of_more_than_nine_siblings_holds_each_and_none_of_the_neighbours():
    root = factories.unit("县委", kind="county_committee")
    siblings = [factories.unit(f"第{number}局党组", parent=root) for number in range(1, 13)]
    below = [factories.unit(f"{unit.name}支部", parent=unit) for unit in siblings]
    for unit, branch in zip(siblings, below, strict=True):
        assert names(Unit.objects.subtree(unit)) == [unit.name, branch.name]
    assert len(Unit.objects.subtree(root)) == 25
    assert names(Unit.objects.filter(parent=root)) == names(siblings)


def test_a_unit_moves_with_everything_below_it():
    root = factories.unit("县委", kind="county_committee")
    old, new = factories.unit("甲", parent=root), factories.unit("乙", parent=root)
    moved = factories.unit("丙", parent=old)
    factories.unit("丁", parent=moved)
    move_unit(unit=moved, parent=new, by=None)
    assert names(Unit.objects.subtree(old)) == ["甲"]
    assert names(Unit.objects.subtree(new)) == ["乙", "丙", "丁"]
    assert Unit.objects.get(name="丁").depth == 3


def test_what_is_asked_about_one_unit_at_hand_is_answered_as_the_database_would():
    small = factories.office()
    factories.post(Role.UNIT_SECRETARY, small.county, who=small.b.clerk)
    for role in Role:
        factories.post(role, factories.unit(parent=small.a.unit))
    units = list(Unit.objects.all())
    for person in User.objects.all():
        posts = posts_of(person)
        for permission in (None, *Permission):
            reached = set(Unit.objects.reached_by(posts, permission))
            assert {unit for unit in units if reach_covers(posts, unit, permission)} == reached


def test_a_place_that_became_free_is_not_mixed_up_with_its_former_holder():
    root = factories.unit("县委", kind="county_committee")
    first, second = factories.unit("甲", parent=root), factories.unit("乙", parent=root)
    move_unit(unit=second, parent=first, by=None)
    third = factories.unit("丙", parent=root)
    assert names(Unit.objects.subtree(third)) == ["丙"]
    assert names(Unit.objects.subtree(first)) == ["甲", "乙"]


def test_a_loop_is_refused_and_shown():
    top = factories.unit("甲")
    middle = factories.unit("乙", parent=top)
    bottom = factories.unit("丙", parent=middle)
    with pytest.raises(Refused) as told:
        move_unit(unit=top, parent=bottom, by=None)
    assert str(told.value) == "“甲”不能放在自己之下：甲 → 乙 → 丙 → 甲。请另选上级单位。"
    assert names(Unit.objects.subtree(top)) == ["甲", "乙", "丙"]


def test_the_database_itself_refuses_a_unit_that_is_its_own_parent():
    unit = factories.unit("甲")
    with pytest.raises(IntegrityError), transaction.atomic():
        Unit.objects.filter(pk=unit.pk).update(parent=unit)


def test_two_units_cannot_bear_one_name():
    factories.unit("县财政局党组")
    with pytest.raises(ValidationError, match="名称"):
        create_unit(name="县财政局党组", kind="party_group", by=None)


def test_the_second_of_two_editors_of_a_unit_is_told_and_shown_both_names():
    unit = factories.unit("县卫计局党组")
    amend_unit(unit=unit, version=1, values={"name": "县卫健局党组"}, by=None)
    with pytest.raises(Stale) as told:
        amend_unit(unit=unit, version=1, values={"name": "县卫生健康局党组"}, by=None)
    assert (told.value.mine, told.value.theirs) == ("县卫生健康局党组", "县卫健局党组")


def test_a_renamed_unit_keeps_its_former_name_in_the_trail():
    unit = factories.unit("县卫计局党组")
    amend_unit(unit=unit, version=1, values={"name": "县卫健局党组"}, by=None)
    entry = Entry.objects.latest("id")
    assert (entry.act, entry.before, entry.after) == ("修改单位", {"name": "县卫计局党组"}, {"name": "县卫健局党组"})


def test_saving_a_unit_unchanged_writes_nothing():
    unit = factories.unit("甲")
    rows = Entry.objects.count()
    amend_unit(unit=unit, version=1, values={"name": "甲", "kind": unit.kind}, by=None)
    assert (Entry.objects.count(), Unit.objects.get().version) == (rows, 1)


def test_dissolving_ends_the_posts_and_keeps_the_unit_in_history():
    unit = factories.unit("甲")
    post = factories.post(Role.UNIT_SECRETARY, unit)
    dissolve(unit=unit, on=TODAY, by=None)
    post.refresh_from_db()
    assert (post.valid_to, list(Unit.objects.current()), unit.dissolved_on) == (TODAY, [], TODAY)


def test_a_unit_with_units_below_it_is_not_dissolved():
    unit = factories.unit("甲")
    factories.unit("乙", parent=unit)
    with pytest.raises(Refused) as told:
        dissolve(unit=unit, on=TODAY, by=None)
    assert str(told.value) == "“甲”下还有“乙”。请先撤销下级单位，或把它们调整到别的上级单位。"


def test_nothing_is_set_up_below_a_dissolved_unit_and_nobody_appointed_in_it():
    unit = factories.unit("甲")
    dissolve(unit=unit, on=date(2026, 1, 31), by=None)
    with pytest.raises(Refused, match="“甲”已撤销，不能在其下增设单位。请另选上级单位。"):
        factories.unit("乙", parent=unit)
    with pytest.raises(Refused, match="“甲”已于2026年1月31日撤销，不能任职。请另选单位。"):
        factories.post(Role.UNIT_CLERK, unit, since=TODAY)
