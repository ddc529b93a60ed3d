"""Requests to erase: the security administrator asks, the audit administrator decides."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import allow, may
from accounts.conflict import Refused, accepted, posted
from accounts.erasing import actions
from accounts.erasing.forms import AskForm, DecideForm
from accounts.erasing.models import Erasure
from accounts.roles import Permission

AT_ONCE = 100


@require_safe
@allow(Permission.MANAGE_RIGHTS, Permission.READ_TRAIL)
def erasures(request: HttpRequest) -> HttpResponse:
    """The newest requests."""
    found = Erasure.objects.select_related("asked_by", "decided_by")[:AT_ONCE]
    asks, decides = (may(request.user, right) for right in (Permission.MANAGE_RIGHTS, Permission.READ_TRAIL))
    return render(request, "erasing/erasures.html", {"erasures": found, "asks": asks, "decides": decides})


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Permission.MANAGE_RIGHTS)
def ask(request: HttpRequest) -> HttpResponse:
    """The security administrator's form."""
    form = AskForm(posted(request))
    if form.is_valid():
        said = form.cleaned_data
        if accepted(form, lambda: actions.ask(**said, by=request.user, now=timezone.now())):
            messages.info(request, "已提出申请，请审计管理员确认。")
            return redirect("accounts:erasures")
    return render(request, "erasing/ask.html", {"form": form})


@require_POST
@allow(Permission.READ_TRAIL)
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Agree or not, with a sentence."""
    erasure = get_object_or_404(Erasure, pk=pk)
    form = DecideForm(request.POST)
    if not form.is_valid():
        raise Refused("请填写意见（500字以内），并点“确认清除”或“不予清除”。")
    agree = form.cleaned_data["agree"] == "yes"
    actions.decide(erasure, agree=agree, answer=form.cleaned_data["answer"], by=request.user, now=timezone.now())
    messages.info(request, "内容已清除，痕迹链保持完整。" if agree else "已答复：不予清除。")
    return redirect("accounts:erasures")
