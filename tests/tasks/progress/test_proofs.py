"""Proofs: dated, shared, replaced but never lost, shown small, and fetched only by those who may."""

import io
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from docx import Document
from PIL import Image

from accounts.conflict import NotYours, Refused, Stale
from accounts.models import Entry
from tasks.progress.actions import replace_proof, report
from tasks.progress.files import BadProof, check, look
from tasks.progress.models import Evidence, Former
from tasks.review.actions import submit
from tests.accounts.signed_in import client_of, text
from tests.tasks.conftest import NOW
from tests.tasks.unit_day import CLOCK, active, picture

RED, BLUE = picture("red", (900, 600)), picture("blue")


def proof(data: bytes = RED, name: str = "现场.png"):
    """A checked file."""
    return look(check(data, name))


def reported(matter, by, key="k", **said):
    """One entry."""
    matter.refresh_from_db()
    return report(assignment=matter, version=matter.version, text="已办。", percent=50, key=key, now=NOW, by=by, **said)


def replaced(evidence, by, *, version=1, data=BLUE, reason="原件漏页。"):
    """A new version."""
    return replace_proof(evidence=evidence, version=version, proof=proof(data), dated_on=None, reason=reason, now=NOW, by=by)


@pytest.fixture
def kept(matter, small) -> Evidence:
    """A report's picture."""
    return reported(matter, small.a.clerk, proof=proof(), dated_on=date(2026, 11, 2)).evidence


def test_the_day_of_the_material_is_its_own(kept):
    assert (kept.dated_on, kept.report.at) == (date(2026, 11, 2), NOW)


def test_a_small_picture_is_drawn_and_carries_nothing_else(kept):
    with Image.open(kept.thumb) as small_one:
        assert (small_one.format, small_one.size, small_one.getexif()) == ("JPEG", (480, 320), Image.Exif())


def test_one_file_serves_several_matters_and_lies_on_the_disk_once(kept, small):
    other, third = active(small, "主题党日", "组织生活会")
    chosen = reported(other, small.a.clerk, "k2", known=kept).evidence
    again = reported(third, small.a.clerk, "k3", proof=proof(name="又名.png")).evidence
    assert {kept.file.name, chosen.file.name, again.file.name} == {kept.file.name}
    assert ([chosen.source, again.source], [chosen.name, again.name]) == ([kept, kept], ["现场.png", "又名.png"])
    replaced(chosen, small.a.clerk)
    kept.refresh_from_db()
    assert (kept.version, kept.formers.count()) == (1, 0)


def test_another_units_file_is_not_ones_own(kept, small):
    others = active(small, "主题党日")[0].item.assignments.get(unit=small.b.unit)
    others.state, others.acknowledged_on = "active", NOW.date()
    others.save()
    with pytest.raises(NotYours):
        reported(others, small.b.clerk, "k2", known=kept)
    answer = client_of(small.b.clerk).post(
        reverse("progress:report", args=[others.pk]),
        {"text": "已办。", "percent": 50, "key": "k3", "version": others.version, "known": kept.pk},
    )
    assert (answer.status_code, Evidence.objects.count()) == (422, 1)


def test_a_new_version_keeps_the_earlier_one_and_says_why(kept, small):
    old = kept.digest
    new = replaced(kept, small.a.secretary)
    former = Former.objects.get()
    assert (new.version, former.version, former.digest, former.reason) == (2, 1, old, "原件漏页。")
    assert Entry.objects.get(act="更换佐证").before == {"proof": "现场.png", "digest": old}
    page = text(client_of(small.admin).get(reverse("progress:proof", args=[kept.pk])))
    assert "第 1 版　现场.png" in page and "原件漏页。" in page
    first = client_of(small.admin).get(reverse("progress:former", args=[former.pk]))
    assert b"".join(first.streaming_content) == RED


