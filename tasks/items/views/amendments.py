"""变更决定: collect changes to an issued list, then put them in force under a number."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from accounts.access import allow
from accounts.conflict import Stale, accepted, posted
from accounts.roles import Permission
from tasks.items import actions, queries
from tasks.items.forms import DecideForm, ItemForm
from tasks.items.models import Change, Item
from tasks.items.states import BY_HAND, ListState, Source


@allow(Permission.ISSUE)
def amendment(request: HttpRequest, pk: int) -> HttpResponse:
    """The prepared changes, the items that may be changed, and the form that puts it all in force."""
    one = get_object_or_404(_issued(request), pk=pk)
    prepared = queries.prepared(one)
    form, now = DecideForm(posted(request), initial={"decided_on": timezone.localdate()}), timezone.now()

    def act() -> None:
        made = actions.decide(amendment=prepared, on=timezone.localdate(now), now=now, by=request.user, **form.cleaned_data)
        messages.info(request, f"变更已生效，清单现为第{made.number}版。")

    if prepared and form.is_valid() and accepted(form, act):
        return redirect("items:editions", pk=pk)
    shown = {"list": one, "form": form, "prepared": prepared, "items": queries.rows(request.user, one).filter(withdrawn_on=None)}
    shown["lines"] = [(line, actions.foretell(line)) for line in prepared.changes.all()] if prepared else []
    failed = request.method == "POST"
    if failed and not prepared:
        form.add_error(None, "变更决定中没有内容。请先列入要新增、修改或撤销的事项。")
    return render(request, "items/amendment.html", shown, status=422 if failed else 200)


@allow(Permission.ISSUE)
def add(request: HttpRequest, pk: int) -> HttpResponse:
    """拟新增 an item: of the office's own wording, or (`?source=`) from a leader's 批示 or a problem, which come all year."""
    one = get_object_or_404(_issued(request), pk=pk)
    source = request.GET.get("source", Source.HAND)
    if source not in BY_HAND:
        raise Http404
    blank = Item(source=source, responsibility_list=one)
    form = ItemForm(posted(request), instance=blank, source=source, listed=one, button="列入变更决定")

    def act() -> None:
        said = {"values": form.values() | {"source": source}, "parts": form.parts(), "milestones": form.cleaned_data["milestones"]}
        actions.put_addition(responsibility_list=one, now=timezone.now(), by=request.user, **said)

    if form.is_valid() and accepted(form, act):
        return redirect("items:amendment", pk=pk)
    shown = {"form": form, "list": one, "heading": f"拟新增事项：{Source(source).label}"}
    return render(request, "items/new.html", shown, status=422 if form.errors else 200)


@allow(Permission.ISSUE)
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """拟修改 an item of an issued list."""
    item = get_object_or_404(_standing(request), pk=pk)
    form = ItemForm(
        posted(request),
        instance=item,
        listed=item.responsibility_list,
        initial=queries.parts_of(item) | {"version": item.version},
        button="列入变更决定",
    )

    def act() -> None:
        said = {"values": form.values(), "parts": form.parts(), "milestones": form.cleaned_data["milestones"]}
        fresh = get_object_or_404(_standing(request), pk=pk)
        fresh.version = form.cleaned_data["version"] or fresh.version
        actions.put_change(item=fresh, now=timezone.now(), by=request.user, **said)

    if form.is_valid() and accepted(form, act):
        return redirect("items:amendment", pk=item.responsibility_list_id)
    shown = {"form": form, "list": item.responsibility_list, "heading": f"拟修改：第{item.number}项"}
    return render(request, "items/new.html", shown, status=422 if form.errors else 200)


@require_POST
@allow(Permission.ISSUE)
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """拟撤销 an item of an issued list."""
    item = get_object_or_404(_standing(request), pk=pk)
    shown = request.POST.get("version", "")
    if shown and shown != str(item.version):
        raise Stale("该事项刚被他人列入变更决定或修改。", theirs=item.requirement)
    actions.put_withdrawal(item=item, now=timezone.now(), by=request.user)
    return redirect("items:amendment", pk=item.responsibility_list_id)


@require_POST
@allow(Permission.ISSUE)
def drop(request: HttpRequest, pk: int) -> HttpResponse:
    """Take one line out of the prepared decision."""
    one = get_object_or_404(Change.objects.select_related("amendment__responsibility_list", "item"), pk=pk)
    actions.drop_change(change=one, by=request.user)
    return redirect("items:amendment", pk=one.amendment.responsibility_list_id)


def _issued(request: HttpRequest):
    return queries.lists(request.user).filter(state=ListState.ISSUED)


def _standing(request: HttpRequest):
    """Items of issued lists that have not been withdrawn."""
    found = Item.objects.visible_to(request.user).filter(responsibility_list__state=ListState.ISSUED, withdrawn_on=None)
    return found.select_related("responsibility_list", "checker", "leader__unit")
