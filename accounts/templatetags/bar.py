"""What the base page asks: which door is open now, and where the style sheets are when all else fails."""

from functools import cache

from django import template
from django.template import Context
from django.templatetags.static import static
from django.urls import get_urlconf, reverse

register = template.Library()


@register.simple_tag(takes_context=True)
def here(context: Context, address: str) -> str:
    """The value of aria-current for a door: "page" on its own page, "true" on a page behind it and behind no nearer door, else empty."""
    request = context.get("request")
    path = request.path if request else ""
    if path == address:
        return "page"
    nearer = [other for _, name in context.get("doors", []) if len(other := _address(name, get_urlconf())) > len(address)]
    behind = address != "/" and path.startswith(address) and not any(path.startswith(other) for other in nearer)
    return "true" if behind else ""


@cache
def _address(name: str, urlconf: str | None) -> str:
    """A door's address: each page asks for all of them several times."""
    return reverse(name, urlconf=urlconf)


@register.simple_tag
def sheet(name: str) -> str:
    """The address of a style sheet, or nothing: the page that reports a failure must not fail itself."""
    try:
        return static(name)
    except ValueError:
        return ""
