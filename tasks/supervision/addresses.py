"""This page's address with some of its parameters changed."""

from django.http import HttpRequest


def same_page(request: HttpRequest, **values) -> str:
    """The query string with `values` in place of what was there; empty ones fall away."""
    query = request.GET.copy()
    for name, value in values.items():
        query[name] = value
        if not value:
            del query[name]
    return f"?{query.urlencode()}"
