"""Values of directives that are cut, joined or marked by hand: nothing is invented."""

from datetime import date

from speeches import carving

WHOLE = {
    "title": "报送方案",
    "actor": "各单位",
    "deadline": "12月底前",
    "due_on": date(2026, 12, 31),
    "recurrence": "",
    "strength": "soft",
    "lead_units": ["县财政局"],
    "support_units": [],
    "regulations": ["党章"],
    "campaigns": [],
    "themes": ["组织建设"],
    "duty": [],
    "four_manage": [],
    "four_key": [],
    "sources": {
        "title": "原文",
        "actor": "原文",
        "deadline": "原文",
        "due_on": "推定",
        "lead_units": "原文",
        "regulations": "原文",
    },
}


def test_words_marked_by_hand_carry_no_deadline_unit_or_actor():
    values = carving.fresh("加强党员教育管理。")
    assert (values["actor"], values["deadline"], values["due_on"], values["lead_units"]) == ("", "", None, [])
    assert set(values["sources"].values()) <= {"推定", "词表", "原文"}


def test_read_values_go_with_their_words():
    tail = carving.part(WHOLE, "县财政局学习《党章》。", heads=False)
    assert (tail["lead_units"], tail["regulations"], tail["deadline"], tail["due_on"]) == (["县财政局"], ["党章"], "", None)
    assert (tail["actor"], tail["sources"]["actor"]) == ("各单位", "推定")


def test_a_deadline_from_the_heading_holds_for_both_parts():
    above = WHOLE | {"sources": WHOLE["sources"] | {"deadline": "推定"}}
    for heads in (True, False):
        assert carving.part(above, "加强管理。", heads=heads)["due_on"] == date(2026, 12, 31)


def test_joined_values_keep_both_deadlines_and_the_earlier_day():
    other = WHOLE | {"deadline": "年底前", "due_on": date(2026, 12, 1), "strength": "hard", "lead_units": ["县教育局"]}
    both = carving.joined(WHOLE, other)
    assert (both["deadline"], both["due_on"], both["strength"]) == ("12月底前；年底前", date(2026, 12, 1), "hard")
    assert both["lead_units"] == ["县财政局", "县教育局"]


def test_sentences_tile_their_span_and_keep_closing_quotes():
    text = "一要抓落实。他说：“要快！”各单位照办；\n散会"
    spans = carving.sentences(text, 0, len(text))
    assert [text[a:b] for a, b in spans] == ["一要抓落实。", "他说：“要快！”", "各单位照办；\n", "散会"]
    assert carving.sentences("没有句号", 1, 3) == [(1, 3)]


def test_demands_are_clipped_where_a_directive_is_cut():
    assert (carving.clipped([[0, 10], [10, 20]], 0, 6), carving.clipped([[0, 10], [10, 20]], 6, 20)) == (
        [[0, 6]],
        [[6, 10], [10, 20]],
    )
