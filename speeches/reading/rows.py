"""Task tables in plain text: a header of known column words, then rows, as tabbed lines or one cell per line."""

import re
from dataclasses import dataclass

from speeches.reading.deadlines import is_time
from speeches.reading.lines import Line

COLUMNS = {
    "no": "序号|编号",
    "project": "项目|类别|事项类别|工作类别|板块|领域|工作项目|任务类别|一级指标",
    "task": "任务|主要任务|重点任务|工作任务|工作内容|具体任务|具体内容|任务内容|工作措施|具体措施|整改措施|主要内容|工作事项|重点工作|事项|任务事项|工作要求|任务分解|目标任务|工作举措|主要举措|内容",
    "goal": "工作目标|目标要求|预期目标|目标|预期成效|成果形式|问题表现|存在问题|问题",
    "lead": "牵头单位|牵头部门|责任单位|责任部门|主责单位|主办单位|承办单位|牵头科室|责任科室|负责单位|负责部门|责任主体|牵头单位（部门）",
    "support": "配合单位|配合部门|协办单位|参与单位|协同单位|配合科室|参加单位",
    "person": "责任人|责任领导|牵头领导|分管领导|负责人|牵头县领导|联系人",
    "time": "完成时限|完成时间|时限要求|时限|时间节点|时间要求|整改时限|办结时限|时间安排|时间|完成期限",
    "note": "备注|说明|进展情况|进度",
}
ROLE = {word: role for role, names in COLUMNS.items() for word in names.split("|")}
LIKE = (
    ("goal", re.compile(".*(?:问题|目标|成效)")), ("task", re.compile(".*(?:措施|任务|举措)")), ("time", re.compile(".*(?:时限|期限)")),
    ("lead", re.compile("(?:责任|牵头|主管|实施)(?:单位|部门|科室|处室|主体)")), ("person", re.compile("(?:责任|包保|分管|牵头).{0,2}(?:领导|人)")),
)  # fmt: skip
TAB = re.compile(r"\t")
SEPARATOR = re.compile(r"[ ]*[|｜][ ]*|[ \u3000]{2,}")
HEADING = re.compile("[一二三四五六七八九十]{1,3}、[^。；！？]{2,30}$|（[一二三四五六七八九十]{1,3}）[^。；！？]{2,30}$")
TABLE_END = re.compile("附件|注：|说明：|备注：|抄送|联系人")


@dataclass(frozen=True)
class Row:
    """One task of a table: the cell with the task as a span in the text, and what the other cells say."""

    start: int
    end: int
    no: str = ""
    project: str = ""
    lead: str = ""
    support: str = ""
    time: str = ""


@dataclass(frozen=True)
class Cell:
    """One cell: its place in the text and its words."""

    start: int
    end: int
    text: str


def find(text: str, lines: list[Line]) -> tuple[list[Row], set[int]]:
    """All rows of all tables, and the numbers of the lines that belong to a table."""
    rows: list[Row] = []
    used: set[int] = set()
    number = 0
    while number < len(lines):
        columns = _tabbed_header(text, lines[number])
        if columns:
            number = _tabbed_rows(text, lines, number, columns, rows, used)
            continue
        number += 1
    _stacked(text, lines, rows, used)
    return rows, used


def _stacked(text: str, lines: list[Line], rows: list[Row], used: set[int]) -> None:
    """Tables with one cell a line; blank lines between the cells do not matter."""
    filled = [n for n, line in enumerate(lines) if not line.blank and n not in used]
    dense = [lines[n] for n in filled]
    taken: set[int] = set()
    number = 0
    while number < len(dense):
        size = _stacked_header(text, dense, number)
        number = _stacked_rows(text, dense, number, size, rows, taken) if size else number + 1
    used.update(filled[n] for n in taken)


def _role(cell: str) -> str | None:
    name = re.sub(r"\s", "", cell)
    return ROLE.get(name) or next((role for role, like in LIKE if len(name) <= 8 and like.fullmatch(name)), None)


def _columns(names: list[str]) -> list[str]:
    """The role of each column; where two hold tasks (重点任务, 具体措施), the one that says how is the task."""
    roles = [_role(name) or "" for name in names]
    tasks = [n for n, role in enumerate(roles) if role == "task"]
    if len(tasks) > 1:
        chosen = next((n for n in tasks if re.search("措施|举措|内容|具体", names[n])), tasks[0])
        roles = ["project" if n in tasks and n < chosen else role for n, role in enumerate(roles)]
    return roles


def _cells(text: str, line: Line) -> list[Cell]:
    begin, stop = line.start - line.indent, line.end
    while stop < len(text) and text[stop] in " \t|｜":
        stop += 1
    tabbed = "\t" in text[begin:stop]
    found, position = [], begin
    for gap in (TAB if tabbed else SEPARATOR).finditer(text, begin, stop):
        found.append(_cell(text, position, gap.start()))
        position = gap.end()
    found.append(_cell(text, position, stop))
    if found and not found[0].text and text[line.start] in "|｜":
        found = found[1:]
    if found and not found[-1].text and text[line.end - 1] in "|｜":
        found = found[:-1]
    return found


def _cell(text: str, start: int, end: int) -> Cell:
    body = text[start:end]
    left = start + len(body) - len(body.lstrip())
    return Cell(left, left + len(body.strip()), body.strip())


