"""Which addresses answer htmx otherwise than a plain request: read from the code of their views, so that none can be forgotten."""

import inspect
from collections.abc import Callable, Iterator
from types import CodeType, FunctionType, ModuleType

from django.urls import URLPattern, URLResolver, get_resolver

OURS = ("accounts", "config", "speeches", "tasks", "tests")


def in_parts(resolver: URLResolver | None = None, namespace: str = "") -> Iterator[str]:
    """The full name of each address whose view, or what it calls, asks `request.htmx`."""
    for pattern in (resolver or get_resolver()).url_patterns:
        if isinstance(pattern, URLResolver):
            yield from in_parts(pattern, f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace)
        elif isinstance(pattern, URLPattern) and asks(inspect.unwrap(pattern.callback)):
            yield f"{namespace}{pattern.name}"


def asks(view: Callable, seen: set[object] | None = None) -> bool:
    """True when the function, one that it names, or the coat around it, looks at `request.htmx`."""
    seen = set() if seen is None else seen
    if not isinstance(view, FunctionType) or view in seen or view.__module__.split(".")[0] not in OURS:
        return False
    seen.add(view)
    words = set(_words(view.__code__))
    return "htmx" in words or any(asks(called, seen) for called in _called(view, words))


def _words(code: CodeType) -> Iterator[str]:
    """Every name in the code, in the functions inside it too."""
    yield from code.co_names
    for inner in code.co_consts:
        if isinstance(inner, CodeType):
            yield from _words(inner)


def _called(view: FunctionType, words: set[str]) -> Iterator[Callable]:
    """The functions of the project that the words name, also through a module (`answers.after`)."""
    for found in (view.__globals__.get(word) for word in words):
        if isinstance(found, ModuleType):
            yield from (getattr(found, word, None) for word in words)
        else:
            yield found
