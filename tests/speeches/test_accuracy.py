"""What the office changed is counted, so that the reader's precision here is a figure."""

from django.urls import reverse

from speeches import actions, queries
from speeches.accuracy import by_kind
from speeches.states import PieceKind
from tests.speeches.conftest import NOW


def test_precision_and_recall_are_shares_of_what_was_proposed_and_of_what_was_decided():
    counts = {("background", "background"): 6, ("background", "diagnosis"): 2, ("diagnosis", "diagnosis"): 1}
    scores = {one.label: (one.proposed, one.decided, one.precision, one.recall) for one in by_kind(counts)}
    assert scores == {"背景": (8, 6, 75.0, 100.0), "问题": (1, 3, 100.0, 100 / 3)}


def test_the_kinds_of_directives_count_as_one_in_the_total():
    total = by_kind({("directive_soft", "directive_hard"): 4, ("directive_hard", "background"): 1})[0]
    assert (total.label, total.proposed, total.decided, total.precision) == ("指示（合计）", 5, 4, 80.0)


def test_every_fate_of_a_directive_is_counted_once(seed, small):
    first, second, third = seed.directives.all()[:3]
    actions.confirm(directive=first, version=1, now=NOW, by=small.admin)
    actions.amend(directive=second, version=1, values={"title": "抓基层"}, now=NOW, by=small.admin)
    actions.reject(directive=third, version=1, kind=PieceKind.EXHORTATION, now=NOW, by=small.admin)
    piece = seed.pieces.outside().worded().first()
    made = actions.mark(speech=seed, piece=piece.pk, now=NOW, by=small.admin)
    actions.confirm(directive=made, version=made.version, now=NOW, by=small.admin)
    fates = queries.fates()
    assert (fates.proposed, fates.kept, fates.changed, fates.rejected, fates.added) == (3, 1, 1, 1, 1)
    assert fates.fields == (("标题", 1),)


def test_the_page_shows_the_figures_and_an_empty_office_is_told_what_to_do(client, seed, small):
    client.force_login(small.admin)
    assert "还没有判定过的语句。" in client.get(reverse("speeches:accuracy")).content.decode()
    rest = list(seed.pieces.outside().worded().values_list("pk", flat=True))
    actions.decide_pieces(speech=seed, pieces=rest, kind=PieceKind.BACKGROUND, now=NOW, by=small.admin)
    assert "准确率" in client.get(reverse("speeches:accuracy")).content.decode()