def _tabbed_header(text: str, line: Line) -> list[str]:
    if line.blank or line.end - line.start > 120:
        return []
    roles = _columns([c.text for c in _cells(text, line)])
    return roles if sum(map(bool, roles)) >= 3 and ("task" in roles or "project" in roles) else []


def _tabbed_rows(text: str, lines: list[Line], number: int, columns: list[str], rows: list[Row], used: set[int]) -> int:
    used.add(number)
    number += 1
    if number < len(lines) and re.fullmatch(r"[\s|｜:\-]+", text[lines[number].start : lines[number].end] or "x"):
        used.add(number)
        number += 1
    project = ""
    while number < len(lines):
        if lines[number].blank and number + 1 < len(lines) and not lines[number + 1].blank:
            number += 1
        cells = [] if lines[number].blank else _cells(text, lines[number])
        if len(cells) < 2 or len(cells) > len(columns):
            break
        cells = [Cell(0, 0, "")] * (len(columns) - len(cells)) + cells
        row, project = _row(columns, cells, project)
        if row:
            rows.append(row)
        used.add(number)
        number += 1
    return number


def _stacked_header(text: str, lines: list[Line], number: int) -> int:
    """How many lines from here on are the names of columns (one may be unknown to us), 0 when this is no header."""
    known = size = 0
    for offset, line in enumerate(lines[number : number + 12]):
        if _role(text[line.start : line.end]):
            known, size = known + 1, offset + 1
        elif offset == 0 or offset - size > 0 or line.end - line.start > 8:
            break
    return size if known >= 3 else 0


def _stacked_rows(text: str, lines: list[Line], number: int, size: int, rows: list[Row], used: set[int]) -> int:
    columns = _columns([text[ln.start : ln.end] for ln in lines[number : number + size]])
    used.update(range(number, number + size))
    number += size
    project = ""
    while number < len(lines):
        if _between_rows(text, lines, number, columns):
            number += 1
            continue
        taken, length = _take(text, lines, number, columns)
        if not taken:
            break
        row, project = _row(*taken, project)
        if row:
            rows.append(row)
        used.update(range(number, number + length))
        number += length
    return number


def _between_rows(text: str, lines: list[Line], number: int, columns: list[str]) -> bool:
    """A heading inside the table (一、办学条件) that numbered rows follow; it stays a heading."""
    heading = HEADING.match(text[lines[number].start : lines[number].end])
    if not heading or "no" not in columns or number + 1 >= len(lines):
        return False
    return bool(_take(text, lines, number + 1, columns)[0]) and _fits("no", text[lines[number + 1].start : lines[number + 1].end])


def _take(text: str, lines: list[Line], number: int, columns: list[str]) -> tuple[tuple[list[str], list[Cell]] | None, int]:
    """The next row: all columns, or without those that are merged or empty; a task may fill several lines."""
    shapes = [columns]
    for gone in (("project",), ("note",), ("no", "project"), ("support",), ("project", "note"), ("no",)):
        kept = [c for c in columns if c not in gone]
        if len(kept) < len(columns) and len(kept) >= 2 and kept not in shapes:
            shapes.append(kept)
    for extra in range(5):
        for shape in shapes:
            cells = _shape(text, lines, number, shape, extra)
            if cells and all(_fits(role, cell.text) for role, cell in zip(shape, cells, strict=True)):
                return (shape, cells), len(shape) + extra
    return None, 0


def _shape(text: str, lines: list[Line], begin: int, shape: list[str], extra: int) -> list[Cell] | None:
    if begin + len(shape) + extra > len(lines) or (extra and "task" not in shape):
        return None
    cells, at = [], begin
    longest = shape.index("task") if extra else -1
    for number in range(len(shape)):
        last = at + (extra if number == longest else 0)
        cells.append(Cell(lines[at].start, lines[last].end, text[lines[at].start : lines[last].end]))
        at = last + 1
    return cells


def _fits(role: str, cell: str) -> bool:
    if role == "no":
        return bool(re.fullmatch(r"[（(]?[\d一二三四五六七八九十]{1,3}[)）.、]?", cell))
    if role == "time":
        return is_time(cell)
    if role in ("lead", "support", "person"):
        return len(cell) <= 80 and not re.search("[。！？]", cell) and not is_time(cell)
    if role == "task":
        return len(cell) >= 4 and not is_time(cell) and not TABLE_END.match(cell)
    return not re.search("[。！？]$", cell) and len(cell) <= 60 or role in ("goal", "note")


def _row(columns: list[str], cells: list[Cell], project: str) -> tuple[Row | None, str]:
    by_role: dict[str, Cell] = {}
    for role, cell in zip(columns, cells, strict=True):
        if role and role not in by_role and cell.text:
            by_role[role] = cell
    text = {role: cell.text for role, cell in by_role.items()}
    text["lead"] = "、".join(cell.text for role, cell in zip(columns, cells, strict=True) if role == "lead" and cell.text)
    project = text.get("project", project)
    task = by_role.get("task") or by_role.get("goal") or (by_role.get("project") if "task" not in columns else None)
    if not task or task.end <= task.start or _role(task.text):
        return None, project
    return Row(
        task.start, task.end, text.get("no", ""), project, text.get("lead", ""), text.get("support", ""), text.get("time", "")
    ), project
