"""A leader's own page, and the same page of another leader within reach."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.access import allow
from accounts.models import Post
from accounts.roles import Permission
from tasks.dual_responsibility.queries import charge
from tasks.dual_responsibility.queries.leader import standing
from tasks.duties.rules.periods import span_of
from tasks.duties.states import Period


@require_safe
@allow(Permission.READ_LEADERS)
def mine(request: HttpRequest) -> HttpResponse:
    """我的一岗双责: one's own posts as a leader, one after the other."""
    on = timezone.localdate()
    return _page(request, charge.leaders(request.user, on).filter(user=request.user).order_by("unit__path", "id"))


@require_safe
@allow(Permission.READ_LEADERS)
def leader(request: HttpRequest, pk: int) -> HttpResponse:
    """The page of a leader within reach."""
    post = get_object_or_404(charge.leaders_ever(request.user), pk=pk)
    return _page(request, [post])


def _page(request: HttpRequest, posts: list[Post]) -> HttpResponse:
    on = timezone.localdate()
    span = span_of(Period.QUARTER, on)
    found = [standing(post, span, on) for post in posts]
    own = all(one.post.user_id == request.user.pk for one in found)
    shown = {"standings": found, "span": span, "on": on, "own": own, "year": on.year}
    return render(request, "dual/leader.html", shown)
