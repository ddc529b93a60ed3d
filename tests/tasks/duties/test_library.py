"""The library of standing duties prints an article only where its text was read."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from accounts.roles import Role
from tasks.duties.models import StandingDuty
from tasks.duties.states import Mark, Period
from tests import factories

pytestmark = pytest.mark.django_db


def test_the_library_holds_forty_five_duties_in_order():
    assert list(StandingDuty.objects.values_list("code", flat=True)) == [f"D{n:02d}" for n in range(1, 46)]


def test_only_duties_whose_text_was_read_name_an_article():
    named = set(StandingDuty.objects.exclude(article="").values_list("mark", flat=True))
    assert named == {Mark.TEXT_READ}
    assert not StandingDuty.objects.filter(mark=Mark.TEXT_READ, article="").exists()


def test_the_database_refuses_an_article_that_nobody_read():
    duty = StandingDuty.objects.filter(mark=Mark.RECALLED).first()
    with pytest.raises(IntegrityError), transaction.atomic():
        StandingDuty.objects.filter(pk=duty.pk).update(article="第十一条")


@pytest.mark.parametrize("period", [*Period.values, "", "decade"])
def test_the_page_shows_the_duties_of_a_period_with_their_mark_in_words(client, period):
    client.force_login(factories.post(Role.UNIT_CLERK).user)
    answer = client.get(reverse("duties:library"), {"period": period})
    known = period in Period.values
    expected = StandingDuty.objects.filter(period=period) if known else StandingDuty.objects.all()
    assert list(answer.context["duties"]) == list(expected)
    page = answer.content.decode()
    assert {label: page.count(f">{label}<") for label in Mark.labels} == {
        mark.label: expected.filter(mark=mark).count() for mark in Mark
    }


def test_who_reads_no_lists_does_not_get_in(client):
    client.force_login(factories.post(Role.AUDIT_ADMIN).user)
    assert client.get(reverse("duties:library")).status_code == 403
