"""Who spoke, where and when, corrected after the import."""

from datetime import date

import pytest
from django.urls import reverse

from accounts.conflict import Stale
from accounts.models import Entry
from speeches import actions
from speeches.models import Directive, Speech
from tests.speeches.conftest import NOW

SAID = {"title": "讲话", "speaker": "县委书记", "meeting": "", "given_on": date(2026, 11, 24)}


@pytest.fixture
def undated(small) -> Speech:
    """A speech with a relative deadline and no date."""
    made = actions.receive(data="各单位要在一周内报送整改方案。".encode(), name="讲话.txt", now=NOW, by=small.admin)
    return actions.read(pk=made.pk, now=NOW)


def test_a_date_that_is_filled_in_later_gives_the_day_of_a_relative_deadline(undated, small):
    assert undated.directives.get().due_on is None
    actions.describe(speech=undated, values=SAID, mark=actions.seen(undated), now=NOW, by=small.admin)
    one = undated.directives.get()
    assert (one.due_on, one.sources["due_on"], one.version) == (date(2026, 12, 1), "推定", 2)
    assert Entry.objects.get(act="修改讲话信息").after == {"speaker": "县委书记", "given_on": "2026-11-24"}


def test_a_day_that_a_person_typed_or_decided_stays(undated, small):
    one = undated.directives.get()
    actions.amend(directive=one, version=1, values={"due_on": date(2027, 1, 1)}, now=NOW, by=small.admin)
    actions.restore(directive=one, version=2, now=NOW, by=small.admin)
    actions.describe(speech=undated, values=SAID, mark=actions.seen(undated), now=NOW, by=small.admin)
    assert Directive.objects.get(pk=one.pk).due_on == date(2027, 1, 1)


def test_of_two_who_correct_at_once_the_second_is_told(undated, small):
    mark = actions.seen(undated)
    actions.describe(speech=undated, values=SAID, mark=mark, now=NOW, by=small.admin)
    with pytest.raises(Stale) as lost:
        actions.describe(speech=undated, values=SAID | {"speaker": "县长"}, mark=mark, now=NOW, by=small.second_admin)
    assert ("讲话人：县长" in lost.value.mine, "讲话人：县委书记" in lost.value.theirs) == (True, True)
    assert Speech.objects.get(pk=undated.pk).speaker == "县委书记"


def test_the_form_refuses_a_year_that_nobody_meant(client, undated, small):
    client.force_login(small.admin)
    address = reverse("speeches:describe", args=[undated.pk])
    page = client.post(address, {"title": "讲话", "given_on": "0202-01-01", "mark": actions.seen(undated)})
    assert (page.status_code, "讲话日期的年份不对。" in page.content.decode()) == (422, True)
    client.post(address, {"title": "新题", "given_on": "", "mark": actions.seen(undated)})
    assert Speech.objects.get(pk=undated.pk).title == "新题"
