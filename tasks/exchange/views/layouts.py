"""The office's layouts."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from accounts.access import allow
from accounts.conflict import accepted, posted
from accounts.roles import Permission
from tasks.exchange import actions
from tasks.exchange.forms import LayoutForm, blank
from tasks.exchange.models import Layout
from tasks.exchange.states import Kind


@require_safe
@allow(Permission.DRAW_UP)
def layouts(request: HttpRequest) -> HttpResponse:
    """All layouts."""
    return render(request, "exchange/layouts.html", {"layouts": Layout.objects.all(), "kinds": Kind.choices})


@allow(Permission.DRAW_UP)
def new(request: HttpRequest, kind: str) -> HttpResponse:
    """Make one."""
    if kind not in Kind.values:
        raise Http404
    return _edit(request, blank(kind))


@allow(Permission.DRAW_UP)
def layout(request: HttpRequest, pk: int) -> HttpResponse:
    """Change one."""
    return _edit(request, get_object_or_404(Layout, pk=pk))


@require_POST
@allow(Permission.DRAW_UP)
def discard(request: HttpRequest, pk: int) -> HttpResponse:
    """Take one away."""
    actions.discard(layout=get_object_or_404(Layout, pk=pk), by=request.user)
    return redirect("exchange:layouts")


def _edit(request: HttpRequest, one: Layout) -> HttpResponse:
    """The form of a layout, new or old."""
    initial = {"name": one.name, "is_default": one.is_default, "version": one.version if one.pk else 0}
    form = LayoutForm(posted(request), kind=one.kind, columns=one.columns, initial=initial)
    if request.method == "POST" and form.is_valid():
        said = {name: form.cleaned_data[name] for name in ("version", "name", "columns", "is_default")}
        if accepted(form, lambda: actions.save_layout(layout=one, **said, by=request.user)):
            return redirect("exchange:layouts")
    return render(request, "exchange/layout.html", {"form": form, "layout": one}, status=422 if form.errors else 200)
