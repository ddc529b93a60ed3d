"""An item that several directives became part of: each sentence leads to it, and it shows each sentence, wherever it is shown."""

from io import BytesIO

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from docx import Document

from accounts.conflict import Refused
from speeches import actions as speech_actions
from speeches.models import Directive
from tasks.desk.trace import trace
from tasks.exchange.queries import snapshot
from tasks.items import actions as items
from tasks.items.actions.carrying import draft_next
from tasks.items.models import Assignment, Item, ItemSource, ResponsibilityList
from tasks.items.sources import said
from tasks.reports import listing, queries
from tasks.reports.assessment_docx import render as word
from tasks.reports.notice import notice
from tests import factories
from tests.tasks.chain import ISSUED, Chain, at
from tests.tasks.reports.office import DUES, TODAY, open_cycle
from tests.tasks.speech import seed_speech

pytestmark = pytest.mark.django_db
TITLES = ("强化监督考核", "落实主体责任", "建设专业队伍")


class Merged:
    """The seed's list with three items, of which the first and the last became one; a fourth directive stands alone."""

    def __init__(self) -> None:
        self.chain = Chain()
        self.speech = seed_speech(self.chain.admin)
        found = self.speech.directives.select_related("speech", "section")
        self.first, self.other, self.last = (found.filter(title__contains=title).first() for title in TITLES)
        self.unit = self.chain.unit()
        drafted = ResponsibilityList.objects.create(year=2026, title="2026年度党建工作责任清单", speech=self.speech)
        for directive in (self.first, self.other, self.last):
            values = {"due_on": DUES[0], "acceptance_criteria": "达到要求"}
            one = {"directive": directive, "values": values, "units": {self.unit: "each"}}
            items.draw_up(responsibility_list=drafted, by=self.chain.admin, **one)
        keeper = items.merge(items=list(drafted.items.filter(directive__in=[self.first, self.last])), by=self.chain.admin)
        factories.approve(drafted, on=ISSUED, by=self.chain.admin)
        clock = {"on": ISSUED, "now": at(ISSUED), "by": self.chain.admin}
        items.issue(responsibility_list=drafted, number="测党〔2026〕8号", over_reason="测试。", **clock)
        drafted.refresh_from_db()
        self.listed, self.item = drafted, Item.objects.get(pk=keeper.pk)
        self.both = {self.first, self.last}

    def report(self):
        made = {"cycle": open_cycle(self.chain), "responsibility_list": self.listed, "on": TODAY, "now": at(TODAY)}
        return queries.report(user=self.chain.admin, **made)


@pytest.fixture
def merged() -> Merged:
    return Merged()


def grown(one: Merged, user=None) -> dict[Directive, list[Item]]:
    """What the trace shows under each directive that became something."""
    roots = trace(one.speech, user or one.chain.admin)
    return {root.directive: [branch.item for branch in root.branches] for root in roots if root.branches}


def test_every_sentence_leads_to_the_item(merged):
    assert grown(merged) == {merged.first: [merged.item], merged.other: [Item.objects.get(number=2)], merged.last: [merged.item]}
    ItemSource.objects.all().delete()
    assert set(grown(merged)) == {merged.item.directive, merged.other}


def test_the_trace_costs_the_same_however_many_directives_are_merged(merged):
    def cost() -> int:
        with CaptureQueriesContext(connection) as made:
            trace(merged.speech, merged.chain.admin)
        return len(made)

    cost()
    before, others = cost(), merged.speech.directives.exclude(pk__in=[d.pk for d in (*merged.both, merged.other)])
    ItemSource.objects.bulk_create(ItemSource(item=merged.item, directive=one, spans=[[one.start, one.end]]) for one in others)
    assert (cost(), len(grown(merged))) == (before, 19)


def test_the_report_answers_each_sentence_and_counts_the_item_once(merged):
    merged.chain.deliver(Assignment.objects.get(item=merged.item), DUES[0])
    made = merged.report()
    answered = {r.directive: r for chapter in made.chapters for r in chapter.requirements if r.listed}
    assert set(answered) == {merged.first.pk, merged.other.pk, merged.last.pk}
    for own, further in ((merged.first, merged.last), (merged.last, merged.first)):
        [answer] = answered[own.pk].items
        assert (answer.pk, answer.words, answer.also) == (merged.item.pk, own.text.strip(), (further.text.strip(),))
    assert made.overview[0] == "讲话提出要求19条，列入清单3条，尚未列入清单16条；清单共2项。"
    assert (made.figures.given, made.figures.done, dict(made.table[-1][1])["清单"]) == (2, 1, 2)


def test_page_and_word_of_the_report_name_the_further_sentence(client, merged):
    merged.chain.deliver(Assignment.objects.get(item=merged.item), DUES[0])
    made = merged.report()
    lines = [p.text for p in Document(word(made)).paragraphs if p.text.startswith("同时落实：")]
    assert sorted(lines) == sorted(f"同时落实：“{one.text.strip()}”" for one in merged.both)
    client.force_login(merged.chain.admin)
    page = client.get(reverse("reports:assessment", args=[queries.Cycle.objects.get().pk])).content.decode()
    assert page.count("同时落实：") == 2


def test_every_export_of_the_list_holds_all_sentences_and_places(client, merged):
    words = [one.text.strip() for one in merged.both]
    row = next(r for r in listing.rows(merged.chain.admin, merged.listed) if r.item == merged.item)
    assert row.words == "\n".join(one.words for one in said(merged.item)) and all(text in row.words for text in words)
    [cells] = notice(merged.listed, [row], organ="工委", excerpt=False).rows
    assert cells[-1] == row.place and "；" in row.place
    sheet = dict(chunk for part in snapshot(merged.chain.admin, merged.listed, "items", fills=False) for chunk in part)
    assert (sheet[merged.item.pk]["place"], all(w in sheet[merged.item.pk]["words"] for w in words)) == (row.place, True)
    client.force_login(merged.chain.admin)
    answer = client.get(reverse("reports:trace_xlsx", args=[merged.speech.pk]))
    made = openpyxl.load_workbook(BytesIO(b"".join(answer.streaming_content)))["落实去向"]
    lines = [(line[1], line[3], line[5]) for line in made.iter_rows(min_row=3, values_only=True) if line[3] == str(merged.item)]
    assert sorted(lines) == sorted((one.text.strip(), str(merged.item), 1) for one in merged.both)


def test_what_was_merged_goes_on_into_next_year_and_into_parts(merged):
    made = draft_next(responsibility_list=merged.listed, items=[merged.item], title="2027年度清单", by=merged.chain.admin)
    carried = made.items.get()
    assert [one.directive for one in carried.more_sources.all()] == [merged.item.more_sources.get().directive]
    [part] = items.divide(item=carried, lines=["先开会"], by=merged.chain.admin)
    assert [one.directive for one in part.more_sources.all()] == [merged.item.more_sources.get().directive]


def test_a_directive_that_was_merged_into_an_item_cannot_be_taken_back(merged):
    directive = merged.item.more_sources.get().directive
    with pytest.raises(Refused, match="已列入清单"):
        speech_actions.restore(directive=directive, version=directive.version, now=at(TODAY), by=merged.chain.admin)
