"""A source tree as data: modules and what they import. Pure."""

import ast
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path


@dataclass(frozen=True)
class Import:
    """One imported name: dotted path, line, and whether it stands anywhere but at the top of the file."""

    target: str
    line: int
    nested: bool


@dataclass
class File:
    """One module: its dotted name, its syntax tree, and what it imports."""

    name: str
    text: str
    is_package: bool = False
    imports: list[Import] = field(default_factory=list)

    @cached_property
    def tree(self) -> ast.Module:
        """The parsed source."""
        return ast.parse(self.text)


def read(root: Path, packages: Iterable[str]) -> dict[str, File]:
    """All modules of the packages below `root`, migrations left out."""
    files = {}
    for package in packages:
        for path in sorted((root / package).rglob("*.py")):
            parts = path.relative_to(root).with_suffix("").parts
            if "migrations" in parts:
                continue
            is_package = parts[-1] == "__init__"
            name = ".".join(parts[:-1] if is_package else parts)
            files[name] = File(name, path.read_text(encoding="utf-8"), is_package)
    for file in files.values():
        file.imports = list(imports_of(file, files))
    return files


def imports_of(file: File, files: dict[str, File]) -> Iterator[Import]:
    """What the file imports, each as the most exact module of the tree (or the full dotted name outside of it)."""
    for node, nested in statements(file.tree):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        else:
            base = absolute(node, file)
            names = [f"{base}.{alias.name}" for alias in node.names]
        for name in names:
            inside = name if name in files else name.rpartition(".")[0]
            yield Import(inside if inside in files else name, node.lineno, nested)


def statements(tree: ast.Module) -> Iterator[tuple[ast.Import | ast.ImportFrom, bool]]:
    """Every import statement and whether it is nested; what only type checkers read is left out."""

    def walk(node: ast.AST, nested: bool) -> Iterator[tuple[ast.Import | ast.ImportFrom, bool]]:
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.Import | ast.ImportFrom):
                yield child, nested
            elif not (isinstance(child, ast.If) and "TYPE_CHECKING" in ast.dump(child.test)):
                yield from walk(child, True)

    yield from walk(tree, False)


def absolute(node: ast.ImportFrom, file: File) -> str:
    """The module that a `from … import` names, relative ones resolved."""
    if not node.level:
        return node.module or ""
    parts = file.name.split(".")
    kept = parts[: len(parts) - node.level + file.is_package]
    return ".".join([*kept, *([node.module] if node.module else [])])
