"""From confirmed directives to a draft."""

import pytest

from accounts.conflict import Refused, Stale
from accounts.models import Entry
from speeches.states import SpeechState
from tasks.items.actions import amend, draft_from_speech, draw_up, remove, settle, split
from tasks.items.models import Item
from tasks.items.states import Mode, Part, Source
from tests.tasks.conftest import ON, TEXT


@pytest.fixture
def draft(speech, small):
    """The draft of the decided speech."""
    return draft_from_speech(speech=speech, year=2026, title="2026年度党建工作责任清单", by=small.admin)


def test_each_confirmed_directive_becomes_one_item_with_its_words(draft):
    assert [(i.number, i.title, i.requirement, i.source) for i in draft.items.all()] == [
        (1, "改进文风会风", TEXT[: TEXT.index("二要")], Source.DIRECTIVE),
        (2, "抓党课", TEXT[TEXT.index("二要") :], Source.DIRECTIVE),
    ]


def test_the_units_are_those_that_the_glossary_gives_for_the_actor(draft, small):
    first, second = draft.items.all()
    assert {small.a.unit, small.b.unit} <= {iu.unit for iu in first.item_units.all()}
    assert {iu.part for iu in first.item_units.all()} == {Part.EACH}
    assert list(second.item_units.all()) == []


def test_a_speech_with_an_undecided_piece_cannot_be_drafted_from(speech, small):
    speech.state = SpeechState.READ
    with pytest.raises(Refused):
        draft_from_speech(speech=speech, year=2026, title="清单", by=small.admin)


def test_one_directive_may_give_several_items_each_with_its_own_words_marked(draft, small):
    item = draft.items.first()
    demands = item.directive.demands
    made = split(item=item, groups=[demands[:1], demands[1:]], by=small.admin)
    assert [i.spans for i in made] == [demands[:1], demands[1:]]
    assert [i.requirement for i in made] == ["各单位要改进文风会风，", "减少文件，精简会议。"]
    assert [(i.number, i.title) for i in draft.items.all()] == [(1, "各单位要改进文风会风"), (2, "减少文件"), (3, "抓党课")]
    assert {iu.unit for iu in made[0].item_units.all()} == {iu.unit for iu in made[1].item_units.all()}


def test_splitting_into_one_group_is_refused(draft, small):
    item = draft.items.first()
    with pytest.raises(Refused):
        split(item=item, groups=[item.directive.demands], by=small.admin)


def test_of_two_editors_the_slower_one_is_told_and_sees_both_texts(draft, small):
    item = draft.items.first()
    amend(item=Item.objects.get(pk=item.pk), version=1, values={"requirement": "甲的改法"}, by=small.admin)
    with pytest.raises(Stale) as lost:
        amend(item=Item.objects.get(pk=item.pk), version=1, values={"requirement": "乙的改法"}, by=small.second_admin)
    assert (lost.value.mine, lost.value.theirs) == ("乙的改法", "甲的改法")
    assert Item.objects.get(pk=item.pk).requirement == "甲的改法"


def test_the_trail_of_a_change_names_only_what_changed(draft, small):
    item = draft.items.last()
    amend(item=item, version=1, values={"target": "每年一次"}, by=small.admin)
    entry = Entry.objects.filter(act="修改事项").get()
    assert (entry.before, entry.after) == ({"target": ""}, {"target": "每年一次"})


def test_a_joint_item_needs_exactly_one_lead(draft, small):
    item = draft.items.last()
    with pytest.raises(Refused):
        amend(item=item, version=1, values={"mode": Mode.JOINT}, parts={small.a.unit: Part.SUPPORT}, by=small.admin)
    parts = {small.a.unit: Part.LEAD, small.b.unit: Part.SUPPORT}
    amend(item=Item.objects.get(pk=item.pk), version=1, values={"mode": Mode.JOINT}, parts=parts, by=small.admin)
    assert {iu.unit: iu.part for iu in item.item_units.all()} == parts


def test_removing_an_item_moves_the_others_up(draft, small):
    remove(item=draft.items.first(), by=small.admin)
    assert [(i.number, i.title) for i in draft.items.all()] == [(1, "抓党课")]


def test_settling_fills_only_what_is_empty(draft, small):
    draw_up(
        responsibility_list=draft, values={"title": "自拟", "requirement": "自拟", "acceptance_criteria": "已有"}, by=small.admin
    )
    assert settle(responsibility_list=draft, due_on=ON, acceptance_criteria="对照原文", by=small.admin) == 3
    assert [(i.due_on, i.acceptance_criteria) for i in draft.items.all()] == [
        (ON, "对照原文"), (ON, "对照原文"), (ON, "已有"),
    ]  # fmt: skip


def test_settling_gives_units_only_to_items_that_have_none(draft, small):
    assert settle(responsibility_list=draft, units=[small.a.unit], by=small.admin) == 1
    second = draft.items.get(number=2)
    assert [(iu.unit, iu.part) for iu in second.item_units.all()] == [(small.a.unit, Part.EACH)]
