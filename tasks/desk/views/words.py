"""From the words of a speech to matters, and back."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from accounts.access import allow
from accounts.roles import Permission
from speeches.models import Directive, Speech
from tasks.desk.relatives import relatives as relatives_of
from tasks.desk.trace import trace as trace_of


@require_safe
@allow(Permission.DECIDE_DIRECTIVES)
def relatives(request: HttpRequest, pk: int) -> HttpResponse:
    """Earlier items near to a directive: a part that the workbench loads into its card."""
    directive = get_object_or_404(Directive.objects.select_related("speech"), pk=pk)
    return render(request, "desk/_relatives.html", {"relatives": relatives_of(directive)})


@require_safe
@allow(Permission.OVERSEE)
def trace(request: HttpRequest, pk: int) -> HttpResponse:
    """From each directive of a speech to its items and units."""
    speech = get_object_or_404(Speech.objects.visible_to(request.user), pk=pk)
    return render(request, "desk/trace.html", {"speech": speech, "roots": trace_of(speech, request.user)})
