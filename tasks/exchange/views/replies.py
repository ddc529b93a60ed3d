"""A filled-in sheet on its way back: hand in, compare, tick, take."""

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from accounts.access import allow
from accounts.conflict import Refused, posted, tell
from accounts.roles import Permission
from accounts.sheets.opening import LARGEST
from tasks.exchange import actions, jobs, queries
from tasks.exchange.forms import InForm
from tasks.exchange.models import Reply
from tasks.exchange.states import ReplyState
from tasks.exchange.views.sheets import listed_for, page
from tasks.items.models import ResponsibilityList

# So small a file is compared, and so few cells are taken, while the page waits; more go to the worker.
SMALL, FEW = 60_000, 60


@require_POST
@allow(Permission.READ_LISTS)
def take_in(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep the file and compare it; nothing of it is taken yet."""
    listed, now = listed_for(request, pk), timezone.now()
    form = InForm(posted(request), request.FILES or None)
    if form.is_valid():
        upload = form.cleaned_data["file"]
        try:
            made = actions.receive(listed=listed, data=upload.read(LARGEST + 1), name=upload.name, now=now, by=request.user)
        except Refused as refused:
            if type(refused) is not Refused:
                raise
            tell(form, refused)
        else:
            actions.read(pk=made.pk, now=now) if upload.size <= SMALL else jobs.soon(jobs.read, made.pk)
            return redirect("exchange:reply", pk=made.pk)
    return page(request, listed, in_form=form)


@allow(Permission.READ_LISTS)
def reply(request: HttpRequest, pk: int) -> HttpResponse:
    """The three-way comparison, page by page; ticks are kept, then what is ticked is taken."""
    lists = ResponsibilityList.objects.visible_to(request.user)
    found = Reply.objects.filter(received_by=request.user, responsibility_list__in=lists)
    one = get_object_or_404(found.select_related("responsibility_list", "sheet"), pk=pk)
    if request.method == "POST":
        return _decide(request, one)
    shown = queries.comparison(one, after=_number(request.GET.get("after", "0")))
    return render(request, "exchange/reply.html", {"reply": one, "waiting": one.state in Reply.TO_DO, **shown})


def _decide(request: HttpRequest, one: Reply) -> HttpResponse:
    """Keep the ticks of the page that was sent; go on, or take what is ticked."""
    said = request.POST
    shown, ticked = ([_number(text) for text in said.getlist(name)] for name in ("shown", "ticked"))
    with transaction.atomic():  # whoever comes too late to take leaves no ticks behind either
        if shown:
            actions.choose(reply=one, shown=shown, ticked=ticked, by=request.user)
        chosen = actions.begin(reply=one, by=request.user) if "take" in said else 0
    if "take" in said:
        actions.take_some(pk=one.pk, now=timezone.now()) if chosen <= FEW else jobs.soon(jobs.take, one.pk)
        return redirect("exchange:reply", pk=one.pk)
    if one.state != ReplyState.READ:
        raise Refused("这份表已经在写入，不能再改勾选。请刷新页面。")
    after = _number(said.get("next", "0"))
    response = redirect("exchange:reply", pk=one.pk)
    response["Location"] += f"?after={after}" if after else ""
    return response


def _number(text: str) -> int:
    """An id or a row; what is none names nothing."""
    if not (text.isascii() and text.isdigit() and len(text) < 19):
        raise Http404
    return int(text)
