"""One row three ways: as exported, as it is now, as the sheet says. Pure."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from speeches import documents
from tasks.exchange.columns import Column, known
from tasks.exchange.fitting import GROUPS, Group
from tasks.exchange.states import Kind, Verdict, compare
from tasks.exchange.values import Units, Wrong, plain, spelled
from tasks.items.states import State

Values = Mapping[str, str]


@dataclass(frozen=True)
class Found:
    """One cell that differs, or is wrong."""

    column: str
    verdict: Verdict
    base: str = ""
    now: str = ""
    said: str = ""
    told: str = ""


def row(kind: str, *, base: Values, now: Values, raw: Mapping[str, Any], units: Units) -> list[Found]:
    """What the sheet's row would change, and what is wrong with it."""
    columns = known(kind)
    open_cells = {key: columns[key] for key in raw if key in columns and columns[key].fill}
    said, found = {}, []
    for key, column in open_cells.items():
        try:
            said[key] = _unmarked(spelled(column, raw[key], units))
        except Wrong as wrong:
            if plain(raw[key]) != base.get(key, ""):
                found.append(Found(key, Verdict.FAULT, base.get(key, ""), now[key], plain(raw[key])[:2000], str(wrong)))
    found += _ledger(base, now, said) if kind == Kind.LEDGER else _item(base, now, said)
    return found + _locked(columns, base, raw)


def _unmarked(text: str) -> str:
    if documents.is_marked(text):
        raise Wrong("带有密级标志。严禁填报涉密内容，请按保密规定办理")
    return text


def _cells(base: Values, now: Values, said: Values) -> list[Found]:
    verdicts = {key: compare(base.get(key, ""), now[key], value) for key, value in said.items()}
    return [Found(key, verdict, base.get(key, ""), now[key], said[key]) for key, verdict in verdicts.items() if verdict]


def _item(base: Values, now: Values, said: Values) -> list[Found]:
    """Cells by themselves, then those that must fit each other."""
    found = _cells(base, now, said)
    for group in GROUPS:
        if {one.column for one in found} & set(group.columns):
            key, wrong = group.misfit({**now, **{one.column: one.said for one in found}})
            found = _refused(found, group, key, wrong, base, now, said) if wrong else found
    return found


def _refused(found: list[Found], group: Group, key: str, wrong: str, base: Values, now: Values, said: Values) -> list[Found]:
    """The cells of a group that does not fit: all of them wait until it does."""
    if key not in {one.column for one in found}:
        found = [*found, Found(key, Verdict.FAULT, base.get(key, ""), now[key], said.get(key, now[key]), wrong)]
    return [
        Found(one.column, Verdict.FAULT, one.base, one.now, one.said, wrong if one.column == key else group.with_others)
        if one.column in group.columns and not one.told
        else one
        for one in found
    ]


def _ledger(base: Values, now: Values, said: Values) -> list[Found]:
    """Text and percentage are one report; a newer report in the system makes a conflict."""
    text, percent = said.get("text", ""), said.get("percent") or base.get("percent", "")
    found = [one for one in _cells(base, now, {"text": text, "percent": percent}) if one.said or one.column == "percent"]
    if found and now["state"] != State.ACTIVE.label:
        how = "请先签收" if now["state"] == State.PENDING.label else "不能再报"
        return [Found(one.column, Verdict.FAULT, one.base, one.now, one.said, f"现为{now['state']}，{how}") for one in found]
    columns = {one.column for one in found}
    if columns == {"percent"} and not text:
        one = found[0]
        return [Found("percent", Verdict.FAULT, one.base, one.now, one.said, "改了进度，请同时用一两句话填写“本次进展”")]
    if "text" in columns and "percent" in said and percent.isdigit() and int(percent) < int(now["percent"]):
        low = f"比系统现有的 {now['percent']}% 低；确需调低，请在“本次进展”中说明原因并勾选"
        found = [Found(one.column, Verdict.CONFLICT, one.base, one.now, one.said, low) for one in found]
    return found


def _locked(columns: Mapping[str, Column], base: Values, raw: Mapping[str, Any]) -> list[Found]:
    """Words in locked cells that differ: told once for the row, never taken."""
    touched = [c for key, c in columns.items() if key in raw and not c.fill and plain(raw[key]) != base.get(key, "")]
    if not touched:
        return []
    words = "、".join(column.heading for column in touched)
    return [Found("", Verdict.NOTICE, told=f"改动了已锁定的单元格（{words}），没有采纳。需要修改的，请在系统中办理")]


def report_key(sheet: int, target: int, text: str, percent: str) -> str:
    """The key of the progress entry that a row makes: the same row again is the same entry."""
    return f"sheet-{sheet}-{hashlib.sha256(f'{target}|{percent}|{text}'.encode()).hexdigest()[:20]}"


def row_key(sheet: int, target: int, base: Values, raw: Mapping[str, Any]) -> str:
    """The same for a row of a sheet as it was read."""
    return report_key(sheet, target, plain(raw.get("text")), plain(raw.get("percent")) or base.get("percent", ""))


def filled(kind: str, base: Values, raw: Mapping[str, Any]) -> bool:
    """True when a row says something in a cell that may be filled in."""
    return any(c.fill and key in raw and plain(raw[key]) != base.get(key, "") for key, c in known(kind).items())


def label(kind: str, base: Values) -> str:
    """How a row is called on the page."""
    text = f"{base['unit']}：{base['title']}" if kind == Kind.LEDGER else f"第{base['number']}项　{base['title']}"
    return text[:120]
