"""Items of a draft: written by hand, changed, split, divided, merged, taken off."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from accounts.access import allow
from accounts.conflict import Stale, accepted, posted
from accounts.roles import Permission
from tasks.items import actions, queries
from tasks.items.forms import DivideForm, ItemForm
from tasks.items.models import Item
from tasks.items.states import BY_HAND, ListState, Source


@allow(Permission.DRAW_UP)
def new(request: HttpRequest, pk: int, source: str) -> HttpResponse:
    """列入事项: by hand, from a leader's 批示, or from a problem."""
    one = get_object_or_404(queries.lists(request.user), pk=pk, state=ListState.DRAFT)
    if source not in BY_HAND:
        raise Http404
    form = ItemForm(posted(request), instance=Item(source=source, responsibility_list=one), source=source, listed=one)

    def act() -> None:
        values = form.values() | {"source": source}
        steps = form.cleaned_data["milestones"]
        made = actions.draw_up(responsibility_list=one, values=values, units=form.parts(), milestones=steps, by=request.user)
        messages.info(request, f"已列入：{made}。")

    if form.is_valid() and accepted(form, act):
        return redirect("items:list", pk=pk)
    shown = {"form": form, "list": one, "heading": f"列入事项：{Source(source).label}"}
    return render(request, "items/new.html", shown, status=422 if form.errors else 200)


@allow(Permission.DRAW_UP)
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """One item of a draft, with its units and its own words in the speech."""
    item = get_object_or_404(_drafts(request), pk=pk)
    form = ItemForm(
        posted(request), instance=item, listed=item.responsibility_list, initial=queries.parts_of(item) | {"version": item.version}
    )

    def act() -> None:
        fresh = get_object_or_404(_drafts(request), pk=pk)
        said = {"values": form.values(), "parts": form.parts(), "milestones": form.cleaned_data["milestones"]}
        actions.amend(item=fresh, version=form.cleaned_data["version"] or 0, by=request.user, **said)
        messages.info(request, f"已保存：第{fresh.number}项。")

    if form.is_valid() and accepted(form, act):
        return redirect("items:list", pk=item.responsibility_list_id)
    return render(request, "items/edit.html", {"form": form, "item": item}, status=422 if form.errors else 200)


@allow(Permission.DRAW_UP)
def split(request: HttpRequest, pk: int) -> HttpResponse:
    """Several items from one directive: each demand is given a group number; one group is one item."""
    item = get_object_or_404(_drafts(request).filter(directive__isnull=False), pk=pk)
    demands = [(n, start, end, item.directive.speech.text[start:end]) for n, (start, end) in enumerate(item.directive.demands)]
    if request.method == "POST":
        _must_be_as_shown(request, item)
        groups: dict[str, list[list[int]]] = {}
        for n, start, end, _ in demands:
            group = request.POST.get(f"group-{n}", "").strip()
            if group:
                groups.setdefault(group, []).append([start, end])
        made = actions.split(item=item, groups=[groups[g] for g in sorted(groups)], by=request.user)
        messages.info(request, f"已拆分为 {len(made)} 项。")
        return redirect("items:list", pk=item.responsibility_list_id)
    return render(request, "items/split.html", {"item": item, "demands": demands, "choices": range(1, len(demands) + 1)})


@allow(Permission.DRAW_UP)
def divide(request: HttpRequest, pk: int) -> HttpResponse:
    """分解 an item into sub-items, one a line."""
    item = get_object_or_404(_drafts(request), pk=pk)
    form = DivideForm(posted(request))

    def act() -> None:
        _must_be_as_shown(request, item)
        made = actions.divide(item=item, lines=form.cleaned_data["lines"], by=request.user)
        messages.info(request, f"已分解为 {len(made)} 项。")

    if form.is_valid() and accepted(form, act):
        return redirect("items:list", pk=item.responsibility_list_id)
    return render(request, "items/divide.html", {"form": form, "item": item}, status=422 if form.errors else 200)


@require_POST
@allow(Permission.DRAW_UP)
def merge(request: HttpRequest, pk: int) -> HttpResponse:
    """合并 the ticked items of a draft."""
    one = get_object_or_404(queries.lists(request.user), pk=pk, state=ListState.DRAFT)
    ticked = [int(key) for key in request.POST.getlist("items") if key.isascii() and key.isdigit() and len(key) < 18]
    items = _drafts(request).filter(responsibility_list=one, pk__in=ticked).prefetch_related("milestones", "children")
    made = actions.merge(items=list(items), by=request.user)
    messages.info(request, f"已合并为：{made}。")
    return redirect("items:list", pk=pk)


@require_POST
@allow(Permission.DRAW_UP)
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Take an item off a draft."""
    item = get_object_or_404(_drafts(request), pk=pk)
    _must_be_as_shown(request, item)
    actions.remove(item=item, by=request.user)
    messages.info(request, f"已移出清单：{item.title}。")
    return redirect("items:list", pk=item.responsibility_list_id)


def _must_be_as_shown(request: HttpRequest, item: Item) -> None:
    """The page showed the item at the version that it sends along; raise Stale when the item has changed since."""
    if request.POST.get("version", str(item.version)) != str(item.version):
        raise Stale("该事项刚被他人修改。", theirs=item.requirement)


def _drafts(request: HttpRequest):
    """Items of drafts, with what their pages show."""
    drafts = Item.objects.visible_to(request.user).filter(responsibility_list__state=ListState.DRAFT)
    return drafts.select_related("responsibility_list", "directive__speech", "directive__section", "checker", "leader__unit")
