"""Whatever stands in the cells of a file, reading and comparing it ends in rows, sentences, or one refusal; never in an error."""

import random

import pytest

from tasks.exchange import comparing, reading
from tasks.exchange.columns import known
from tasks.exchange.reading import FORMAT, PAGE, NotOurs, Said, mark
from tasks.exchange.states import Kind

pytestmark = pytest.mark.once
ODD = (
    None,
    "",
    True,
    0,
    -1,
    3.5,
    1e300,
    float("inf"),
    {"date": "2026-03-01"},
    "=1",
    "长" * 3000,
    "\u202e\u200b",
    "#REF!",
    "、，；",
    "50%",
    "٣",
    "1e3",
    "县财政局",
)


def answer(kind: str, targets: int) -> dict:
    """What the reader of workbooks says about an untouched sheet."""
    keys = list(known(kind))
    lines = [[1, [None, None, "标题"]], [3, [FORMAT, "t" * 32, *keys]], [4, ["标识", "校验", *keys]]]
    lines += [[5 + n, [str(n + 1), mark("secret", n + 1), *(f"{key}{n}" for key in keys)]] for n in range(targets)]
    return {"sheets": {PAGE: lines}, "formulas": [], "merged": {PAGE: []}}


def muddled(lot: random.Random, kind: str) -> dict:
    """The same after somebody's child played with it."""
    made = answer(kind, 4)
    for _ in range(lot.randint(1, 12)):
        line = lot.choice(made["sheets"][PAGE])[1]
        line[lot.randrange(len(line))] = lot.choice(ODD)
        if lot.random() < 0.1:
            del line[lot.randrange(1, len(line) + 1) :]
        if lot.random() < 0.05 and len(made["sheets"][PAGE]) > 2:
            del made["sheets"][PAGE][lot.randrange(len(made["sheets"][PAGE]))]
    made["merged"][PAGE] = lot.choice([[], ["A5:B6"], ["A1:XFD1048576"], ["Z"]])
    made["formulas"] = [[PAGE, lot.randint(1, 9), lot.randint(1, 20)]]
    return made


@pytest.mark.parametrize("kind", list(Kind))
def test_five_hundred_muddled_sheets_end_in_words(kind):
    ended = {"read": 0, "refused": 0}
    base = {key: "1" for key in known(kind)} | {
        "state": "办理中",
        "percent": "0",
        "mode": "各单位分别负责",
        "lead": "县财政局",
        "support": "",
    }
    for seed in range(500):
        lot = random.Random(seed)
        try:
            said = reading.read(muddled(lot, kind), "secret")
        except NotOurs as told:
            assert str(told).endswith("。")
            ended["refused"] += 1
            continue
        for target, cells in said.cells.items():
            comparing.row_key(1, target, base, cells)
            comparing.row(kind, base=base, now=base, raw=cells, units={"县财政局": "县财政局"})
        ended["read"] += 1
    assert ended["read"] + ended["refused"] == 500
    assert min(ended.values()) > 0


def test_an_untouched_answer_is_read_whole_and_a_copied_column_counts_once():
    made = answer(Kind.LEDGER, 2)
    made["sheets"][PAGE][1][1].append("percent")
    for line in made["sheets"][PAGE][3:]:
        line[1].append("99")
    said = reading.read(made, "secret")
    assert isinstance(said, Said)
    assert (said.faults, said.rows, {cells["percent"] for cells in said.cells.values()}) == (
        [],
        {1: 5, 2: 6},
        {"percent0", "percent1"},
    )
