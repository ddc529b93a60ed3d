"""季度工作提示单: what would be said, issuing it, and one order."""

from datetime import timedelta

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from accounts.access import allow, may
from accounts.conflict import Refused
from accounts.roles import Permission
from tasks.dual_responsibility import actions
from tasks.dual_responsibility.models import WorkOrder
from tasks.dual_responsibility.queries import charge
from tasks.dual_responsibility.queries.coming import plans
from tasks.dual_responsibility.queries.leader import orders as orders_of
from tasks.dual_responsibility.states import OF_UNITS
from tasks.duties.rules.periods import Span, next_span, span_of
from tasks.duties.states import Period
from tasks.items.paging import page

# So many days before a quarter begins its orders are offered first; before that those of the running one.
AHEAD = timedelta(days=45)


def quarters() -> tuple[Span, Span]:
    """(the quarter that is offered first, the other one): the coming one near its beginning, else the running one."""
    today = timezone.localdate()
    now = span_of(Period.QUARTER, today)
    after = next_span(now)
    return (after, now) if after.start - today <= AHEAD else (now, after)


def wanted(said: dict) -> Span:
    """The quarter that was named, of the two that can be."""
    first, second = quarters()
    return second if said.get("quarter") == str(second.start) else first


@require_safe
@allow(Permission.READ_LEADERS)
def orders(request: HttpRequest) -> HttpResponse:
    """For the office: what each leader would be told, with a tick. For others: what was issued."""
    if not may(request.user, Permission.ISSUE):
        at = page(orders_of(request.user), request.GET, order=("-id",))
        return render(request, "dual/orders_issued.html", {"orders": at.rows} | at.links)
    on, quarter = timezone.localdate(), wanted(request.GET)
    posts = charge.busy(charge.leaders(request.user, on).filter(role__in=OF_UNITS), span_of(Period.QUARTER, on), on)
    at = page(posts, request.GET, order=("unit__path", "id"))
    made = {order.to_post_id: order for order in WorkOrder.objects.filter(to_post__in=at.rows, starts_on=quarter.start)}
    rows = [(plan, made.get(plan.post.pk)) for plan in plans(at.rows, quarter, on)]
    rows = [(plan, order) for plan, order in rows if plan or order]
    chips = [
        {"label": one.label, "href": f"?quarter={one.start}", "active": one == quarter} for one in sorted(quarters(), key=_start)
    ]
    issued = WorkOrder.objects.filter(starts_on=quarter.start).count()
    return render(request, "dual/orders.html", {"rows": rows, "quarter": quarter, "chips": chips, "issued": issued} | at.links)


def _start(span: Span):
    return span.start


@require_POST
@allow(Permission.ISSUE)
def issue(request: HttpRequest) -> HttpResponse:
    """印发 to the leaders ticked, or to all of them."""
    now = timezone.now()
    on, quarter = timezone.localdate(now), wanted(request.POST)
    found = charge.leaders(request.user, on).filter(role__in=OF_UNITS)
    if "all" not in request.POST:
        picked = [int(said) for said in request.POST.getlist("pick") if said.isascii() and said.isdigit() and len(said) < 19]
        if not picked:
            raise Refused("请先勾选要印发的领导。")
        found = found.filter(pk__in=picked)
    made = actions.issue_orders(posts=found, quarter=quarter, on=on, now=now, by=request.user)
    messages.info(request, f"已印发{quarter.label}工作提示单{len(made)}份，每人一封信。")
    return redirect(f"{request.path.removesuffix('issue/')}?quarter={quarter.start}")


@require_safe
@allow(Permission.READ_LEADERS)
def order(request: HttpRequest, pk: int) -> HttpResponse:
    """One order as it was issued."""
    one = get_object_or_404(orders_of(request.user), pk=pk)
    return render(request, "dual/order.html", {"order": one, "content": one.content})
