"""Hand a piece to a colleague, tick it off; and the sheet of a hand-over."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from accounts.access import allow, posts_of
from accounts.conflict import accepted, posted
from accounts.models import Unit
from accounts.roles import Permission
from accounts.units.queries import first_responsible
from tasks.errands import actions, handing, queries
from tasks.errands.forms import HandForm, TickForm
from tasks.errands.models import Errand
from tasks.items.models import Assignment


@allow(Permission.REPORT_PROGRESS)
def hand(request: HttpRequest, pk: int) -> HttpResponse:
    """交办."""
    within = Assignment.objects.actable_by(request.user, Permission.REPORT_PROGRESS).with_everything()
    assignment, today = get_object_or_404(within, pk=pk), timezone.localdate()
    people = queries.colleagues(assignment, request.user, today)
    form = HandForm(posted(request), people=people, initial={"due_on": max(today, assignment.due_on)})
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        if accepted(form, lambda: actions.hand(assignment=assignment, on=today, now=timezone.now(), by=request.user, **said)):
            messages.info(request, f"已交办：{said['to']}，{said['due_on']:%-m月%-d日}前。")
            return redirect("desk:assignment", pk=pk)
    shown = {"form": form, "assignment": assignment, "people": people.exists()}
    return render(request, "errands/hand.html", shown, status=422 if form.errors else 200)


@allow(Permission.REPORT_PROGRESS)
def tick(request: HttpRequest, pk: int) -> HttpResponse:
    """办好了, in one sentence."""
    mine = Errand.objects.filter(to=request.user, assignment__in=Assignment.objects.visible_to(request.user))
    errand = get_object_or_404(mine.select_related("assignment__item", "assignment__unit", "given_by"), pk=pk)
    form = TickForm(posted(request))
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data["said"]
        if accepted(form, lambda: actions.tick(errand=errand, said=said, now=timezone.now(), by=request.user)):
            messages.info(request, f"已办结：{errand.what}。")
            return redirect("desk:today")
    return render(request, "errands/tick.html", {"form": form, "errand": errand}, status=422 if form.errors else 200)


@require_POST
@allow(Permission.REPORT_PROGRESS)
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """撤回."""
    within = Assignment.objects.actable_by(request.user, Permission.REPORT_PROGRESS)
    errand = get_object_or_404(Errand.objects.filter(assignment__in=within).select_related("assignment", "to"), pk=pk)
    actions.withdraw(errand=errand, now=timezone.now(), by=request.user)
    messages.info(request, f"已撤回：{errand.what}。")
    return redirect("desk:assignment", pk=errand.assignment_id)


@require_safe
@allow(Permission.REPORT_PROGRESS)
def sheet(request: HttpRequest, pk: int) -> HttpResponse:
    """交接单: what is open in a unit, to be signed by both and whoever watches."""
    within = Unit.objects.reached_by(posts_of(request.user), Permission.REPORT_PROGRESS)
    unit, today = get_object_or_404(within, pk=pk), timezone.localdate()
    shown = {"unit": unit, "on": today, "secretary": first_responsible(unit, today)}
    errands = Errand.objects.open().filter(assignment__unit=unit).select_related("to", "assignment__item")
    return render(request, "errands/sheet.html", shown | {"matters": handing.open_matters([unit])[:1000], "errands": errands[:500]})
