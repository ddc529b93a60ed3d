"""The voter's side: no sign-in, no script, one page. Looking uses nothing up; nobody's session is read or written."""

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from accounts.conflict import Refused, posted
from tasks.ballots import codes
from tasks.ballots.actions import voting
from tasks.ballots.forms import CodeForm
from tasks.ballots.models import Ballot
from tasks.ballots.rules import UNKNOWN, Rules

GONE, NOT_THERE = 410, 404


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def enter(request: HttpRequest, ballot: int) -> HttpResponse:
    """From the printed slip: type the code."""
    one, form = _ballot(ballot), CodeForm(posted(request))
    if one is None:
        return _gone(request, "没有这次测评。请核对信件或纸质票上的网址。", status=NOT_THERE)
    if request.method == "POST" and form.is_valid():
        code = form.cleaned_data["code"]
        try:
            voting.entitled(ballot=one, code=code, on=timezone.localdate())
        except voting.NoVote as refused:
            form.add_error("code", str(refused))
        else:
            return redirect("ballots:vote", one.pk, codes.written(code))
    return _show(request, "ballots/enter.html", {"ballot": one, "form": form}, status=422 if form.errors else 200)


@login_not_required
@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def vote(request: HttpRequest, ballot: int, code: str) -> HttpResponse:
    """The sheet; a POST casts it. A sheet that cannot be taken comes back with its marks and a sentence."""
    one, now = _ballot(ballot), timezone.now()
    if one is None:
        return _gone(request, "没有这次测评。请核对信件或纸质票上的网址。", status=NOT_THERE)
    units = list(one.units.order_by("path"))
    said = {unit.pk: request.POST[f"unit-{unit.pk}"] for unit in units if f"unit-{unit.pk}" in request.POST}
    fault, on = "", timezone.localdate(now)
    try:
        voting.entitled(ballot=one, code=code, on=on)
        if request.method == "POST":
            voting.cast(ballot=one, code=code, answers=said, on=on, now=now)
            return redirect("ballots:done", one.pk)
    except voting.NoVote as refused:
        return _gone(request, str(refused))
    except Refused as refused:
        fault = str(refused)
    rules = Rules.from_dict(one.rules)
    rows = [(unit, said.get(unit.pk, "")) for unit in units]
    shown = {"ballot": one, "rows": rows, "rules": rules, "choices": [*rules.names, UNKNOWN], "fault": fault}
    return _show(request, "ballots/vote.html", shown, status=422 if fault else 200)


@login_not_required
@never_cache
@require_safe
def done(request: HttpRequest, ballot: int) -> HttpResponse:
    """Thanks; nothing of the vote stands here or in the address."""
    return _show(request, "ballots/done.html", {"ballot": _ballot(ballot)})


def _ballot(number: int) -> Ballot | None:
    return Ballot.objects.filter(pk=number).first()


def _gone(request: HttpRequest, why: str, status: int = GONE) -> HttpResponse:
    return _show(request, "ballots/gone.html", {"why": why}, status=status)


def _show(request: HttpRequest, template: str, shown: dict, status: int = 200) -> HttpResponse:
    """Without the bar of a signed-in person; other requests of the page do not carry its address, which holds the code."""
    answer = render(request, template, shown | {"user": AnonymousUser(), "doors": []}, status=status)
    answer["Referrer-Policy"] = "strict-origin"
    return answer
