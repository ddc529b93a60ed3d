"""Cells of a row that must fit each other: units with the way of answering, who checks, a figure with its measure, dates in order. Pure."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from tasks.exchange.values import names
from tasks.items.states import Mode

Values = Mapping[str, str]
Misfit = tuple[str, str]
FITS: Misfit = ("", "")


@dataclass(frozen=True)
class Group:
    """Columns that are looked at together. `misfit` names the column that is wrong, and why; `with_others` is told beside the rest."""

    columns: tuple[str, ...]
    misfit: Callable[[Values], Misfit]
    with_others: str


def units(values: Values) -> Misfit:
    """One lead in a joint matter, no support where each answers for itself, no unit twice, and nobody checks itself."""
    mode, lead, support = values.get("mode"), names(values.get("lead", "")), names(values.get("support", ""))
    if mode == Mode.JOINT.label and len(lead) != 1:
        return "lead", "牵头与协办的事项须有且只有一个牵头单位，请只填一个"
    if mode == Mode.EACH.label and support:
        return "support", "各单位分别负责的事项没有协办单位，请清空，或把“负责方式”改为牵头与协办"
    if set(lead) & set(support):
        return "support", f"“{'、'.join(sorted(set(lead) & set(support)))}”已是牵头单位，不能同时协办"
    checker = values.get("checker", "")
    if checker and checker in (*lead, *support):
        return "checker", f"“{checker}”是该事项的责任单位，不能核验自己，请另填"
    return FITS


def figure(values: Values) -> Misfit:
    """A target figure and its measure stand together, or neither."""
    value, measure = values.get("target_value", ""), values.get("target_measure", "")
    if bool(value) == bool(measure):
        return FITS
    return ("target_measure" if value else "target_value"), "目标值和计量单位须同时填写，或都不填"


def dates(values: Values) -> Misfit:
    """No milestone after the due date."""
    due, steps = values.get("due_on", ""), values.get("milestones", "").splitlines()
    late = next((step for step in steps if due and step[:10] > due), "")
    return ("milestones", f"节点“{late[11:]}”晚于完成时限，请改早，或推迟完成时限") if late else FITS


GROUPS = (
    Group(("mode", "lead", "support", "checker"), units, "与责任单位一并改正"),
    Group(("target_value", "target_measure"), figure, "与目标值一并改正"),
    Group(("due_on", "milestones"), dates, "与节点一并改正"),
)


def misfit(values: Values, touched: set[str]) -> str:
    """The first thing that does not fit in a group of which a column is touched; empty when all fits."""
    told = (group.misfit(values)[1] for group in GROUPS if touched & set(group.columns))
    return next((wrong for wrong in told if wrong), "")
