"""作废 of a proof: by its unit before the result is checked, by the office afterwards, always with a reason; never deleted."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.urls import reverse

from accounts.conflict import NotYours, Refused, Stale
from accounts.models import Entry
from tasks.items.models import Assignment, Item
from tasks.progress.actions import replace_proof, void_proof
from tasks.progress.models import Evidence, Voided
from tasks.progress.queries import proofs_of_unit
from tasks.review.actions import approve, submit
from tests.accounts.signed_in import client_of, text
from tests.tasks.conftest import NOW
from tests.tasks.progress.test_proofs import BLUE, proof, reported
from tests.tasks.unit_day import CLOCK, active

WHY = "误传其他会议的记录。"


@pytest.fixture
def kept(matter, small) -> Evidence:
    """A report's picture."""
    return reported(matter, small.a.clerk, proof=proof()).evidence


def voided(kept, by, *, version=1, reason=WHY) -> Voided:
    return void_proof(evidence=kept, version=version, reason=reason, by=by, **CLOCK)


def handed_in(matter, small) -> None:
    matter.refresh_from_db()
    submit(assignment=matter, version=matter.version, claim="已办。", by=small.a.clerk, **CLOCK)
    matter.refresh_from_db()


def approved(matter, small) -> None:
    handed_in(matter, small)
    approve(assignment=matter, version=matter.version, result="属实。", by=small.admin, **CLOCK)
    matter.refresh_from_db()


def test_a_withdrawn_proof_stays_is_shown_struck_with_its_reason_and_leaves_one_trail_row(kept, small):
    voided(kept, small.a.clerk)
    row = Entry.objects.get(act="作废佐证")
    assert (row.by, row.before["proof"], row.note) == (small.a.clerk, "现场.png", WHY)
    assert (Evidence.objects.count(), kept.file.storage.exists(kept.file.name)) == (1, True)
    client = client_of(small.admin)
    for address in (reverse("progress:proof", args=[kept.pk]), reverse("desk:assignment", args=[kept.report.assignment_id])):
        page = text(client.get(address))
        assert ("<s>" in page, "已作废" in page, WHY in page) == (True, True, True), address
    assert client.get(reverse("progress:evidence", args=[kept.pk])).status_code == 200
    assert [event.what for event in client.get(address).context["events"]][0] == "作废佐证"


@pytest.mark.parametrize("state", ["active", "submitted"])
def test_before_the_result_is_checked_the_unit_may_and_the_office_may_not(kept, matter, small, state):
    if state == "submitted":
        handed_in(matter, small)
    for stranger in (small.admin, small.supervisor, small.b.clerk):
        with pytest.raises(NotYours):
            voided(kept, stranger)
    assert voided(kept, small.a.secretary).by == small.a.secretary


def test_g8_after_the_review_the_unit_can_neither_delete_nor_withdraw_and_the_office_can_with_a_reason(kept, matter, small):
    approved(matter, small)
    with pytest.raises(NotYours):
        voided(kept, small.a.clerk)
    with pytest.raises(Refused, match="作废须说明理由"):
        voided(kept, small.admin, reason=" ")
    assert (Evidence.objects.count(), Voided.objects.count()) == (1, 0)
    address, said = reverse("progress:void", args=[kept.pk]), {"why": WHY, "version": 1}
    assert client_of(small.a.clerk).post(address, said).status_code == 403
    assert client_of(small.admin).post(address, said).status_code == 302
    assert Voided.objects.get().by == small.admin


def test_whoever_is_just_checking_looks_again(kept, matter, small):
    handed_in(matter, small)
    seen = matter.version
    voided(kept, small.a.clerk)
    with pytest.raises(Stale):
        approve(assignment=matter, version=seen, result="属实。", by=small.admin, **CLOCK)
    page = text(client_of(small.admin).get(reverse("review:decide", args=[matter.pk])))
    assert "<s>" in page and WHY in page


def test_without_the_counted_version_the_checker_would_approve_on_a_proof_that_is_gone(kept, matter, small):
    handed_in(matter, small)
    seen = matter.version
    voided(kept, small.a.clerk)
    Assignment.objects.filter(pk=matter.pk).update(version=seen)  # as if the withdrawal had not counted
    approve(assignment=matter, version=seen, result="查阅会议记录，属实。", by=small.admin, **CLOCK)
    matter.refresh_from_db()
    assert (matter.state, Voided.objects.count()) == ("completed", 1)


def test_it_is_withdrawn_once_and_not_replaced_or_used_again(kept, small):
    with pytest.raises(Stale):
        voided(kept, small.a.clerk, version=7)
    voided(kept, small.a.clerk)
    with pytest.raises(Stale, match="已经作废"):
        voided(kept, small.a.secretary)
    with pytest.raises(Refused, match="已作废，不再更换"):
        replace_proof(evidence=kept, version=1, proof=proof(BLUE), dated_on=None, reason="原件漏页。", now=NOW, by=small.a.clerk)
    other = active(small, "主题党日")[0]
    assert list(proofs_of_unit(other)) == []
    with pytest.raises(Refused, match="不能沿用"):
        reported(other, small.a.clerk, "k2", known=kept)


def test_a_proof_that_another_matter_uses_too_is_withdrawn_there_only_by_itself(kept, small):
    shared = reported(active(small, "主题党日")[0], small.a.clerk, "k2", known=kept).evidence
    voided(shared, small.a.clerk)
    assert not Voided.objects.filter(evidence=kept).exists()


def test_the_database_keeps_no_withdrawal_without_a_reason(kept, small):
    with pytest.raises(IntegrityError), transaction.atomic():
        Voided.objects.create(evidence=kept, reason="", at=NOW, by=small.a.clerk)


def test_the_page_keeps_what_was_typed_and_says_what_is_missing(kept, small):
    client, address = client_of(small.a.clerk), reverse("progress:void", args=[kept.pk])
    answer = client.post(address, {"why": "  ", "version": 1})
    assert (answer.status_code, "请填写“作废原因”" in text(answer)) == (422, True)
    assert client.post(address, {"why": "字" * 201, "version": 1}).status_code == 422
    assert "作废" in text(client.get(reverse("progress:proof", args=[kept.pk])))
    assert 'id="void_why"' not in text(client_of(small.admin).get(reverse("progress:proof", args=[kept.pk])))


def test_a_withdrawn_proof_no_longer_counts_where_one_is_asked_for(kept, matter, small):
    Item.objects.filter(pk=matter.item_id).update(proof_needed="会议记录")
    voided(kept, small.a.clerk)
    matter = Assignment.objects.get(pk=matter.pk)
    client, address = client_of(small.a.clerk), reverse("review:submit", args=[matter.pk])
    with pytest.raises(Refused, match="本事项要求佐证（会议记录），现在没有有效的佐证"):
        submit(assignment=matter, version=matter.version, claim="已办。", by=small.a.clerk, **CLOCK)
    answer = client.post(address, {"claim": "已讲党课。", "version": matter.version})
    assert (answer.status_code, "现在没有有效的佐证" in text(answer), "已讲党课。" in text(answer)) == (422, True, True)
    said = {"text": "已办。", "percent": 100, "key": "k2", "version": matter.version}
    assert (
        client.post(reverse("progress:report", args=[matter.pk]), said | {"file": SimpleUploadedFile("新.png", BLUE)}).status_code
        == 302
    )
    matter.refresh_from_db()
    assert client.post(address, {"claim": "已讲党课。", "version": matter.version}).status_code == 302
