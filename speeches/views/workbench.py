"""The workbench: words left, what is to be decided beside them, and the acts on one directive."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_POST, require_safe

from accounts.access import allow
from accounts.roles import Permission
from speeches import actions, queries
from speeches.forms import DirectiveForm
from speeches.glossary import mark
from speeches.models import Directive, Speech
from speeches.states import SpeechState
from speeches.views.answers import after, bench, directive_of, keep, now, place, said
from speeches.workbench import doubtful_first, pairs


@require_safe
@allow(Permission.DECIDE_DIRECTIVES)
def review(request: HttpRequest, pk: int) -> HttpResponse:
    """讲话评审: every piece of the speech with what is proposed, and how much is still undecided."""
    speech = get_object_or_404(Speech.objects.visible_to(request.user), pk=pk, state__in=[SpeechState.READ, SpeechState.DECIDED])
    cut = pairs(speech)
    shown = bench(request, speech, cut) | {"groups": doubtful_first(cut) if keep(request) else [("", cut)]}
    if shown["coverage"].left and speech.glossary != mark(queries.office_glossary()):
        shown |= {"stale": [speech], "stale_left": shown["coverage"].left}
    return render(request, "speeches/review.html", shown)


@require_POST
@allow(Permission.DECIDE_DIRECTIVES)
def confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """确认."""
    return _act(request, pk, actions.confirm)


@require_POST
@allow(Permission.DECIDE_DIRECTIVES)
def reject(request: HttpRequest, pk: int) -> HttpResponse:
    """不是指示."""
    return _act(request, pk, actions.reject, "kind")


@require_POST
@allow(Permission.DECIDE_DIRECTIVES)
def restore(request: HttpRequest, pk: int) -> HttpResponse:
    """撤回判定."""
    return _act(request, pk, actions.restore)


@allow(Permission.DECIDE_DIRECTIVES)
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """修改并确认; htmx gets the form in the card's place."""
    directive = directive_of(request, pk)
    posted = request.method == "POST"
    form = DirectiveForm(request.POST if posted else None, instance=directive, initial={"version": directive.version})
    if posted and form.is_valid():
        told = form.cleaned_data
        fresh = directive_of(request, pk)
        actions.amend(directive=fresh, version=told["version"], values=told, now=now(), by=request.user)
        return after(request, fresh.speech, f"d{pk}")
    # The form has written what was typed into its instance: the page shows the words of a fresh one.
    shown = {
        "form": form,
        "directive": directive_of(request, pk),
        "back": place(request, directive.speech_id, f"d{pk}"),
        "keep": keep(request),
    }
    page = "speeches/_edit.html" if request.htmx else "speeches/edit.html"
    return render(request, page, shown, status=422 if posted else 200)


def _act(request: HttpRequest, pk: int, act: Callable[..., Directive], *names: str) -> HttpResponse:
    """One button of a card: what it needs, the act, the card anew."""
    directive, told = directive_of(request, pk), said(request)
    act(directive=directive, **{name: told[name] for name in ("version", *names)}, now=now(), by=request.user)
    return after(request, directive.speech, f"d{pk}")
