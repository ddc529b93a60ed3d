"""Rows G: the progress form. (G1, G2, G7, G9: tests/tasks/progress/test_reporting.py; G8: test_voiding.py.)"""

from datetime import timedelta

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from accounts.models import Entry
from tasks.items import life
from tasks.items.models import Assignment
from tasks.progress.actions import report
from tasks.progress.models import Evidence, Report, Voided
from tests import factories
from tests.accounts.signed_in import client_of, text
from tests.tasks.conftest import NOW
from tests.tasks.progress.test_proofs import BLUE, proof
from tests.tasks.review.test_race import at_once
from tests.tasks.unit_day import CLOCK, active

TEXT = "已讲党课，86人参加。"


@pytest.fixture
def matter(small, settings, tmp_path) -> Assignment:
    """讲党课, accepted."""
    settings.MEDIA_ROOT = tmp_path
    with time_machine.travel(NOW, tick=False):
        yield active(small, "讲党课")[0]


def sent(client, matter: Assignment, **changed):
    """The form as a browser sends it."""
    said = {"text": TEXT, "percent": 50, "key": "k1", "version": matter.version}
    return client.post(reverse("progress:report", args=[matter.pk]), said | changed)


def test_g3_a_hundred_thousand_and_one_characters_are_refused_with_the_limit_and_stay_on_the_page(matter, small):
    answer = sent(client_of(small.a.clerk), matter, text="字" * 100_001)
    assert (answer.status_code, "500" in text(answer), text(answer).count("字" * 1000) > 0, Report.objects.count()) == (
        422,
        True,
        True,
        0,
    )


def test_g4_a_proof_of_another_unit_cannot_be_reached_by_a_changed_number(matter, small):
    one = report(
        assignment=matter, version=matter.version, text=TEXT, percent=50, proof=proof(), key="k", now=NOW, by=small.a.clerk
    )
    before, client = Entry.objects.count(), client_of(small.b.clerk)
    file = SimpleUploadedFile("新.png", BLUE)
    answers = [client.get(reverse(f"progress:{name}", args=[one.evidence.pk])) for name in ("proof", "evidence", "thumb")]
    answers.append(client.post(reverse("progress:replace", args=[one.evidence.pk]), {"file": file, "reason": "换", "version": 1}))
    answers.append(client.post(reverse("progress:void", args=[one.evidence.pk]), {"why": "误", "version": 1}))
    answers.append(sent(client, matter, known=one.evidence.pk))
    assert [answer.status_code for answer in answers] == [404] * 6
    one.evidence.refresh_from_db()
    assert (one.evidence.version, Voided.objects.count(), Evidence.objects.count(), Entry.objects.count()) == (1, 0, 1, before)


def test_g5_of_two_tabs_the_second_sees_both_texts_and_nothing_is_counted_twice(matter, small):
    client = client_of(small.a.clerk)
    first, second = sent(client, matter), sent(client, matter, key="k2", text="另一页上写的。")
    assert (first.status_code, second.status_code, Report.objects.count()) == (302, 409, 1)
    assert TEXT in text(second) and "另一页上写的。" in text(second)


@pytest.mark.django_db(transaction=True)
def test_g5_eight_clicks_in_one_moment_are_one_entry(settings, tmp_path, redis_url):
    settings.MEDIA_ROOT = tmp_path
    small = factories.office()
    with time_machine.travel(NOW, tick=False):
        one = active(small, "讲党课")[0]
        clients = [Client() for _ in range(8)]  # plain ones: the losers' UPDATE matches no row, which is no change
        for client in clients:
            client.cookies = client_of(small.a.clerk).cookies
        answers = at_once([lambda client=client: sent(client, one) for client in clients])
    assert ([answer.status_code for answer in answers], Report.objects.count()) == ([302] * 8, 1)


@pytest.mark.parametrize("what", ["ended", "moved", "handed in"])
def test_g6_saved_after_the_matter_changed_is_409_with_what_was_typed_and_nothing_is_kept(matter, small, what):
    seen = Assignment.objects.get(pk=matter.pk)
    if what == "ended":
        life.cancel(assignment=matter, version=matter.version, reason="合并办理", by=small.admin, **CLOCK)
    elif what == "moved":
        new = matter.due_on + timedelta(9)
        life.reschedule(assignment=matter, version=matter.version, due_on=new, reason="会议改期", by=small.admin, **CLOCK)
    else:
        Assignment.objects.filter(pk=matter.pk).update(state="submitted", submitted_on=CLOCK["on"], version=matter.version + 1)
    answer = sent(client_of(small.a.clerk), seen)
    assert (answer.status_code, TEXT in text(answer), Report.objects.count()) == (409, True, 0)
