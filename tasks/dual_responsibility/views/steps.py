"""四个一起: what is missing, one matter's four steps, and what the office asks of an item."""

from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from accounts.access import allow
from accounts.conflict import accepted, posted
from accounts.roles import Permission
from tasks.dual_responsibility import actions
from tasks.dual_responsibility.forms import AskForm, StepForm, records_of, step_forms
from tasks.dual_responsibility.models import Checkpoint
from tasks.dual_responsibility.queries import charge, gaps
from tasks.dual_responsibility.states import Step
from tasks.items.models import Assignment, Item
from tasks.items.paging import address, page
from tasks.items.rights import holds

KINDS = {"": "缺任何一项", gaps.UNCHECKED: "已谋划、未检查", gaps.LATE: "超过要求时间"}


@require_safe
@allow(Permission.READ_LEADERS)
def steps(request: HttpRequest) -> HttpResponse:
    """Matters that lack a step, by unit and leader."""
    on, kind = timezone.localdate(), request.GET.get("kind", "")
    within = Assignment.objects.filter(Q(unit__in=charge.units(request.user)) | Q(leader__user=request.user))
    counted = {name: gaps.lacking(within, name, on) for name in KINDS}
    listed = counted.get(kind, counted[""])
    at = page(listed, request.GET, order=("unit__path", "id"))
    rows = gaps.gaps(Assignment.objects.filter(pk__in=[row.pk for row in at.rows]), on)
    chips = [
        {"label": f"{label} {counted[name].count()}", "href": address(request.GET, kind=name), "active": listed is counted[name]}
        for name, label in KINDS.items()
    ]
    shown = {"rows": rows, "chips": chips, "on": on, "carried": gaps.carrying(within).exists()}
    return render(request, "dual/steps.html", shown | at.links)


@require_safe
@allow(Permission.READ_LISTS)
def matter(request: HttpRequest, pk: int) -> HttpResponse:
    """One matter's four steps, for whoever may see the matter."""
    return _matter(request, get_object_or_404(_within(request), pk=pk))


@require_POST
@allow(Permission.TAKE_STEPS)
def take(request: HttpRequest, pk: int) -> HttpResponse:
    """A leader of the unit says with one click that a step was taken."""
    one, on, now = get_object_or_404(_within(request), pk=pk), timezone.localdate(), timezone.now()
    actions.must_lead(one, request.user)
    form = StepForm(request.POST, records=records_of(one), step=request.POST.get("step", ""))

    def act() -> None:
        actions.take_step(assignment=one, on=on, now=now, by=request.user, **form.said(one, on))

    if form.is_valid() and accepted(form, act):
        messages.info(request, f"已登记：{Step(form.cleaned_data['step']).label}。")
        return redirect("dual:matter", pk=pk)
    return _matter(request, one, form)


def _within(request: HttpRequest):
    return Assignment.objects.visible_to(request.user).with_everything()


def _matter(request: HttpRequest, one: Assignment, sent: StepForm | None = None) -> HttpResponse:
    """The page, with the form that was refused as it was sent."""
    on = timezone.localdate()
    taken = gaps.steps_of([one]).get(one.pk, {})
    asked = dict(one.item.asked_checkpoints.values_list("step", "due_on"))
    leads = holds(request.user, Permission.TAKE_STEPS, one)
    forms = step_forms(one, taken, sent) if leads else {}
    rows = [(step, taken.get(step), asked.get(step), forms.get(step)) for step in Step]
    [gap] = gaps.gaps(Assignment.objects.filter(pk=one.pk), on, whole=True) or [None]
    shown = {"assignment": one, "rows": rows, "gap": gap, "leads": leads, "on": on, "form": sent}
    return render(request, "dual/matter.html", shown, status=422 if sent else 200)


@require_POST
@allow(Permission.TAKE_STEPS)
def take_back(request: HttpRequest, pk: int) -> HttpResponse:
    """撤回 a wrong entry."""
    within = Assignment.objects.visible_to(request.user)
    found = Checkpoint.objects.select_related("assignment__item", "assignment__unit")
    one = get_object_or_404(found, pk=pk, assignment__in=within)
    actions.take_back(checkpoint=one, now=timezone.now(), by=request.user)
    messages.info(request, f"已撤回：{one.get_step_display()}。")
    return redirect("dual:matter", pk=one.assignment_id)


@allow(Permission.DRAW_UP)
def item(request: HttpRequest, pk: int) -> HttpResponse:
    """Until when the office asks for each step of an item."""
    one = get_object_or_404(Item.objects.visible_to(request.user).select_related("responsibility_list"), pk=pk)
    form = AskForm(posted(request), item=one)

    def act() -> None:
        clock = {"on": timezone.localdate(), "now": timezone.now()}
        actions.ask_steps(item=one, dates=form.cleaned_data, by=request.user, **clock)

    if form.is_valid() and accepted(form, act):
        messages.info(request, "已保存四个一起的时间要求。")
        return redirect("desk:item", pk=pk)
    return render(request, "dual/item.html", {"form": form, "item": one}, status=422 if form.errors else 200)
