"""The house's rules for Python: what may import what, and how a file looks. Pure: modules in, sentences out."""

import ast
from collections.abc import Iterator

from tests.house_source import File, Import

# Rooms from the ground up; a room may use the rooms on the lines before its own, never those beside or after it.
# accounts.access is the coat of every view: it knows rights and the trail, so the trail's own pages wear it too (COATS).
STOREYS = (
    ("config.env", "config.fitting", "config.locks", "config.logs", "config.plans", "config.policy"),
    ("config.keeping",),
    ("accounts.roles", "accounts.conflict"),
    ("accounts.holding",),
    ("accounts.trail",),
    ("accounts.access",),
    ("accounts.sheets", "accounts.erasing"),
    ("accounts.sessions", "accounts.guesses"),
    ("accounts.units",),
    ("accounts.users",),
    ("accounts.factors", "accounts.passwords"),
    ("config.entry",),
    ("accounts.letters",),
    ("accounts.acting", "accounts.identities"),
    ("accounts.tickets", "accounts.health"),
    ("accounts.files", "accounts.anchors"),
    ("accounts.backups",),
    ("accounts.importing", "accounts.rights", "accounts.feedback", "accounts.glass"),
    ("accounts.own",),
    ("accounts.founding",),
    ("accounts.demo",),
    ("accounts.tickets", "accounts.importing", "accounts.rights"),
    ("accounts",),
    ("config.navigation",),
    ("speeches.documents", "speeches.reading"),
    ("speeches",),
    ("tasks.days",),
    ("tasks.items",),
    ("tasks.duties", "tasks.progress"),
    ("tasks.errands",),
    ("tasks.review", "tasks.supervision"),
    ("tasks.supervision.acts",),
    ("tasks.supervision.orders",),
    ("tasks.supervision.mirror", "tasks.supervision.presence", "tasks.rectification"),
    ("tasks.ballots", "tasks.dual_responsibility"),
    ("tasks.duty_reports",),
    ("tasks.assessment", "tasks.bylink", "tasks.desk", "tasks.exchange", "tasks.wall"),
    ("tasks.bulletins",),
    ("tasks.results",),
    ("tasks.reports",),
    ("tasks",),
    ("config",),
)
COATS = {"accounts.access"}
# Inside a room the file's name is its floor; other names stand beside actions and queries, or on the ground when they are pure.
FLOORS = {"states": 0, "rules": 0, "scoring": 0, "models": 1, "jobs": 3, "views": 4, "urls": 5}
FLOOR_NAMES = ("pure files", "models", "actions, queries, forms", "jobs", "views", "urls")
PRIVATE = {"views", "forms", "jobs", "urls"}
VIEWS = 4
GENERIC = {"utils", "util", "helpers", "helper", "common", "services", "service", "managers", "misc", "shared"}
IMPURE = (
    "django.http",
    "django.shortcuts",
    "django.utils.timezone",
    "django.conf",
    "django.db.transaction",
    "time",
    "random",
    "os",
)
FORBIDDEN = {
    "django.utils.safestring.mark_safe": "text is escaped by the templates",
    "django.views.decorators.csrf.csrf_exempt": "every POST carries its token",
    "django.dispatch": "no signals: the action calls what follows",
    "django.db.models.signals": "no signals: the action calls what follows",
}
# The one POST that a mail program sends by itself (RFC 8058): its signed address is its token (docs/decisions/0056).
ALLOWED = {("accounts.letters.views.one_click", "django.views.decorators.csrf.csrf_exempt")}
LONGEST_FILE = 250


def room_of(name: str) -> tuple[str, int]:
    """The room that a module belongs to, and its storey."""
    homes = [(room, storey) for storey, rooms in enumerate(STOREYS) for room in rooms if within(name, room)]
    return max(homes, key=lambda home: len(home[0]))


def within(name: str, room: str) -> bool:
    """True for the room itself and all below it."""
    return name == room or name.startswith(f"{room}.")


def stem(name: str) -> str:
    """The part of a module's name that says its floor: the first one below the room."""
    room, _ = room_of(name)
    return name.removeprefix(room).strip(".").split(".")[0]


def floor(name: str, files: dict[str, File]) -> int:
    """The floor of a module in its room; an unnamed one is on the ground when it and all that it uses know no Django."""
    if stem(name) in FLOORS:
        return FLOORS[stem(name)]
    return 0 if is_pure(name, files, frozenset()) else 2


