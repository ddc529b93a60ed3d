"""Compare the lines of the sheets with what is known: new, changed, unchanged, or impossible. Pure."""

from collections.abc import Iterable

from rapidfuzz import process

from accounts.importing.rows import KINDS, Lines
from accounts.importing.shapes import Change, Fault, Known, PersonRow, Plan, Sheet, UnitRow, Verdict
from accounts.roles import ROLE_LABELS, Role
from accounts.units.states import UnitKind

KIND_LABELS = {value: label for label, value in KINDS.items()}


def plan(said: Lines, known: Known) -> Plan:
    """The whole preview. With a single fault nothing may be done."""
    planner = _Planner(said, known)
    changes = [*planner.units(), *planner.people()]
    faults = sorted([*said.faults, *planner.faults], key=lambda f: (f.sheet != Sheet.UNITS, f.row))
    return Plan(tuple(changes), tuple(faults))


class _Planner:
    """Holds what both sheets are checked against."""

    def __init__(self, said: Lines, known: Known) -> None:
        self.said, self.known, self.faults = said, known, []
        self.parents = {name: unit.parent for name, unit in known.units.items()}
        for line in said.units:
            self.parents[line.name] = line.parent or self.parents.get(line.name, "")
        self.names = {name for name in self.parents if not self._dissolved(name)} | said.named

    def fault(self, sheet: Sheet, row: int, column: str, text: str, value: str = "") -> None:
        self.faults.append(Fault(sheet, row, column, text, value))

    def _dissolved(self, name: str) -> bool:
        unit = self.known.units.get(name)
        return bool(unit and unit.dissolved)

    def units(self) -> Iterable[Change]:
        """Preview of 单位, after checking names, parents and loops."""
        self._twice(Sheet.UNITS, "名称", ((line.row, line.name) for line in self.said.units))
        for line in self.said.units:
            self._check_unit(line)
            yield self._unit_change(line)

    def _check_unit(self, line: UnitRow) -> None:
        if self._dissolved(line.name):
            self.fault(Sheet.UNITS, line.row, "名称", f"“{line.name}”已撤销，不能再导入。请改用新的名称", line.name)
        if line.parent:
            self._check_unit_name(Sheet.UNITS, line.row, "上级单位", line.parent)
            self._check_loop(line)
        elif line.name not in self.known.units and line.kind != UnitKind.COUNTY_COMMITTEE:
            self.fault(Sheet.UNITS, line.row, "上级单位", "请填写上级单位；只有县委可以不填")

    def _check_loop(self, line: UnitRow) -> None:
        chain, above = [line.name], self.parents[line.name]
        while above and above not in chain:
            chain.append(above)
            above = self.parents.get(above, "")
        if above == line.name:
            self.fault(
                Sheet.UNITS, line.row, "上级单位", f"上下级成了循环：{' → '.join([*chain, line.name])}。请改正其中一个上级单位"
            )

    def _unit_change(self, line: UnitRow) -> Change:
        old = self.known.units.get(line.name)
        if old is None:
            given = [("类别", KIND_LABELS.get(line.kind, line.kind)), ("上级单位", line.parent), ("简称", line.short_name)]
            return Change(Sheet.UNITS, line, line.name, Verdict.NEW, _given(given))
        pairs = [
            ("类别", KIND_LABELS.get(old.kind, old.kind), KIND_LABELS.get(line.kind, line.kind)),
            ("上级单位", old.parent, line.parent or old.parent),
            ("简称", old.short_name, line.short_name or old.short_name),
        ]
        return _compared(Sheet.UNITS, line, line.name, pairs)

    def people(self) -> Iterable[Change]:
        """Preview of 人员, after checking units, secretaries and contradictions between the lines of one person."""
        self._twice(
            Sheet.PEOPLE, "账号", ((p.row, f"{p.username}，{p.unit}，{ROLE_LABELS[Role(p.role)]}") for p in self.said.people)
        )
        self._check_secretaries()
        first: dict[str, PersonRow] = {}
        for line in self.said.people:
            self._check_person(line, first.setdefault(line.username, line))
            yield self._person_change(line, first[line.username])

    def _check_person(self, line: PersonRow, first: PersonRow) -> None:
        self._check_unit_name(Sheet.PEOPLE, line.row, "单位", line.unit)
        for name in line.units:
            self._check_unit_name(Sheet.PEOPLE, line.row, "分管单位", name)
        for column, mine, theirs in (
            ("姓名", line.name, first.name),
            ("电子邮箱", line.email, first.email),
            ("办公电话", line.phone, first.phone),
        ):
            if mine and theirs and mine != theirs:
                text = f"与第{first.row}行同一账号“{line.username}”的“{theirs}”不一致。请改为一致；若是两个人，请用不同的账号"
                self.fault(Sheet.PEOPLE, line.row, column, text, mine)
        post = self.known.posts.get((line.username, line.unit, line.role))
        if post and line.since and line.since != post.since:
            text = f"该岗位已于{post.since:%Y-%m-%d}任职，与填写的日期不一致。请改为该日期或留空"
            self.fault(Sheet.PEOPLE, line.row, "任职日期", text, line.since.isoformat())

    def _check_secretaries(self) -> None:
        """At most one 第一责任人 for a unit, counting those in office."""
        holders = {unit: (username, "") for username, unit, role in self.known.posts if role == Role.UNIT_SECRETARY}
        for line in self.said.people:
            if line.role != Role.UNIT_SECRETARY:
                continue
            username, where = holders.setdefault(line.unit, (line.username, f"第{line.row}行"))
            if username != line.username:
                who = where or "在任的" + self.known.people[username].name
                text = f"“{line.unit}”的书记（第一责任人）已有{who}，只能有一名。书记换人请先在人员页办理“交接”"
                self.fault(Sheet.PEOPLE, line.row, "角色", text, line.name)

    def _person_change(self, line: PersonRow, first: PersonRow) -> Change:
        label = f"{line.name}（{line.unit}，{ROLE_LABELS[Role(line.role)]}）"
        person = self.known.people.get(line.username)
        post = self.known.posts.get((line.username, line.unit, line.role))
        if person is None:
            note = "" if line is first else "同一账号的又一岗位"
            return Change(Sheet.PEOPLE, line, label, Verdict.NEW, _given([("说明", note), ("账号", line.username), *_post(line)]))
        pairs = [
            ("姓名", person.name, line.name),
            ("电子邮箱", person.email, line.email or person.email),
            ("办公电话", person.phone, line.phone or person.phone),
        ]
        if post is None:
            changed = _compared(Sheet.PEOPLE, line, label, pairs)
            return Change(
                Sheet.PEOPLE, line, label, Verdict.NEW, (*_given([("说明", "已有账号，新任此岗位"), *_post(line)]), *changed.values)
            )
        pairs += [
            ("职务", post.title, line.title or post.title),
            ("分管领域", *_lists(post.fields, line.fields)),
            ("分管单位", *_lists(post.units, line.units)),
        ]
        return _compared(Sheet.PEOPLE, line, label, pairs)

    def _check_unit_name(self, sheet: Sheet, row: int, column: str, name: str) -> None:
        if name in self.names:
            return
        if self._dissolved(name):
            self.fault(sheet, row, column, f"“{name}”已撤销，请改填现有单位", name)
            return
        meant = self._meant(name)
        asked = f"；是否为“{'”“'.join(meant)}”？请填写全称" if meant else ""
        self.fault(sheet, row, column, f"找不到“{name}”，请先在单位表中填写{asked}", name)

    def _meant(self, name: str) -> list[str]:
        """Units whose short name or nearly whose full name was written."""
        shorts = [n for n, unit in self.known.units.items() if unit.short_name == name and n in self.names]
        shorts += [line.name for line in self.said.units if line.short_name == name and line.name not in shorts]
        if shorts:
            return sorted(shorts)
        return [found for found, score, _ in process.extract(name, sorted(self.names), limit=2) if score >= 80]

    def _twice(self, sheet: Sheet, column: str, named: Iterable[tuple[int, str]]) -> None:
        seen: dict[str, int] = {}
        for row, name in named:
            if name in seen:
                self.fault(sheet, row, column, f"“{name}”与第{seen[name]}行重复，请删去一行", name)
            seen.setdefault(name, row)


def _compared(sheet: Sheet, line: UnitRow | PersonRow, label: str, pairs: Iterable[tuple[str, str, str]]) -> Change:
    values = tuple((name, before, after) for name, before, after in pairs if before != after)
    return Change(sheet, line, label, Verdict.CHANGED if values else Verdict.UNCHANGED, values)


def _lists(before: frozenset[str], after: tuple[str, ...]) -> tuple[str, str]:
    """Two sets of names as text; an empty cell leaves them as they are."""
    if not after or before == set(after):
        return "", ""
    return "、".join(sorted(before)), "、".join(after)


def _post(line: PersonRow) -> list[tuple[str, str]]:
    """What a new post brings with it."""
    since = line.since.isoformat() if line.since else "导入当日"
    charges = [("分管领域", "、".join(line.fields)), ("分管单位", "、".join(line.units))]
    return [("职务", line.title), ("任职日期", since), *charges]


def _given(pairs: Iterable[tuple[str, str]]) -> tuple[tuple[str, str, str], ...]:
    """What a new line says, without its empty cells."""
    return tuple((name, "", value) for name, value in pairs if value)
