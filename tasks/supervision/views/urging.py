"""催办 in one click, from the page of a matter."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from accounts.access import allow
from accounts.conflict import Refused
from accounts.roles import Permission
from tasks.items.models import Assignment
from tasks.supervision.urging import urge


@require_POST
@allow(Permission.SUPERVISE)
def urge_one(request: HttpRequest, pk: int) -> HttpResponse:
    """Urge the unit about one matter, once a day; words of one's own are written from the list of all matters."""
    one = get_object_or_404(Assignment.objects.visible_to(request.user).select_related("item", "unit"), pk=pk)
    now = timezone.now()
    refused = urge(assignments=[one], words="", on=timezone.localdate(now), now=now, by=request.user)
    if refused:
        raise Refused(refused[one.pk])
    messages.success(request, f"已催办{one.unit.short}：{one.item.title}。催办信在发信时段内发出。")
    return redirect("desk:assignment", one.pk)
