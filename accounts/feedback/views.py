"""The box, and the office's page of what came in."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from accounts.access import allow
from accounts.conflict import Refused, posted
from accounts.feedback import actions
from accounts.feedback.forms import AnswerForm, SayForm
from accounts.feedback.models import FeedbackTicket
from accounts.roles import Permission


def say(request: HttpRequest) -> HttpResponse:
    """Anybody who is signed in may say what is too much; beside it what the person said before, with the answers."""
    form = SayForm(posted(request), initial={"page": request.GET.get("from", "")[:200]})
    if form.is_valid():
        said = form.cleaned_data | {"key": str(form.cleaned_data["key"])}
        actions.say(now=timezone.now(), by=request.user, **said)
        messages.info(request, "已送党建办，答复后会发信告知。")
        return redirect("accounts:say")
    own = FeedbackTicket.objects.filter(by=request.user).select_related("answered_by")[:20]
    return render(request, "feedback/say.html", {"form": form, "own": own}, status=422 if form.errors else 200)


@require_safe
@allow(Permission.SUPERVISE)
def feedback(request: HttpRequest) -> HttpResponse:
    """What came in: unanswered first."""
    found = FeedbackTicket.objects.select_related("by", "answered_by")
    waiting = found.filter(answer="")
    page = Paginator(found.exclude(answer=""), 50).get_page(request.GET.get("page"))
    return render(request, "feedback/feedback.html", {"waiting": waiting[:100], "count": waiting.count(), "page": page})


@require_POST
@allow(Permission.SUPERVISE)
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """答复."""
    ticket = get_object_or_404(FeedbackTicket, pk=pk)
    form = AnswerForm(request.POST)
    if not form.is_valid():
        raise Refused("答复须填写，最多 500 字。请修改后重新提交。")
    actions.answer(ticket=ticket, words=form.cleaned_data["words"], now=timezone.now(), by=request.user)
    messages.info(request, "已答复，并发信告知本人。")
    return redirect("accounts:feedback")