def is_pure(name: str, files: dict[str, File], seen: frozenset[str]) -> bool:
    """True when the module reaches no Django and no named floor above the ground."""
    if name in seen:
        return True
    for each in files[name].imports:
        if each.target.split(".")[0] in ("django", "celery") or FLOORS.get(stem(each.target) if each.target in files else "", 0):
            return False
        if each.target in files and not is_pure(each.target, files, seen | {name}):
            return False
    return True


def breaches(files: dict[str, File]) -> list[str]:
    """Everything that breaks a rule, as sentences."""
    found = []
    for file in files.values():
        for each in file.imports:
            found += [f"{file.name}:{each.line} {why}" for why in wrong(file, each, files)]
        found += spelling(file)
    found = list(dict.fromkeys(found))
    found += [f"circle: {' → '.join(circle)}" for circle in circles(files)]
    return found


def wrong(file: File, each: Import, files: dict[str, File]) -> Iterator[str]:
    """What is wrong with one import."""
    if each.nested:
        yield f"imports {each.target} inside a function or block"
    for name, reason in FORBIDDEN.items():
        if within(each.target, name) and (file.name, each.target) not in ALLOWED:
            yield f"imports {each.target}: {reason}"
    if FLOORS.get(stem(file.name)) == 0 and any(within(each.target, name) for name in IMPURE):
        yield f"is a pure file and imports {each.target}"
    if each.target in files:
        yield from climbing(file.name, each.target, files)


def climbing(name: str, target: str, files: dict[str, File]) -> Iterator[str]:
    """What is wrong with the direction of one import inside the tree."""
    (room, storey), (other, other_storey) = room_of(name), room_of(target)
    if room == other:
        if floor(target, files) > floor(name, files):
            yield f"({FLOOR_NAMES[floor(name, files)]}) imports {target} ({FLOOR_NAMES[floor(target, files)]}) from a floor above"
        return
    if is_root(name, target):
        return
    if other_storey >= storey and not (other in COATS and floor(name, files) >= VIEWS):
        yield f"imports {target}: {room} may not use {other}"
    if stem(target) in PRIVATE:
        yield f"imports {target}: views, forms, jobs and urls of another room stay its own"


def is_root(name: str, target: str) -> bool:
    """True for an app's own roof (register, urls, commands), which may use every room below it."""
    room, _ = room_of(name)
    return (
        room in ("accounts", "speeches", "tasks")
        and within(target, room)
        and stem(name) in ("models", "urls", "management", "apps")
    )


def circles(files: dict[str, File]) -> list[list[str]]:
    """Groups of modules that import one another in a ring (strongly connected components)."""
    graph = {name: {each.target for each in file.imports if each.target in files} - {name} for name, file in files.items()}
    reach = {name: reachable(name, graph) for name in graph}
    rings = {
        tuple(sorted({name} | {other for other in reach[name] if name in reach[other]})) for name in graph if name in reach[name]
    }
    return [list(ring) for ring in sorted(rings)]


def reachable(start: str, graph: dict[str, set[str]]) -> set[str]:
    """All modules that can be come to from `start`."""
    seen, todo = set(), list(graph[start])
    while todo:
        name = todo.pop()
        if name not in seen:
            seen.add(name)
            todo += graph[name]
    return seen


def spelling(file: File) -> Iterator[str]:
    """What is wrong inside one file: its name, its size, missing docstrings, a save() of its own."""
    if GENERIC & set(file.name.split(".")):
        yield f"{file.name} has a name that says nothing"
    if len(file.text.splitlines()) > LONGEST_FILE:
        yield f"{file.name} has more than {LONGEST_FILE} lines: some concept in it wants a name"
    if file.text.strip() and not ast.get_docstring(file.tree):
        yield f"{file.name} has no docstring"
    for node in file.tree.body:
        if is_public(node) and not ast.get_docstring(node):
            yield f"{file.name}:{node.lineno} {node.name} has no docstring"
        if isinstance(node, ast.ClassDef) and stem(file.name) == "models":
            yield from (
                f"{file.name}:{part.lineno} {node.name} overrides {part.name}(): actions write, models hold"
                for part in node.body
                if isinstance(part, ast.FunctionDef) and part.name in ("save", "delete")
            )


def is_public(node: ast.AST) -> bool:
    """True for a function or class that others may use."""
    return isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) and not node.name.startswith("_")
