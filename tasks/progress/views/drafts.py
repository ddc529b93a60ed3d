"""Keep what is being typed, also when the session ended meanwhile: the form carries a signed mark of whose it is."""

from collections.abc import Callable
from functools import wraps

from django.contrib import messages
from django.contrib.auth import get_user_model
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from accounts.conflict import NotYours
from tasks.items.models import Assignment
from tasks.progress import actions, owner
from tasks.progress.forms import STEPS
from tasks.progress.models import Draft


@login_not_required
@require_POST
def draft(request: HttpRequest) -> HttpResponse:
    """Called every few seconds while somebody types; needs the form's mark, not a session."""
    kept = _keep_for_owner(request)
    return render(request, "progress/_saved.html", {"draft": kept}, status=200 if kept else 422)


def keeps_typed(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Whoever sends a form after the session has ended finds the text again after signing in."""

    @wraps(view)
    def guarded(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if request.user.is_authenticated:
            return view(request, *args, **kwargs)
        if request.method == "POST" and _keep_for_owner(request):
            messages.warning(request, "登录已过期，进展还没有送出。填写的文字已存为草稿，登录后仍在原处；佐证须重新选择。")
        return redirect_to_login(request.get_full_path())

    return guarded


def save(said: QueryDict, *, user, assignment: Assignment) -> Draft | None:
    """The typed text and the chosen step, as they stand."""
    steps = {str(value): value for value, _ in STEPS}
    text = said.get("text", "").replace("\0", "")
    return actions.keep_draft(
        assignment=assignment, text=text, percent=steps.get(said.get("percent", "")), now=timezone.now(), by=user
    )


def _keep_for_owner(request: HttpRequest) -> Draft | None:
    """The draft of the person to whom the form was shown; None without a valid mark, or when the person may no longer report."""
    marked = owner.read(request.POST.get("owner", ""))
    if not marked:
        return None
    user = get_user_model().objects.filter(pk=marked[0], is_active=True).first()
    assignment = get_object_or_404(Assignment, pk=marked[1])
    try:
        return save(request.POST, user=user, assignment=assignment) if user else None
    except NotYours:
        return None
