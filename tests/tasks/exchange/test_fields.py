"""The newer fields of an item as columns: filled in offline where the office may, shown where it may not, and fitting each other."""

from datetime import date
from decimal import Decimal

import pytest

from tasks.exchange import fitting
from tasks.exchange.columns import ITEMS as COLUMNS
from tasks.exchange.columns import LEDGER as LEDGER_COLUMNS
from tasks.exchange.models import Layout
from tasks.exchange.states import Kind
from tasks.items import actions as items
from tasks.items.models import Assignment, Item
from tests.tasks.chain import Chain, at
from tests.tasks.exchange.sheets import DUE, ITEMS, LEDGER, TODAY, back, draft, edited, faults, out, take, told

pytestmark = pytest.mark.django_db
ALL = Layout(kind=Kind.ITEMS, name="全部列", columns=[[c.key, c.heading] for c in COLUMNS])
LEDGER_ALL = Layout(kind=Kind.LEDGER, name="全部列", columns=[[c.key, c.heading] for c in LEDGER_COLUMNS])


@pytest.fixture(autouse=True)
def files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def chain() -> Chain:
    return Chain()


@pytest.fixture
def listed(chain):
    return draft(chain, "改进文风")


def filled(chain, listed, cells: dict):
    """The sheet with all columns, filled in and handed in."""
    cells = {(1, heading): value for heading, value in cells.items()}
    return back(listed, edited(out(listed, chain.admin, ITEMS, layout=ALL)[1], cells), chain.admin)


def test_what_was_exported_comes_back_without_a_difference(chain, listed):
    item, checker = listed.items.get(), chain.unit("县教育局党委")
    values = {"checker": checker, "target_value": Decimal("12.50"), "target_measure": "次", "proof_needed": "会议纪要"}
    steps = [(date(2026, 3, 31), "完成方案"), (date(2026, 5, 1), "总结")]
    items.amend(item=item, version=item.version, values=values, milestones=steps, by=chain.admin)
    assert told(filled(chain, listed, {})) == []


def test_checker_figure_and_milestones_are_taken_by_the_items_own_action(chain, listed):
    checker = chain.unit("县教育局党委")
    cells = {"核验单位": checker.name, "目标值": 12.5, "计量单位": "次", "节点": "2026年5月1日 总结\n2026.3.31 完成方案"}
    reply = take(filled(chain, listed, cells))
    item = Item.objects.get()
    assert [d.outcome for d in reply.differences.all()] == ["taken"] * 4
    assert (item.checker, item.target_value, item.target_measure) == (checker, Decimal("12.5"), "次")
    assert [str(m) for m in item.milestones.all()] == ["2026-03-31 完成方案", "2026-05-01 总结"]
    assert {iu.checker for iu in item.item_units.all()} == {checker}
    take(filled(chain, listed, {"核验单位": None, "目标值": None, "计量单位": None, "节点": None}))
    item = Item.objects.get()
    assert (item.checker, item.target_value, item.target_measure, item.milestones.count()) == (None, None, "", 0)


WRONG = (
    ({"目标值": 3}, "第5行“计量单位”：目标值和计量单位须同时填写，或都不填"),
    ({"计量单位": "次"}, "第5行“目标值”：目标值和计量单位须同时填写，或都不填"),
    ({"节点": "2027-01-01 总结"}, "第5行“节点”：节点“总结”晚于完成时限，请改早，或推迟完成时限"),
)


@pytest.mark.parametrize(("cells", "wrong"), WRONG)
def test_what_does_not_fit_is_named_by_row_and_column(chain, listed, cells, wrong):
    assert wrong in faults(filled(chain, listed, cells))


def test_a_unit_does_not_check_itself_in_a_sheet_either(chain, listed):
    own = listed.items.get().item_units.get().unit
    assert faults(filled(chain, listed, {"核验单位": own.name})) == [
        f"第5行“核验单位”：“{own.name}”是该事项的责任单位，不能核验自己，请另填"
    ]


def test_half_of_a_pair_is_not_taken_alone(chain, listed):
    reply = filled(chain, listed, {"目标值": 12, "计量单位": "次"})
    reply.differences.filter(column="target_measure").update(accepted=False)
    take(reply)
    [cell] = reply.differences.filter(accepted=True)
    assert (cell.outcome, cell.told) == ("refused", "目标值和计量单位须同时填写，或都不填。")
    assert Item.objects.get().target_value is None


def test_a_ledger_shows_figure_measured_milestones_and_checker_and_takes_none_of_them(chain):
    unit, checker = chain.unit(), chain.unit("县教育局党委")
    listed = chain.issue({"units": [unit], "due_on": DUE, "title": "改进文风"})
    item = listed.items.get()
    Item.objects.filter(pk=item.pk).update(target_value=12, target_measure="次", checker=checker, proof_needed="会议纪要")
    for day, title in ((date(2026, 3, 31), "部署"), (date(2026, 5, 1), "总结")):
        item.milestones.create(on=day, title=title)
    one, secretary = chain.accept(Assignment.objects.get()), chain.secretaries[unit.pk]
    items.tick(milestone=item.milestones.first(), assignment=one, on=TODAY, now=at(TODAY), by=secretary)
    for value in (3, 5):
        items.measure(assignment=Assignment.objects.get(), value=Decimal(value), on=TODAY, now=at(TODAY), by=secretary)
    sheet, content = out(listed, secretary, LEDGER, layout=LEDGER_ALL)
    shown = sheet.rows.get().values
    assert {key: shown[key] for key in ("figure", "measured", "milestones", "checker", "proof_needed", "level")} == {
        "figure": "12次", "measured": "5次", "milestones": "2026-03-31 部署（已完成）\n2026-05-01 总结", "checker": "县教育局党委",
        "proof_needed": "会议纪要", "level": "集体责任",
    }  # fmt: skip
    reply = back(listed, edited(content, {(1, "实测值（自报）"): "99次"}), secretary)
    assert [(d.verdict, d.column) for d in reply.differences.all()] == [("notice", "")]


@pytest.mark.once
def test_only_groups_that_are_touched_are_looked_at():
    odd = {"target_value": "3", "target_measure": ""}
    assert (fitting.misfit(odd, {"title"}), fitting.misfit(odd, {"target_value"})) == ("", "目标值和计量单位须同时填写，或都不填")
