"""The office's side: draw up, print slips, watch the turnout, close, read the result."""

from celery import current_app
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import allow, may
from accounts.conflict import Refused, accepted, posted
from accounts.letters.waking import wake
from accounts.roles import Permission
from tasks.ballots import queries
from tasks.ballots.actions import closing, drawing
from tasks.ballots.forms import USUAL_GROUPS, BallotForm, CloseForm, GroupForms, MoreForm, lines
from tasks.ballots.models import Ballot, BallotState, VoterGroup
from tasks.ballots.rules import DEFAULT, Rules

AT_ONCE = 100


@require_safe
@allow(Permission.OVERSEE)
def all_(request: HttpRequest) -> HttpResponse:
    """All ballots, newest first."""
    shown = {"ballots": Ballot.objects.select_related("cycle")[:AT_ONCE], "runs": may(request.user, Permission.ASSESS)}
    return render(request, "ballots/all.html", shown)


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Permission.ASSESS)
def new(request: HttpRequest) -> HttpResponse:
    """拟定: empty with the usual groups, or like an earlier one (?like=)."""
    like = _like(request)
    based_on = Rules.from_dict(like.rules) if like else DEFAULT
    form = BallotForm(posted(request), based_on=based_on, initial=_initial(like, based_on))
    groups = GroupForms(posted(request), initial=lines(_groups(like)), prefix="groups")
    made: list[Ballot] = []

    def act() -> None:
        said = [group for group in (one.said() for one in groups) if group]
        values = {"values": form.values(), "units": list(form.cleaned_data["units"]), "groups": said, "rules": form.rules()}
        made.append(drawing.draw_up(**values, on=timezone.localdate(), by=request.user))

    if request.method == "POST" and form.is_valid() and groups.is_valid() and accepted(form, act):
        return redirect("ballots:ballot", made[0].pk)
    wrong = bool(form.errors) or (groups.is_bound and not groups.is_valid())
    return render(request, "ballots/new.html", {"form": form, "groups": groups}, status=422 if wrong else 200)


@require_safe
@never_cache
@allow(Permission.OVERSEE)
def ballot(request: HttpRequest, pk: int) -> HttpResponse:
    """One ballot: as drawn up, its turnout, or its result."""
    one = get_object_or_404(Ballot.objects.select_related("cycle", "opened_by", "closed_by"), pk=pk)
    return _page(request, one, CloseForm())


@require_POST
@allow(Permission.ASSESS)
def open_(request: HttpRequest, pk: int) -> HttpResponse:
    """开始投票."""
    one, now = get_object_or_404(Ballot, pk=pk), timezone.now()
    with transaction.atomic():
        drawing.open_(ballot=one, on=timezone.localdate(now), now=now, by=request.user)
        wake()
    messages.info(request, "已开始投票，信件在发信时段内发出。纸质票请在下面打印。")
    return redirect("ballots:ballot", pk)


@require_POST
@allow(Permission.ASSESS)
def discard(request: HttpRequest, pk: int) -> HttpResponse:
    """删除 a draft."""
    drawing.discard(ballot=get_object_or_404(Ballot, pk=pk), by=request.user)
    messages.info(request, "已删除。")
    return redirect("ballots:all")


@require_POST
@never_cache
@allow(Permission.ASSESS)
def slips(request: HttpRequest, pk: int) -> HttpResponse:
    """Make a group's slips and show them, this once."""
    group = get_object_or_404(VoterGroup.objects.select_related("ballot"), pk=pk)
    codes = drawing.print_slips(group=group, by=request.user)
    address = request.build_absolute_uri(f"/vote/{group.ballot_id}/")
    return render(request, "ballots/slips.html", {"group": group, "ballot": group.ballot, "codes": codes, "address": address})


@require_POST
@allow(Permission.ASSESS)
def more(request: HttpRequest, pk: int) -> HttpResponse:
    """增补 slips."""
    group, form = get_object_or_404(VoterGroup.objects.select_related("ballot"), pk=pk), MoreForm(request.POST)
    if not form.is_valid():
        raise Refused("请填写“增补张数”（1到50）和“增补理由”（最多200字）。")
    drawing.add_slips(group=group, **form.cleaned_data, by=request.user)
    messages.info(request, f"“{group}”已增补{form.cleaned_data['count']}张，请打印。")
    return redirect("ballots:ballot", group.ballot_id)


@require_POST
@allow(Permission.ASSESS)
def void(request: HttpRequest, pk: int, batch: int) -> HttpResponse:
    """作废 the unused slips of a print run."""
    group = get_object_or_404(VoterGroup, pk=pk)
    count = drawing.void_batch(group=group, batch=batch, by=request.user)
    messages.info(request, f"已作废“{group}”第{batch}批未用的{count}张票，可以重新打印。")
    return redirect("ballots:ballot", group.ballot_id)


@require_POST
@allow(Permission.ASSESS)
def close(request: HttpRequest, pk: int) -> HttpResponse:
    """结束投票; the disk is cleared by a job right after."""
    one, now = get_object_or_404(Ballot, pk=pk), timezone.now()
    form = CloseForm(request.POST)
    if not form.is_valid():
        return _page(request, one, form, status=422)
    try:
        with transaction.atomic():
            reason = form.cleaned_data["reason"]
            closing.close(ballot=one, reason=reason, on=timezone.localdate(now), now=now, by=request.user)
            transaction.on_commit(lambda: current_app.send_task("tasks.ballots.purge", ignore_result=True), robust=True)
    except Refused as refused:
        form.add_error("reason", str(refused))
        return _page(request, one, form, status=422)
    messages.info(request, "已结束投票。原票正在清除，结果见下。")
    return redirect("ballots:ballot", pk)


def _page(request: HttpRequest, one: Ballot, form: CloseForm, status: int = 200) -> HttpResponse:
    """What the state allows to be seen: before closing nothing but the turnout."""
    rules, on = Rules.from_dict(one.rules), timezone.localdate()
    shown = {"ballot": one, "rules": rules, "runs": may(request.user, Permission.ASSESS), "form": form}
    if one.state == BallotState.CLOSED:
        shown |= {"groups": queries.turnout(one), "results": queries.results(one), "verdict": queries.verdict(one)}
    else:
        shown |= {"units": one.units.order_by("path"), "groups": queries.coming(one), "over": one.closes_on < on}
    if one.state == BallotState.DRAFT:
        called = drawing.people([row.group for row in shown["groups"]], on)
        shown["called"] = [(row.group, len(called[row.group.pk][0]), called[row.group.pk][1]) for row in shown["groups"]]
    return render(request, f"ballots/{one.state}.html", shown, status=status)


def _like(request: HttpRequest) -> Ballot | None:
    """The ballot that the new one should resemble."""
    said = request.GET.get("like", "")
    return Ballot.objects.filter(pk=int(said)).first() if said.isdecimal() and len(said) < 19 else None


def _initial(like: Ballot | None, rules: Rules) -> dict:
    said = {"best_limit": rules.best_limit, "quorum": rules.quorum, "units": queries.subjects()}
    if like is None:
        return said
    return said | {"cycle": like.cycle_id, "title": like.title, "explanation": like.explanation, "units": like.units.all()}


def _groups(like: Ballot | None) -> list[dict]:
    if like is None:
        return list(USUAL_GROUPS)
    return [{"name": g.name, "weight": g.weight, "role": g.role, "slips": g.slips} for g in like.groups.all()]
