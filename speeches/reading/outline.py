"""The tree of numbered points: which point stands below which, and how far each reaches."""

import re
from dataclasses import dataclass, field

from speeches.reading.marks import Mark

RANK = {"part": 0, "article": 1, "cn": 1, "cnp": 2, "num": 3, "numq": 4, "ring": 5}
# 下面我讲五点意见: what is numbered after these words is numbered from the top.
ANNOUNCES = re.compile(
    "(?:下面|现在|借此机会|在此|这里)[^。\n]{0,30}?(?:讲|谈|说|提|强调)[^。\n]{0,6}[一二三四五六七八九十几\\d]{1,2}(?:点|个方面|个问题|方面|条|项)"
)


@dataclass(eq=False)
class Node:
    """A numbered point (or the whole text, when it has no mark)."""

    mark: Mark | None
    start: int
    body: int
    end: int
    depth: int
    parent: "Node | None" = None
    children: list["Node"] = field(default_factory=list)
    series: int = 0
    title: tuple[int, int] | None = None
    is_section: bool = False

    @property
    def top(self) -> "Node":
        """The level-1 ancestor."""
        node = self
        while node.depth > 1 and node.parent:
            node = node.parent
        return node


def build(chars: str, marks: list[Mark], start: int, end: int) -> Node:
    """The tree of the marks between two places (one speaker's text)."""
    root = Node(None, start, start, end, 0)
    stack = [root]
    seen: set[str] = set()
    series = 0
    for mark in marks:
        if not start <= mark.start < end:
            continue
        stack = _place(chars, stack, mark, seen)
        siblings = stack[-1].children
        new = mark.value == 1 or not siblings or siblings[-1].mark.family != mark.family
        series += new
        node = Node(mark, mark.start, mark.body, end, len(stack), stack[-1], series=series)
        stack[-1].children.append(node)
        stack.append(node)
        seen.add(mark.family)
    _close(root)
    return root


def _place(chars: str, stack: list[Node], mark: Mark, seen: set[str]) -> list[Node]:
    """The stack below which the mark hangs."""
    for depth in range(len(stack) - 1, 0, -1):
        node = stack[depth]
        if node.mark and node.mark.family == mark.family and _continues(node, mark):
            return stack[:depth]
    if mark.value == 1 and ANNOUNCES.search(chars, stack[-1].body, mark.start):
        return stack[:1]
    if mark.value == 1 or mark.family in seen:
        while len(stack) > 1 and _leaves(chars, stack[-1], mark):
            stack = stack[:-1]
        return stack
    return stack[:1]


def _continues(node: Node, mark: Mark) -> bool:
    same = not mark.verb or node.mark.verb == mark.verb
    if mark.value == 1:
        return same
    return same or node.mark.value == mark.value - 1


def _leaves(chars: str, node: Node, mark: Mark) -> bool:
    """Does a new series end the point that stands open?"""
    other = node.mark
    new_paragraph = "\n" in chars[other.body : mark.start]
    if mark.family in RANK and other.family in RANK:
        return RANK[other.family] >= RANK[mark.family]
    if other.spoken:
        return _leaves_spoken(chars, mark, new_paragraph)
    if other.family == "nth":
        return mark.family in ("part", "article", "cn") or (mark.family == "cnp" and new_paragraph)
    return mark.family == "nth" and other.family in ("numq", "ring")


def _leaves_spoken(chars: str, mark: Mark, new_paragraph: bool) -> bool:
    if mark.family in ("part", "article", "cn", "cnp", "nth") or new_paragraph:
        return True
    return mark.family in RANK and mark.family != "ring" and chars[mark.start - 1] != "："


def _close(node: Node) -> None:
    for child, following in zip(node.children, node.children[1:], strict=False):
        child.end = following.start
    if node.children:
        node.children[-1].end = node.end
    for child in node.children:
        _close(child)
