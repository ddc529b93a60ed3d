"""The lists, and the page of one list in each of its states."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from accounts.access import allow, may
from accounts.conflict import accepted, posted
from accounts.roles import Permission
from speeches.models import Speech
from tasks.items import actions, queries
from tasks.items.forms import CampaignForm, DraftForm, IssueForm, ProposeForm, SettleForm, TakeBackForm
from tasks.items.models import Answer, Campaign, ResponsibilityList
from tasks.items.paging import page
from tasks.items.states import ListState
from tasks.items.weighing import weigh


@require_safe
@allow(Permission.READ_LISTS)
def lists(request: HttpRequest) -> HttpResponse:
    """All lists within reach, by year and campaign; what waits for this person's approval comes first."""
    narrowed = queries.Narrowed(request.GET.get("year", ""), request.GET.get("campaign", ""))
    within = queries.lists(request.user)
    at = page(narrowed.of(within), request.GET, order=("-year", "-id"))
    shown = {
        "lists": at.rows,
        "narrowed": narrowed,
        "years": within.order_by("-year").values_list("year", flat=True).distinct(),
        "campaigns": Campaign.objects.filter(lists__in=ResponsibilityList.objects.visible_to(request.user)).distinct(),
        "waiting": queries.to_approve(request.user),
        "can_draw_up": may(request.user, Permission.DRAW_UP),
    }
    return render(request, "items/lists.html", shown | at.links)


@require_safe
@allow(Permission.READ_LISTS)
def list_(request: HttpRequest, pk: int) -> HttpResponse:
    """One list; a draft shows what is missing and the forms that fill it."""
    one = get_object_or_404(queries.lists(request.user), pk=pk)
    return render(request, "items/list.html", page_of(request, one))


def page_of(request: HttpRequest, one: ResponsibilityList, **forms) -> dict:
    """The context of a list's page, with the form that was refused and what was typed in it."""
    shown = {"list": one, "items": queries.rows(request.user, one), "approvals": queries.approvals(one)}
    shown["can_draw_up"] = may(request.user, Permission.DRAW_UP)
    shown["live"] = live = queries.live(shown["approvals"])
    if one.state != ListState.DRAFT:
        return shown | {"may_change": queries.may_change(request.user, one)} | forms
    shown |= {"missing": queries.missing(one), "open": live is None, "settle": SettleForm()}
    shown |= {"propose": ProposeForm(by=request.user), "take_back": TakeBackForm()}
    if live and live.answer == Answer.APPROVED:
        shown["issue"] = IssueForm(over=bool(weigh(one, timezone.localdate()).over))
    return shown | forms


@allow(Permission.DRAW_UP)
def new(request: HttpRequest) -> HttpResponse:
    """Begin an empty list."""
    year = timezone.localdate().year
    form = DraftForm(posted(request), initial={"year": year, "title": f"{year}年度党建工作责任清单"})
    if form.is_valid():
        made = actions.draft(by=request.user, **form.cleaned_data)
        return redirect("items:list", pk=made.pk)
    return render(request, "items/draft.html", {"form": form}, status=422 if form.errors else 200)


@allow(Permission.DRAW_UP)
def draft(request: HttpRequest, speech: int) -> HttpResponse:
    """Begin a list from a speech whose every piece is decided."""
    source = get_object_or_404(Speech, pk=speech)
    year = timezone.localdate().year
    form = DraftForm(posted(request), initial={"year": year, "title": f"{year}年度党建工作责任清单"})
    if form.is_valid():
        made = actions.draft_from_speech(speech=source, by=request.user, **form.cleaned_data)
        return redirect("items:list", pk=made.pk)
    return render(request, "items/draft.html", {"form": form, "speech": source}, status=422 if form.errors else 200)


@allow(Permission.DRAW_UP)
def campaigns(request: HttpRequest) -> HttpResponse:
    """专项: those there are, and a form for another."""
    form = CampaignForm(posted(request))
    if form.is_valid():
        made = actions.begin_campaign(by=request.user, **form.cleaned_data)
        messages.info(request, f"已设立专项：{made.name}。")
        return redirect("items:campaigns")
    shown = {"form": form, "campaigns": Campaign.objects.prefetch_related("lists")}
    return render(request, "items/campaigns.html", shown, status=422 if form.errors else 200)


@require_POST
@allow(Permission.DRAW_UP)
def settle(request: HttpRequest, pk: int) -> HttpResponse:
    """Fill one due date or criterion into every item that has none."""
    one = get_object_or_404(queries.lists(request.user), pk=pk, state=ListState.DRAFT)
    form = SettleForm(request.POST)
    if form.is_valid():
        said = form.cleaned_data
        filled = actions.settle(
            responsibility_list=one,
            units=form.units(),
            due_on=said["due_on"],
            acceptance_criteria=said["acceptance_criteria"],
            by=request.user,
        )
        messages.info(request, f"已填入 {filled} 项。")
        return redirect("items:list", pk=pk)
    return render(request, "items/list.html", page_of(request, one, settle=form), status=422)


@require_POST
@allow(Permission.ISSUE)
def issue(request: HttpRequest, pk: int) -> HttpResponse:
    """印发."""
    one = get_object_or_404(queries.lists(request.user), pk=pk)
    form, now = IssueForm(request.POST), timezone.now()

    def act() -> None:
        given = actions.issue(responsibility_list=one, on=timezone.localdate(now), now=now, by=request.user, **form.cleaned_data)
        messages.info(request, f"已印发：{len(given)} 项任务下达到责任单位。")

    if form.is_valid() and accepted(form, act):
        return redirect("items:list", pk=pk)
    return render(request, "items/list.html", page_of(request, one, issue=form), status=422)
