"""The commissioning speech: its nineteen demands, word for word."""

import json
from pathlib import Path

from config.env import BASE_DIR
from speeches.reading import read

EXPECTED = json.loads((Path(__file__).parent / "seed.json").read_text(encoding="utf-8"))
SEED = BASE_DIR / "speeches" / "samples" / "00-seed-speech.txt"


def reading():
    return read(SEED.read_bytes().decode("utf-8"))


def test_sections_and_demands_of_the_seed_stand_where_a_person_found_them():
    found = reading()
    assert [[s.no, s.title] for s in found.sections] == EXPECTED["sections"]
    assert [[d.start, d.end, d.section, d.ordinal, d.title] for d in found.directives] == EXPECTED["directives"]


def test_the_seed_sets_no_time_and_names_no_unit():
    assert {(d.deadline, d.due_on, d.recurrence, d.lead_units) for d in reading().directives} == {(None, None, None, ())}


def test_the_seed_names_five_rules():
    assert [r for d in reading().directives for r in d.regulations] == [
        "中国共产党支部工作条例",
        "新形势下党内政治生活若干准则",
        "中国共产党党员教育管理工作条例",
        "党内监督条例",
        "中国共产党纪律处分条例",
    ]


def test_the_second_demand_of_part_five_carries_all_eight_tags():
    one = next(d for d in reading().directives if d.title == "落实“一岗双责”")
    assert one.four_manage == ("管思想", "管工作", "管作风", "管纪律")
    assert one.four_key == ("关键人", "关键处", "关键事", "关键时")
    assert "一岗双责" in one.duty


def test_the_third_demand_of_part_five_holds_the_three_systems_apart():
    found = reading()
    one = next(d for d in found.directives if d.title == "强化监督考核")
    parts = [SEED.read_bytes().decode("utf-8")[a:b] for a, b in one.demands]
    assert "健全考核结果通报制度、" in parts
    assert "问题整改落实制度、" in parts


def test_the_addressee_of_a_long_sentence_holds_for_all_its_demands():
    four = [d for d in reading().directives if d.section == "四"]
    assert [(d.actor, d.sources["actor"]) for d in four] == [("各级党组织和广大党员", "原文")] + [
        ("各级党组织和广大党员", "推定")
    ] * 4


def test_the_problems_of_the_opening_are_problems_and_what_follows_them_is_not() -> None:
    found, text = reading(), SEED.read_bytes().decode("utf-8")
    kinds = {text[p.start : p.end][:6]: p.kind for p in found.pieces}
    assert [kinds[words] for words in ("有的只靠平面", "二是与新形势", "三是个别单位")] == ["diagnosis"] * 3
    assert [kinds[words] for words in ("治国安邦，重", "管党兴党，重")] == ["background"] * 2
