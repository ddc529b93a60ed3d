"""What the pages of one's own account have in common."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from accounts.own.forms import WRONG

form_page = require_http_methods(["GET", "HEAD", "POST"])


def page(request: HttpRequest, form, title: str, template: str, **more) -> HttpResponse:
    """The form, once more when something in it was wrong; a wrong present password counts (guessing.py)."""
    request.wrong_password = any(form.has_error(field, WRONG) for field in ("old", "password") if field in form.fields)
    shown = {"form": form, "title": title, **more}
    return render(request, template, shown, status=422 if form.errors else 200)
