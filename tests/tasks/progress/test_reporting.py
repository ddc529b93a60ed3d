"""One minute, one entry: typed text outlives the session, a double click counts once, bad input is told in words."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from accounts.models import Entry
from tasks.items.models import Assignment
from tasks.progress import owner
from tasks.progress.models import DRAFT_LIMIT, TEXT_LIMIT, Draft, Report
from tests.accounts.signed_in import client_of, text
from tests.client import TrailClient

SAID = {"text": "已讲党课，86人参加。", "percent": 50, "key": "k1"}


def address(matter: Assignment) -> str:
    """The page of the form."""
    return reverse("progress:report", args=[matter.pk])


def sent(client, matter: Assignment, **changed):
    """The form as a browser sends it."""
    return client.post(address(matter), {**SAID, "version": matter.version, **changed})


def test_the_same_form_sent_twice_is_one_entry(matter, small):
    client = client_of(small.a.clerk)
    first, second = (sent(client, matter) for _ in (1, 2))
    assert (first.status_code, second.status_code, Report.objects.count()) == (302, 302, 1)
    assert Entry.objects.filter(act="报进展").count() == 1


def test_two_forms_are_two_entries(matter, small):
    client = client_of(small.a.clerk)
    sent(client, matter)
    matter.refresh_from_db()
    sent(client, matter, key="k2")
    assert Report.objects.count() == 2


def test_a_key_of_another_form_is_refused_in_words(matter, small):
    sent(client_of(small.a.clerk), matter)
    matter.refresh_from_db()
    answer = sent(client_of(small.a.secretary), matter)
    assert (answer.status_code, Report.objects.count()) == (409, 1)
    assert "该表单已用于另一次报送。请返回事项，重新打开“报进展”。" in text(answer)


def test_what_changed_meanwhile_is_shown_beside_what_was_typed(matter, small):
    sent(client_of(small.a.secretary), matter, key="first", text="书记已报。")
    answer = sent(client_of(small.a.clerk), matter)
    assert (answer.status_code, Report.objects.count()) == (409, 1)
    assert "已讲党课，86人参加。" in text(answer) and "书记已报。" in text(answer)


@pytest.mark.parametrize("percent", ["101", "-1", "1e3", "٣٣", "NaN", "30", ""])
def test_a_percentage_outside_the_steps_is_refused_with_the_steps(matter, small, percent):
    answer = sent(client_of(small.a.clerk), matter, percent=percent)
    assert (answer.status_code, Report.objects.count()) == (422, 0)
    assert ("自报进度只能选 0、25、50、75、100。" in text(answer)) == bool(percent)
    assert "已讲党课，86人参加。" in text(answer)


def test_full_width_digits_mean_the_same(matter, small):
    sent(client_of(small.a.clerk), matter, percent="７５")
    assert Report.objects.get().percent == 75


def test_going_down_asks_for_a_word(matter, small):
    client = client_of(small.a.clerk)
    sent(client, matter, percent=75)
    matter.refresh_from_db()
    refused = sent(client, matter, percent=25, key="k2")
    assert (refused.status_code, "上次已报 75%。" in text(refused)) == (422, True)
    assert sent(client, matter, percent=25, key="k2", lower="on").status_code == 302


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("已\u200b办\x07结\ufeff", "已办结"),
        ("𠮷祥", "𠮷祥"),
        ("\u200b\x00\x01", None),
        ("字" * (TEXT_LIMIT + 1), None),
        ("<b>", "<b>"),
    ],
)
def test_what_cannot_be_seen_is_dropped_and_what_is_too_long_refused(matter, small, typed, kept):
    answer = sent(client_of(small.a.clerk), matter, text=typed)
    assert (answer.status_code, list(Report.objects.values_list("text", flat=True))) == ((302, [kept]) if kept else (422, []))


def test_fields_that_are_not_asked_for_are_ignored(matter, small):
    sent(client_of(small.a.clerk), matter, at="2020-01-01", by=small.admin.pk, state="closed_off", assignment=1)
    made = Report.objects.get()
    assert (made.by, made.assignment, made.at.year, made.assignment.state) == (small.a.clerk, matter, 2026, "active")


def test_a_draft_waits_for_its_writer_alone(matter, small):
    clerk = client_of(small.a.clerk)
    clerk.post(address(matter), {"draft": "1", "text": "写了一半", "percent": "75"})
    mine, theirs = text(clerk.get(address(matter))), text(client_of(small.a.secretary).get(address(matter)))
    assert ("写了一半</textarea>" in mine, "存的草稿，还没有送出" in mine, "写了一半" in theirs) == (True, True, False)
    sent(clerk, matter)
    assert Draft.objects.count() == 0


def test_a_form_sent_after_the_session_has_ended_is_found_again_by_its_writer(matter, small):
    stranger = TrailClient()
    mark = owner.mark(user=small.a.clerk.pk, assignment=matter.pk)
    answer = sent(stranger, matter, text="写了两个小时。", owner=mark)
    assert (answer.status_code, answer.url) == (302, f"/sign-in/?next={address(matter)}")
    assert "填写的文字已存为草稿" in text(stranger.get(answer.url))
    assert "写了两个小时。</textarea>" in text(client_of(small.a.clerk).get(address(matter)))
    assert Report.objects.count() == 0


def test_without_the_forms_own_mark_nothing_is_kept(matter, small):
    forged = owner.mark(user=small.a.clerk.pk, assignment=matter.pk)[:-3] + "abc"
    for mark in ("", forged):
        assert sent(TrailClient(), matter, owner=mark).status_code == 302
    assert Draft.objects.count() == 0


def test_a_mark_outlives_neither_three_days_nor_the_post(matter, small):
    mark = owner.mark(user=small.a.clerk.pk, assignment=matter.pk)
    assert owner.read(mark) == (small.a.clerk.pk, matter.pk)
    other = owner.mark(user=small.b.clerk.pk, assignment=matter.pk)
    answer = TrailClient().post(reverse("progress:draft"), {"owner": other, "text": "别人的事"})
    assert (answer.status_code, Draft.objects.count()) == (422, 0)
    owner_seconds, owner.HOURS_72 = owner.HOURS_72, -1
    assert owner.read(mark) is None
    owner.HOURS_72 = owner_seconds


def test_a_draft_may_be_longer_than_a_report_and_is_cut_only_at_its_own_limit(matter, small):
    client = client_of(small.a.clerk)
    client.post(address(matter), {"draft": "1", "text": "字" * (DRAFT_LIMIT + 5)})
    assert len(Draft.objects.get().text) == DRAFT_LIMIT
    client.post(address(matter), {"draft": "1", "text": "  "})
    assert Draft.objects.count() == 0


@pytest.mark.parametrize(
    ("file", "sentence"),
    [
        (("a.png", b""), "佐证材料是空文件。"),
        (("a.exe", b"MZ"), "佐证材料只能是 .docx、.pdf、.xlsx、.pptx、.jpg、.png 文件。"),
        (("a.pdf", b"\x89PNG\r\n\x1a\n" + b"\0" * 40), "佐证材料的内容与扩展名不符。"),
        (("机密★.png", b"\x89PNG\r\n\x1a\n" + b"\0" * 40), "文件名带有密级标志。"),
    ],
)
def test_a_bad_file_is_named_and_the_typed_text_stays(matter, small, file, sentence):
    answer = sent(client_of(small.a.clerk), matter, file=SimpleUploadedFile(*file))
    assert (answer.status_code, Report.objects.count()) == (422, 0)
    assert sentence in text(answer) and "已讲党课，86人参加。" in text(answer)
    assert Entry.objects.filter(act__contains="涉密").exists() == file[0].startswith("机密")
