"""The glossaries: who is meant by 各级党组织, short names of units, campaigns, and which word speaks for which theme."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from accounts.access import allow
from accounts.conflict import Refused, posted
from accounts.roles import Permission
from accounts.trail.queries import of
from speeches import actions, queries
from speeches.forms import DecisionForm, RereadForm, TermForm
from speeches.glossary import built_in
from speeches.models import Speech, Term
from speeches.reading import DEFAULT
from speeches.states import Book
from speeches.terms import history, in_words
from speeches.views.answers import now

SPEECHES_AT_ONCE = 10


@allow(Permission.DECIDE_DIRECTIVES)
def terms(request: HttpRequest, book: str = Book.ACTOR) -> HttpResponse:
    """All terms of a glossary with what they mean now, a form for a new one, and the latest changes."""
    if book not in Book.values:
        raise Http404
    form = TermForm(posted(request), book=book, initial={"phrase": request.GET.get("phrase", "")[:60]})
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        made = actions.add_term(book=book, phrase=said["phrase"], values=said, by=request.user)
        messages.info(request, f"已增加{made.get_book_display()}“{made.phrase}”。")
        return redirect("speeches:book", book=book)
    found = list(Term.objects.of(book).select_related("unit"))
    counts = queries.counts_of(found) if book == Book.ACTOR else {}
    rows = [(one, in_words(one), counts.get(one.phrase)) for one in found]
    ours = {one.phrase for one in found}
    brought = [(word, themes) for word, themes in built_in(DEFAULT, book) if word not in ours]
    shown = {"book": Book(book), "rows": rows, "form": form, "brought": brought, "history": history(book)} | _frame(request, book)
    return render(request, "speeches/terms.html", shown, status=422 if form.errors else 200)


@allow(Permission.DECIDE_DIRECTIVES)
def term(request: HttpRequest, pk: int) -> HttpResponse:
    """One term: what it means, the units, and its history."""
    one = get_object_or_404(Term.objects.select_related("unit"), pk=pk)
    shown = {"means": one.means, "unit": one.unit_id, "off": one.off, "version": one.version}
    form = TermForm(posted(request), book=one.book, term=one, initial=shown)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        actions.change_term(term=one, version=said["version"], values=said, by=request.user)
        messages.info(request, f"已保存{one.get_book_display()}“{one.phrase}”。")
        return redirect("speeches:book", book=one.book)
    page = {"term": one, "book": Book(one.book), "form": form, "history": of(one).reverse()}
    if one.book == Book.ACTOR:
        page["units"] = queries.units_of(one.phrase)
    return render(request, "speeches/term.html", page | _frame(request, one.book), status=422 if form.errors else 200)


@require_POST
@allow(Permission.DECIDE_DIRECTIVES)
def remove_term(request: HttpRequest, pk: int) -> HttpResponse:
    """Strike a term."""
    one = get_object_or_404(Term, pk=pk)
    form = DecisionForm(request.POST)
    if not form.is_valid():
        raise Refused("页面已过期。请刷新后重试。")
    actions.remove_term(term=one, version=form.cleaned_data["version"], by=request.user)
    messages.info(request, f"已删除{one.get_book_display()}“{one.phrase}”。")
    return redirect("speeches:book", book=one.book)


@require_POST
@allow(Permission.DECIDE_DIRECTIVES)
def reread(request: HttpRequest) -> HttpResponse:
    """重新识别未判定的语句 of the named speeches."""
    form = RereadForm(request.POST, reach=Speech.objects.visible_to(request.user))
    if not form.is_valid():
        raise Refused("没有选定讲话。请刷新页面后重试。")
    chosen = form.cleaned_data["speech"][:SPEECHES_AT_ONCE]
    done = [actions.reread(speech=speech, now=now(), by=request.user) for speech in chosen]
    directives, pieces = sum(one.directives for one in done), sum(one.pieces for one in done)
    messages.info(request, f"已重新识别 {len(done)} 篇讲话：{directives} 条指示、{pieces} 句其他语句有变化。已判定的没有改动。")
    if len(done) == 1:
        return redirect("speeches:review", pk=chosen[0].pk)
    return redirect("speeches:terms")


def _frame(request: HttpRequest, book: str) -> dict:
    """What every page of the glossaries has: the four books, and the speeches that were read by other words."""
    stale = queries.read_before(request.user, queries.office_glossary())[:SPEECHES_AT_ONCE]
    return {"books": [(one, one == book) for one in Book], "stale": stale, "stale_left": sum(one.left for one in stale)}
