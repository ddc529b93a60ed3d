"""The small page behind a letter's link: anybody may look, only a session or the code from the mailbox may act."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import allow, posts_of
from accounts.conflict import Refused
from accounts.letters.waking import wake
from accounts.models import Unit
from accounts.roles import Permission
from tasks.bylink import actions, queries
from tasks.bylink.forms import FORMS, CodeForm
from tasks.bylink.models import Act, Feed, HeldAct
from tasks.items.ics import due_dates
from tasks.items.models import Assignment

GONE = 410


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def matter(request: HttpRequest, token: str) -> HttpResponse:
    """The matter with what can be done; a POST does it at once for a signed-in person, else asks for the code."""
    found = queries.matter(token)
    if found is None:
        return render(request, "bylink/gone.html", status=GONE)
    assignment, to = found
    act = request.POST.get("act", "")
    if request.method != "POST":
        return _page(request, assignment, token)
    if act not in queries.acts(assignment, timezone.localdate()):
        raise Refused(f"「{assignment}」现为{assignment.get_state_display()}，不能办理此事。请刷新页面查看。")
    form = FORMS[act](request.POST, prefix=act)
    if not form.is_valid():
        return _page(request, assignment, token, form, act)
    if request.user.is_authenticated:
        return _at_once(request, assignment, act, form.said())
    held = actions.hold(assignment=assignment, to=to, act=act, said=form.said(), now=timezone.now())
    wake()
    return redirect("bylink:confirm", token, held.pk)


def _at_once(request: HttpRequest, assignment: Assignment, act: str, said: dict) -> HttpResponse:
    """A colleague to whom the letter was forwarded acts as himself, within his own rights."""
    mine = get_object_or_404(Assignment.objects.visible_to(request.user), pk=assignment.pk)
    actions.perform(assignment=mine, act=act, said=said, on=timezone.localdate(), now=timezone.now(), by=request.user)
    messages.success(request, f"已{Act(act).label}：{mine.item.title}")
    return redirect("desk:assignment", mine.pk)


def _page(request: HttpRequest, assignment: Assignment, token: str, form=None, chosen: str = "") -> HttpResponse:
    """The matter and a form for each act; the one that was typed keeps what was typed."""
    fresh = {"version": assignment.version, "percent": assignment.percent}
    forms = [
        (act, form if act == chosen else FORMS[act](prefix=act, initial=fresh))
        for act in queries.acts(assignment, timezone.localdate())
    ]
    shown = {"assignment": assignment, "forms": forms, "token": token, "signed_in": request.user.is_authenticated}
    return render(request, "bylink/matter.html", shown, status=422 if form else 200)


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, token: str, pk: int) -> HttpResponse:
    """The six figures from the letter; with them the held act is done as the person to whom the letter went."""
    found = queries.matter(token)
    if found is None:
        return render(request, "bylink/gone.html", status=GONE)
    held = get_object_or_404(HeldAct.objects.select_related("assignment__item", "to"), pk=pk, assignment=found[0], to=found[1])
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.try_code(held=held, code=form.plain(), on=timezone.localdate(), now=timezone.now())
        except Refused as refused:
            form.add_error("code", str(refused))
        else:
            return render(request, "bylink/done.html", {"held": held, "assignment": held.assignment})
    shown = {"held": held, "form": form, "token": token, "mailbox": masked(held.to.email)}
    return render(request, "bylink/confirm.html", shown, status=422 if form.errors else 200)


def masked(address: str) -> str:
    """w***@example.gov.cn: enough to know which mailbox to open, and no more."""
    name, _, host = address.partition("@")
    return f"{name[:1]}***@{host}"


@login_not_required
@never_cache
@require_safe
def feed(request: HttpRequest, token: str) -> HttpResponse:
    """The due dates of a calendar address, for a calendar program."""
    now = timezone.now()
    found = queries.feed(token, timezone.localdate(now))
    if found is None:
        raise Http404
    name = f"党建责任清单时限 {found.unit.short if found.unit else found.user.name}"
    text = due_dates(queries.due(found, timezone.localdate(now)), site=settings.SITE_URL, name=name, now=now)
    return HttpResponse(text, content_type="text/calendar; charset=utf-8")


@require_safe
@allow(Permission.ACKNOWLEDGE)
def feeds(request: HttpRequest) -> HttpResponse:
    """Own calendar addresses: one's own, and those of the units in which one holds a post."""
    units = list({post.unit_id: post.unit for post in posts_of(request.user)}.values())
    gone = queries.left([unit.pk for unit in units], timezone.localdate())
    standing = {feed.unit_id: feed.token(gone.get(feed.unit_id, ())) for feed in Feed.objects.filter(unit__in=units)}
    own = Feed.objects.filter(user=request.user).first()
    shown = {"own": own and own.token(), "units": [(unit, standing.get(unit.pk)) for unit in units], "site": settings.SITE_URL}
    return render(request, "bylink/feeds.html", shown)


@require_POST
@allow(Permission.ACKNOWLEDGE)
def change_feed(request: HttpRequest) -> HttpResponse:
    """Open a calendar address, or put a new one in its place, which revokes the old."""
    unit = _own_unit(request, request.POST.get("unit", ""))
    standing = Feed.objects.filter(unit=unit).first() if unit else Feed.objects.filter(user=request.user).first()
    if standing:
        actions.renew_feed(feed=standing, by=request.user)
        messages.success(request, "已换成新地址，旧地址即时失效。")
    else:
        actions.open_feed(unit=unit, by=request.user)
    return redirect("bylink:feeds")


def _own_unit(request: HttpRequest, said: str) -> Unit | None:
    if not said:
        return None
    mine = {str(post.unit_id): post.unit for post in posts_of(request.user)}
    if said not in mine:
        raise Http404
    return mine[said]
