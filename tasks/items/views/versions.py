"""An issued list over time: its versions, the coming year's draft, the archive."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from accounts.access import allow
from accounts.conflict import posted
from accounts.roles import Permission
from tasks.items import actions, coming, queries
from tasks.items.editions import differences
from tasks.items.forms import NextForm
from tasks.items.models import sees_all
from tasks.items.states import ListState


@require_safe
@allow(Permission.READ_LISTS)
def editions(request: HttpRequest, pk: int) -> HttpResponse:
    """Every version, newest first, with what it changed; a unit sees what concerns its own items."""
    one = get_object_or_404(_issued(request), pk=pk)
    kept = list(one.editions.select_related("by"))
    own = None if sees_all(request.user) else set(queries.rows(request.user, one).values_list("number", flat=True))
    steps = [(edition, differences(before.content, edition.content)) for before, edition in zip(kept, kept[1:], strict=False)]
    if own is not None:
        steps = [(edition, [d for d in found if d.number in own]) for edition, found in steps]
    return render(request, "items/editions.html", {"list": one, "first": kept[:1], "steps": steps[::-1]})


@require_safe
@allow(Permission.READ_LISTS)
def edition(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """One version as it was."""
    one = get_object_or_404(_issued(request), pk=pk)
    kept = get_object_or_404(one.editions.select_related("by"), number=number)
    content = kept.content
    if not sees_all(request.user):
        own = set(queries.rows(request.user, one).values_list("number", flat=True))
        content = [item for item in content if item["number"] in own]
    return render(request, "items/edition.html", {"list": one, "edition": kept, "content": content})


@allow(Permission.DRAW_UP)
def next_(request: HttpRequest, pk: int) -> HttpResponse:
    """Next year's draft: what is carried over, what returns, and what is proposed for deletion, each with its reason."""
    one = get_object_or_404(_issued(request), pk=pk)
    proposals = coming.proposals(one)
    title = one.title.replace(f"{one.year}", f"{one.year + 1}")
    form = NextForm(posted(request), items=one.items.all(), initial={"title": title})
    if form.is_valid():
        said = form.cleaned_data
        made = actions.draft_next(responsibility_list=one, items=list(said["items"]), title=said["title"], by=request.user)
        messages.info(request, f"已起草《{made.title}》，列入 {len(said['items'])} 项。")
        return redirect("items:list", pk=made.pk)
    shown = {"list": one, "form": form, "proposals": proposals, "ticked": _ticked(request, proposals)}
    return render(request, "items/next.html", shown, status=422 if form.errors else 200)


@require_POST
@allow(Permission.ISSUE)
def archive(request: HttpRequest, pk: int) -> HttpResponse:
    """归档."""
    one = get_object_or_404(_issued(request), pk=pk)
    actions.archive(responsibility_list=one, on=timezone.localdate(), by=request.user)
    messages.info(request, f"已归档：{one.title}。")
    return redirect("items:list", pk=pk)


def _issued(request: HttpRequest):
    return queries.lists(request.user).exclude(state=ListState.DRAFT)


def _ticked(request: HttpRequest, proposals: list) -> set[int]:
    """What the person ticked, or at first what is proposed."""
    if request.method == "POST":
        return {int(key) for key in request.POST.getlist("items") if key.isascii() and key.isdigit()}
    return {one.item.pk for one in proposals if one.kept}