def test_two_who_replace_at_once_do_not_overwrite_one_another(kept, small):
    replaced(kept, small.a.secretary)
    with pytest.raises(Stale):
        replaced(kept, small.a.clerk, version=1, data=picture("green"))
    assert Former.objects.count() == 1


def test_no_reason_no_new_content_no_new_version(kept, small):
    for said in ({"reason": " "}, {"data": RED}):
        with pytest.raises(Refused):
            replaced(kept, small.a.clerk, **said)
    with pytest.raises(NotYours):
        replaced(kept, small.b.clerk)


def test_what_waits_for_the_checker_is_not_changed_under_the_hands(kept, matter, small):
    matter.refresh_from_db()
    submit(assignment=matter, version=matter.version, claim="已办。", by=small.a.clerk, **CLOCK)
    with pytest.raises(Refused) as refused:
        replaced(kept, small.a.clerk)
    assert "现为待审核，佐证不再更换" in str(refused.value)
    page = text(client_of(small.a.clerk).get(reverse("progress:proof", args=[kept.pk])))
    assert "更换为新版" not in page


def test_a_replacement_by_the_page(kept, small):
    file = SimpleUploadedFile("新.png", BLUE)
    said = {"file": file, "reason": "原件漏页。", "version": 1, "dated_on": "2026-11-25"}
    address = reverse("progress:replace", args=[kept.pk])
    future = client_of(small.a.clerk).post(address, said)
    assert (future.status_code, "材料日期不能晚于今天。" in text(future)) == (422, True)
    file.seek(0)
    answer = client_of(small.a.clerk).post(address, said | {"dated_on": "2026-11-24"})
    kept.refresh_from_db()
    assert (answer.status_code, kept.version, kept.name, kept.dated_on) == (302, 2, "新.png", date(2026, 11, 24))


@pytest.mark.parametrize("name", ["evidence", "thumb"])
def test_files_are_served_sealed_and_only_within_reach(kept, small, name):
    address = reverse(f"progress:{name}", args=[kept.pk])
    answers = [client_of(user).get(address) for user in (small.a.leader, small.admin, small.b.secretary)]
    assert [answer.status_code for answer in answers] == [200, 200, 404]
    sealed = answers[0].headers
    assert (sealed["X-Content-Type-Options"], sealed["Content-Security-Policy"]) == ("nosniff", "sandbox; default-src 'none'")
    assert answers[0].headers.get("Content-Disposition", "").startswith("attachment") == (name == "evidence")
    assert b"".join(answers[0].streaming_content)[:4] == (RED[:4] if name == "evidence" else b"\xff\xd8\xff\xe0")


def test_a_file_that_is_missing_from_the_disk_is_no_error(kept, small):
    kept.file.storage.delete(kept.file.name)
    assert client_of(small.admin).get(reverse("progress:evidence", args=[kept.pk])).status_code == 404


def docx(words: str) -> bytes:
    """A Word file with these words."""
    made, out = Document(), io.BytesIO()
    made.add_paragraph(words)
    made.save(out)
    return out.getvalue()


def test_words_that_bear_a_mark_of_secrecy_are_refused_and_told(matter, small):
    with pytest.raises(BadProof) as refused:
        look(check(docx("机密★10年\n会议纪要"), "纪要.docx"))
    assert refused.value.secret
    file = SimpleUploadedFile("纪要.docx", docx("机密★10年\n会议纪要"))
    said = {"text": "已办。", "percent": 50, "key": "k", "version": matter.version, "file": file}
    answer = client_of(small.a.clerk).post(reverse("progress:report", args=[matter.pk]), said)
    assert (answer.status_code, Evidence.objects.count(), "文件带有密级标志，没有保存。" in text(answer)) == (422, 0, True)
    assert Entry.objects.filter(act__contains="涉密").count() == 1


def test_plain_words_are_no_secret():
    assert look(check(docx("会议记录，注意保守秘密。"), "记录.docx")).kind == "docx"
