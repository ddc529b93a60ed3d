"""The supervisor's proposals, and the pages of 督办单."""

from collections.abc import Callable

from django.contrib import messages
from django.forms import Form
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.access import allow
from accounts.conflict import NotYours, accepted, posted
from accounts.roles import Permission
from speeches.actions import refuse_secret
from speeches.documents import digest
from tasks.items.models import Assignment
from tasks.items.paging import address, page
from tasks.supervision.acts.rights import why_not_from_outside
from tasks.supervision.orders import actions, queries
from tasks.supervision.orders.forms import AnswerForm, CheckForm, IssueForm, ReasonForm, WithdrawForm
from tasks.supervision.orders.models import Order
from tasks.supervision.orders.states import MOVES, Kind, OrderState, acts_from

ANSWER_WITHIN = 5
ADDRESSES = {"answer_form": "answer", "accept_form": "check", "withdraw_form": "withdraw"}


@require_safe
@allow(Permission.SUPERVISE)
def proposals(request: HttpRequest) -> HttpResponse:
    """What the ladder proposes to a person; what should have been decided by now is an exception of its own."""
    ladder, only_late = queries.Ladder.of(timezone.localdate()), request.GET.get("late") == "1"
    counts = [queries.proposed(request.user, ladder, late=late).count() for late in (False, True)]
    at = page(queries.proposed(request.user, ladder, late=only_late).with_everything(), request.GET, order=("due_on", "id"))
    chips = [
        {"label": f"全部 {counts[0]}", "href": address(request.GET, late=""), "active": not only_late},
        {"label": f"超期未决定 {counts[1]}", "href": address(request.GET, late="1"), "active": only_late},
    ]
    rows = [(a, ladder.proposals(a)) for a in at.rows]
    shown = {"rows": rows, "late": counts[1], "only_late": only_late, "chips": chips, "rules": ladder.rules, "on": ladder.on}
    return render(request, "supervision/proposals.html", shown | at.links)


@require_safe
@allow(Permission.READ_LISTS)
def orders(request: HttpRequest) -> HttpResponse:
    """All 督办单 within reach, newest first; those whose limit has passed on top of the page."""
    on, state = timezone.localdate(), request.GET.get("state", "")
    found = queries.orders(request.user)
    late = list(queries.late(found, on)[:20])
    if state in OrderState.values:
        found = found.filter(state=state)
    at = page(found, request.GET, order=("-id",))
    chips = [{"label": "全部", "href": address(request.GET, state=""), "active": state not in OrderState.values}]
    chips += [{"label": s.label, "href": address(request.GET, state=s.value), "active": state == s} for s in OrderState]
    shown = {"orders": at.rows, "late": late, "chips": chips, "filtered": state in OrderState.values, "on": on}
    return render(request, "supervision/orders.html", shown | at.links)


@allow(Permission.SUPERVISE)
def issue(request: HttpRequest, pk: int) -> HttpResponse:
    """签发 a 督办单 about a matter."""
    assignment, on = _outside(request, pk, "签发督办单"), timezone.localdate()
    ladder = queries.Ladder.of(on)
    late = assignment.due_on < on
    basis = f"时限{assignment.due_on:%Y年%-m月%-d日}，已逾期{(on - assignment.due_on).days}天，尚未办结。" if late else ""
    until = ladder.days.add_workdays(on, ANSWER_WITHIN)
    form = IssueForm(posted(request), assignment=assignment, on=on, until=until, basis=basis)
    made = []

    def act() -> None:
        made.append(actions.issue(assignment=assignment, by=request.user, **form.cleaned_data, **_moment()))

    if form.is_valid() and accepted(form, act):
        messages.info(request, f"已签发{made[0]}，并写信给{made[0].to_post.user}。")
        return redirect("orders:order", pk=made[0].pk)
    hints = ("签发后按年度连续编号，立即写信给责任人；只能撤回，不能删除。",)
    shown = {"heading": "签发督办单", "form": form, "assignment": assignment, "hints": hints}
    return render(request, "supervision/act.html", shown, status=422 if form.errors else 200)


