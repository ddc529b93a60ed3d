"""A speech arrives and is read in the background."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.utils import timezone

from accounts.conflict import Stale
from accounts.letters.models import Letter
from accounts.models import Entry
from accounts.units.actions import end_post
from speeches import actions, documents, jobs
from speeches.actions.reading import _store as store
from speeches.models import Directive, Piece, Speech
from speeches.reading import read as read_text
from speeches.states import SpeechState
from tests.speeches.conftest import NOW, SEED


def test_the_original_is_kept_as_it_came_under_a_name_that_is_not_its_own(received):
    with received.file.open("rb") as file:
        assert file.read() == SEED.read_bytes()
    assert SEED.stem not in received.file.name
    assert received.digest == documents.digest(SEED.read_bytes())


def test_the_text_is_stored_byte_for_byte_and_the_pieces_tile_it(received):
    seed = actions.read(pk=received.pk, now=NOW)
    assert seed.text.encode() == SEED.read_bytes()
    assert "".join(seed.text[p.start : p.end] for p in seed.pieces.all()) == seed.text


def test_every_directive_is_a_run_of_its_pieces(seed):
    for directive in seed.directives.all():
        pieces = list(directive.pieces.all())
        assert (pieces[0].start, pieces[-1].end) == (directive.start, directive.end)


def test_what_the_seed_holds(seed):
    assert (seed.state, seed.title, seed.directives.count()) == (SpeechState.READ, "县直机关党建座谈会讲话", 19)
    assert set(seed.directives.values_list("due_on", "deadline")) == {(None, "")}
    assert [s.no for s in seed.sections.filter(level=1)] == ["一", "二", "三", "四", "五"]


def test_the_directive_on_double_duty_carries_its_four_and_four(seed):
    one = seed.directives.get(ordinal="二要", section__no="五")
    assert one.four_manage == ["管思想", "管工作", "管作风", "管纪律"]
    assert one.four_key == ["关键人", "关键处", "关键事", "关键时"]
    assert "一岗双责" in one.duty


def test_reading_twice_stores_once(received):
    assert actions.read(pk=received.pk, now=NOW) is not None
    assert actions.read(pk=received.pk, now=NOW) is None
    assert Directive.objects.count() == 19


def test_a_reader_that_died_is_followed_by_another_when_its_lease_has_ended(received):
    Speech.objects.filter(pk=received.pk).update(state=SpeechState.READING, attempts=1, lease_until=NOW + timedelta(seconds=90))
    assert actions.read(pk=received.pk, now=NOW + timedelta(seconds=30)) is None
    assert actions.read(pk=received.pk, now=NOW + timedelta(seconds=91)).state == SpeechState.READ


def test_after_three_deaths_the_speech_is_called_unreadable(received):
    Speech.objects.filter(pk=received.pk).update(state=SpeechState.READING, attempts=3, lease_until=NOW)
    done = actions.read(pk=received.pk, now=NOW + timedelta(seconds=1))
    assert (done.state, done.reason) == (SpeechState.UNREADABLE, "三次解析失败。请用原程序另存后再上传，或直接粘贴文字。")


def test_the_right_to_import_is_asked_again_when_reading(received, small):
    end_post(post=small.admin.posts.get(), on=NOW.date() - timedelta(days=1), by=None)
    done = actions.read(pk=received.pk, now=NOW)
    assert (done.state, done.reason) == (SpeechState.UNREADABLE, "无权限：导入人已没有导入讲话的权限，未识别。")
    assert Piece.objects.count() == 0


def test_a_file_with_a_secrecy_mark_is_refused_and_not_kept(small, django_capture_on_commit_callbacks):
    speech = actions.receive(data="机密★10年\n一要抓落实。".encode(), name="讲话.txt", now=NOW, by=small.admin)
    where = speech.file.path
    with django_capture_on_commit_callbacks(execute=True):
        done = actions.read(pk=speech.pk, now=NOW)
    assert (done.state, done.text, bool(done.file)) == (SpeechState.UNREADABLE, "", False)
    assert not Path(where).exists()
    assert Entry.objects.filter(act="拒收涉密文件", target_id=speech.pk).count() == 1


def test_a_marked_name_is_refused_before_a_byte_is_stored_and_the_refusal_is_recorded(small, tmp_path):
    with pytest.raises(documents.Unreadable) as refused:
        actions.receive(data=b"x", name="机密★10年 讲话.txt", now=NOW, by=small.admin)
    assert refused.value.code == "secret"
    assert (Speech.objects.count(), [p for p in tmp_path.rglob("*") if p.is_file()]) == (0, [])
    entry = Entry.objects.get(act="拒收涉密文件")
    assert (entry.by, entry.note) == (small.admin, "文件名带有密级标志，内容没有保存。")
    assert Letter.objects.get(kind="secret_refused").to == small.security_admin


def test_an_unmarked_name_of_the_same_kind_is_kept(small, tmp_path):
    actions.receive(data=b"x", name="机密工作讲话.txt", now=NOW, by=small.admin)
    assert (Speech.objects.count(), len([p for p in tmp_path.rglob("*") if p.is_file()])) == (1, 1)


def test_the_security_administrator_is_told_of_a_marked_file_but_not_what_it_says(small):
    speech = actions.receive(data="绝密★启用前\n一要抓落实。".encode(), name="讲话.txt", now=NOW, by=small.admin)
    actions.read(pk=speech.pk, now=NOW)
    letter = Letter.objects.get(kind="secret_refused")
    assert letter.to == small.security_admin
    assert str(small.admin) in letter.text and "抓落实" not in letter.text


def test_a_reader_that_lost_its_lease_stores_nothing(received):
    late = Speech.objects.get(pk=received.pk)
    actions.read(pk=received.pk, now=NOW)
    late.state, late.attempts = SpeechState.READING, 1
    assert store(late, documents.from_text("别的文字。"), read_text("别的文字。")) is None
    assert Speech.objects.get(pk=received.pk).text.encode() == SEED.read_bytes()


def test_the_sweep_finds_what_a_killed_worker_left(received):
    left = timezone.now() - timedelta(seconds=1)
    Speech.objects.filter(pk=received.pk).update(state=SpeechState.READING, attempts=1, lease_until=left)
    jobs.sweep()
    received.refresh_from_db()
    assert (received.state, received.attempts) == (SpeechState.READ, 2)


def test_a_job_for_a_speech_that_is_gone_does_nothing(db):
    assert jobs.read(987654) is None


def test_text_entered_for_an_unreadable_file_is_read_and_the_original_stays(small):
    speech = actions.receive(data=b"%PDF-1.4 broken", name="scan.pdf", now=NOW, by=small.admin)
    failed = actions.read(pk=speech.pk, now=NOW)
    assert (failed.state, bool(failed.reason)) == (SpeechState.UNREADABLE, True)
    actions.enter_text(speech=failed, text="一要抓落实。", now=NOW, by=small.second_admin)
    done = actions.read(pk=speech.pk, now=NOW)
    assert (done.state, done.text, done.reason, done.directives.count()) == (SpeechState.READ, "一要抓落实。", "", 1)
    with done.file.open("rb") as file:
        assert file.read() == b"%PDF-1.4 broken"


def test_text_is_entered_only_for_what_could_not_be_read(seed, small):
    with pytest.raises(Stale):
        actions.enter_text(speech=seed, text="一要抓落实。", now=NOW, by=small.admin)
    seed.refresh_from_db()
    assert (seed.state, seed.directives.count()) == (SpeechState.READ, 19)


def test_the_command_imports_reads_and_says_what_it_found(small, capsys):
    call_command("import_speech", str(SEED), by=small.admin.username, meeting="座谈会", date=date(2021, 6, 1))
    speech = Speech.objects.get()
    assert capsys.readouterr().out == (
        f"已导入：县直机关党建座谈会讲话（编号 {speech.pk}），{speech.pieces.count()} 句，19 条指示。\n"
    )
    assert (speech.meeting, speech.given_on, speech.received_by) == ("座谈会", date(2021, 6, 1), small.admin)
    with pytest.raises(CommandError, match="该文件已于"):
        call_command("import_speech", str(SEED), by=small.admin.username)


@pytest.mark.parametrize(
    ("file", "by", "words"), [("nowhere.txt", "admin", "打不开文件"), (str(SEED), "nobody", "没有可用的导入人")]
)
def test_the_command_refuses_in_words(small, file, by, words):
    with pytest.raises(CommandError, match=words):
        call_command("import_speech", file, by=small.admin.username if by == "admin" else by)


def test_a_relative_deadline_needs_the_date_of_the_speech(small):
    words = "各单位要在一周内报送整改方案。".encode()
    undated = actions.receive(data=words, name="a.txt", now=NOW, by=small.admin)
    dated = actions.receive(data=words, name="b.txt", given_on=NOW.date(), now=NOW, by=small.admin)
    days = [actions.read(pk=s.pk, now=NOW).directives.get().due_on for s in (undated, dated)]
    assert days == [None, NOW.date() + timedelta(days=7)]
