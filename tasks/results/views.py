"""结果用在了哪里: the yearly page, one record, and the form that signs or corrects one."""

import re

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.access import allow, may
from accounts.conflict import accepted, posted
from accounts.roles import Permission
from tasks.results import actions, queries
from tasks.results.forms import ResultUseForm
from tasks.results.models import ResultUse
from tasks.results.states import PEOPLE_DECIDE, SPEECH

NUMBER = re.compile("[0-9]{1,18}")


@require_safe
@never_cache
@allow(Permission.READ_RESULT_USE)
def year(request: HttpRequest) -> HttpResponse:
    """Counts by kind and lines by unit of ?year=."""
    on, said = timezone.localdate(), request.GET.get("year", "")
    years = queries.years(request.user, on)
    chosen = int(said) if NUMBER.fullmatch(said) and int(said) in years else on.year
    chips = [{"label": f"{one}年", "href": f"?year={one}", "active": one == chosen} for one in years]
    shown = {"found": queries.of_year(request.user, chosen), "chips": chips, "hints": (PEOPLE_DECIDE,), "speech": SPEECH}
    return render(request, "results/year.html", shown | {"may_sign": may(request.user, Permission.ASSESS)})


@require_safe
@never_cache
@allow(Permission.READ_RESULT_USE)
def one(request: HttpRequest, pk: int) -> HttpResponse:
    """One record, for those who may read it; for all others it is not there."""
    found = get_object_or_404(queries.whole(request.user), pk=pk)
    later = ResultUse.objects.filter(corrects=found).first()
    may_correct = later is None and may(request.user, Permission.ASSESS)
    return render(
        request, "results/one.html", {"use": found, "later": later, "may_correct": may_correct, "hints": (PEOPLE_DECIDE,)}
    )


@allow(Permission.ASSESS)
def new(request: HttpRequest) -> HttpResponse:
    """Sign one: ?score= of a decided grade, ?rectification= of a rectification, neither of a 通报 (?document= its number)."""
    about = _about(request)
    first = {"used_on": timezone.localdate(), "document": request.GET.get("document", "")[:120]}
    form = ResultUseForm(posted(request), about_a_bulletin=not about, initial=first)
    return _signed(request, form, about, "登记结果运用")


@allow(Permission.ASSESS)
def correct(request: HttpRequest, pk: int) -> HttpResponse:
    """A further record that takes the place of this one; both stay."""
    was = get_object_or_404(queries.whole(request.user), pk=pk)
    first = {
        "document": was.document,
        "use": was.use,
        "used_by": was.used_by,
        "used_on": was.on,
        "words": was.words,
        "told": was.told,
    }
    about = {"unit": was.unit, "score": was.score, "assignment": was.assignment, "corrects": was}
    form = ResultUseForm(posted(request), about_a_bulletin=False, button="签字更正", initial=first)
    return _signed(request, form, about, "更正结果运用记录")


def _about(request: HttpRequest) -> dict:
    """The result that the address names."""
    for name, rows in (("score", queries.grades()), ("assignment", queries.rectified(request.user))):
        number = request.GET.get("rectification" if name == "assignment" else name, "")
        if number:
            if not NUMBER.fullmatch(number):
                raise Http404
            found = get_object_or_404(rows, pk=int(number))
            return {name: found, "unit": found.unit}
    return {}


def _signed(request: HttpRequest, form: ResultUseForm, about: dict, heading: str) -> HttpResponse:
    made = []

    def act() -> None:
        now = timezone.now()
        said = about | form.cleaned_data
        made.append(actions.sign(on=timezone.localdate(now), now=now, by=request.user, **said))

    if form.is_valid() and accepted(form, act):
        messages.info(request, "已签字保存。")
        return redirect("results:one", pk=made[0].pk)
    shown = {"form": form, "heading": heading, "about": about, "hints": (PEOPLE_DECIDE,)}
    return render(request, "results/sign.html", shown, status=422 if form.errors else 200)