@allow(Permission.SUPERVISE)
def waive(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """不需要, with the reason."""
    if kind not in Kind.values:
        raise Http404
    label = Kind(kind).label
    assignment = _outside(request, pk, f"决定不需要{label}")
    form = ReasonForm(posted(request), send=f"决定不需要{label}")

    def act() -> None:
        actions.waive(assignment=assignment, kind=kind, by=request.user, **form.cleaned_data, **_moment())

    if form.is_valid() and accepted(form, act):
        messages.info(request, f"已决定不需要{label}：{assignment}。")
        return redirect("orders:proposals")
    hints = ("理由会写入该事项的全过程。时限改变后仍逾期的，会重新提出建议。",)
    shown = {"heading": f"不需要{label}", "form": form, "assignment": assignment, "hints": hints}
    return render(request, "supervision/act.html", shown, status=422 if form.errors else 200)


@require_safe
@allow(Permission.READ_LISTS)
def order(request: HttpRequest, pk: int) -> HttpResponse:
    """One order with its steps and what this person may do about it."""
    return _page(request, _order(request, pk), {})


@allow(Permission.SUBMIT)
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """The unit's answer."""
    one = _order(request, pk)
    form = AnswerForm(posted(request), request.FILES or None, initial={"version": one.version})

    def act() -> None:
        said = form.cleaned_data
        values = {"version": said["version"], "words": said["words"], "proof": said["file"]}
        actions.answer(order=one, by=request.user, **values, **_moment())

    upload = request.FILES.get("file")
    if upload and form.has_error("file", "secret"):
        refuse_secret(digest=digest(upload.name.encode()), where="督办单佐证", now=timezone.now(), by=request.user)
    return _done(request, one, "answer", form, act, "答复已提交，等待核查。")


@allow(Permission.SUPERVISE)
def check(request: HttpRequest, pk: int) -> HttpResponse:
    """认可 or 退回 the answer."""
    one = _order(request, pk)
    form = CheckForm(posted(request), initial={"version": one.version})
    back = "return" in request.POST

    def act() -> None:
        do = actions.return_ if back else actions.accept
        do(order=one, by=request.user, **form.cleaned_data, **_moment())

    return _done(request, one, "return_" if back else "accept", form, act, "已退回，并写信告知。" if back else "督办单已办结。")


@allow(Permission.SUPERVISE)
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """撤回 with the reason."""
    one = _order(request, pk)
    form = WithdrawForm(posted(request), initial={"version": one.version})

    def act() -> None:
        actions.withdraw(order=one, by=request.user, **form.cleaned_data, **_moment())

    return _done(request, one, "withdraw", form, act, "督办单已撤回，并写信告知。")


@require_safe
@allow(Permission.READ_LISTS)
def proof(request: HttpRequest, pk: int) -> FileResponse:
    """An answer's file, as a download only."""
    one = get_object_or_404(queries.proofs(request.user), pk=pk)
    try:
        opened = one.file.open("rb")
    except FileNotFoundError as error:
        raise Http404 from error
    return FileResponse(opened, as_attachment=True, filename=one.name)


def _moment() -> dict:
    now = timezone.now()
    return {"on": timezone.localdate(now), "now": now}


def _outside(request: HttpRequest, pk: int, label: str) -> Assignment:
    """The matter, for somebody who supervises its unit from outside."""
    assignment = get_object_or_404(Assignment.objects.visible_to(request.user).with_everything(), pk=pk)
    refusal = why_not_from_outside(label, assignment, request.user)
    if refusal:
        raise NotYours(refusal)
    return assignment


def _order(request: HttpRequest, pk: int) -> Order:
    found = queries.orders(request.user).prefetch_related("steps__by", "steps__proof")
    return get_object_or_404(found, pk=pk)


def _done(
    request: HttpRequest, one: Order, name: str, form: Form, act: Callable[[], object], said: str
) -> HttpResponse:  # fmt: skip
    """The order's page again, with the form's faults where there are any."""
    refusal = actions.why_not(name, one, request.user)
    if refusal:
        raise NotYours(refusal)
    if form.is_valid() and accepted(form, act):
        messages.info(request, said)
        return redirect("orders:order", pk=one.pk)
    return _page(request, one, {name.replace("return_", "accept"): form})


def _page(request: HttpRequest, one: Order, tried: dict[str, Form]) -> HttpResponse:
    """What is said, what was done, and one form for each act that is open to this person."""
    on, start = timezone.localdate(), {"version": one.version}
    makers = {"answer": AnswerForm, "accept": CheckForm, "withdraw": WithdrawForm}
    open_ = [act for act in acts_from(one.state) if act in makers and not actions.why_not(act, one, request.user)]
    forms = {f"{act}_form": tried.get(act) or makers[act](initial=start) for act in open_} | {
        f"{act}_form": form for act, form in tried.items()
    }
    for act, form in forms.items():
        form.helper.form_action = reverse(f"orders:{ADDRESSES[act]}", args=[one.pk])
    steps = [(MOVES[step.act], step) for step in one.steps.all()]
    late = one.state in (OrderState.ISSUED, OrderState.RETURNED) and on > one.limit_on
    shown = {"order": one, "steps": steps, "late": late, "days": (on - one.limit_on).days, **forms}
    failed = any(form.errors for form in tried.values())
    return render(request, "supervision/order.html", shown, status=422 if failed else 200)
