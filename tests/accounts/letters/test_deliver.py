"""Letters leave the outbox: none is lost, none holds up another, and none is said twice without a crash."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from threading import Barrier

import pytest
from django.core.mail import get_connection
from django.db import OperationalError, connection

from accounts.letters import leases
from accounts.letters.answers import ATTEMPTS, BACK_OFF
from accounts.letters.channels import compose
from accounts.letters.deliver import deliver
from accounts.letters.last_look import LastLook
from accounts.letters.models import Letter, LetterState
from tests.accounts.letters.outbox import NOW, states

LATER = NOW + leases.LEASE + timedelta(seconds=1)


def test_what_is_due_is_sent_over_four_connections_as_text_and_html(server, letters):
    queued = letters(120)
    assert deliver(limit=1000, now=NOW) == {"sent": 120}
    assert server.connections == 4
    assert sorted(server.ids) == sorted(letter.message_id for letter in queued)
    first = server.accepted[server.ids.index(queued[0].message_id)]
    assert (first["Subject"], first["Auto-Submitted"]) == (queued[0].subject, "auto-generated")
    assert [(to.display_name, to.addr_spec) for to in first["To"].addresses] == [(queued[0].to.name, queued[0].address)]
    assert [part.get_content().strip() for part in first.iter_parts()] == ["正文", "<p>正文</p>"]
    kept = Letter.objects.get(pk=queued[0].pk)
    assert (kept.state, kept.sent_at >= NOW, kept.lease_until, kept.lease_token, kept.attempts) == ("sent", True, None, "", 0)
    assert deliver(limit=1000, now=LATER) == {}


def test_a_letter_is_not_sent_before_its_time_and_the_limit_is_kept(server, letters):
    letters(1, not_before=NOW + timedelta(seconds=1))
    letters(3)
    assert deliver(limit=2, now=NOW) == {"sent": 2}
    assert deliver(limit=9, now=NOW) == {"sent": 1}
    assert deliver(limit=9, now=NOW + timedelta(seconds=1)) == {"sent": 1}


def test_a_single_letter_needs_no_second_connection(server, letters):
    letters(1)
    deliver(limit=9, now=NOW)
    assert server.connections == 1


def test_no_more_letters_travel_than_the_setting_says(settings, server, letters):
    settings.LETTERS_AT_A_TIME = 3
    server.takes = 0.02
    letters(30)
    assert deliver(limit=99, now=NOW) == {"sent": 30}
    assert server.most == 3


def killed_between_send_and_mark() -> None:
    """The run of `deliver` up to the moment after the server's answer; then the process is gone."""
    with get_connection() as open_connection:
        for letter in leases.claim(limit=1, now=NOW):
            open_connection.send_messages([compose(letter, open_connection)])


def test_killed_between_send_and_mark_it_comes_again_with_the_same_message_id(server, letters):
    letter = letters(1)[0]
    killed_between_send_and_mark()
    assert deliver(limit=9, now=NOW) == {}
    assert deliver(limit=9, now=LATER) == {"sent": 1}
    assert server.ids == [letter.message_id] * 2
    assert states() == {"sent": 1}


def test_the_control_that_marks_first_and_sends_then_loses_the_letter(server, letters):
    letters(1)
    for letter in leases.claim(limit=1, now=NOW):
        leases.sent([letter], at=NOW)  # and here the process is killed, before it sends
    assert deliver(limit=9, now=LATER) == {}
    assert (states(), server.ids) == ({"sent": 1}, [])


def test_killed_before_sending_it_is_sent_when_the_lease_has_ended(server, letters):
    letter = letters(1)[0]
    leases.claim(limit=1, now=NOW)
    assert deliver(limit=9, now=LATER) == {"sent": 1}
    assert server.ids == [letter.message_id]


def test_a_late_sender_cannot_settle_a_letter_that_another_has_taken_over(letters):
    letters(1)
    late = leases.claim(limit=1, now=NOW)[0]
    new = leases.claim(limit=1, now=LATER)[0]
    assert not leases.sent([late], at=LATER)
    assert not leases.failed(late, answer="550")
    assert Letter.objects.get().lease_token == new.lease_token
    assert leases.sent([new], at=LATER)
    assert not leases.cancelled(late, why="")
    assert states() == {"sent": 1}


@pytest.mark.parametrize("answer", ["550 no such user", "554 refused by policy", "501 bad address"])
def test_a_final_refusal_is_kept_in_the_servers_words_and_not_repeated(answer, server, letters):
    letter = letters(1)[0]
    server.recipients[letter.address] = answer
    assert deliver(limit=9, now=NOW) == {"failed": 1}
    letter.refresh_from_db()
    assert (letter.state, letter.answer, letter.attempts) == ("failed", answer, 1)
    assert deliver(limit=9, now=NOW + timedelta(days=9)) == {}


@pytest.mark.parametrize("answer", ["421 closing", "450 mailbox busy", "451 try again", "452 full"])
def test_a_temporary_refusal_waits_and_tries_again(answer, server, letters):
    letter, other = letters(2)
    server.recipients[letter.address] = answer
    assert deliver(limit=9, now=NOW) == {"put off": 1, "sent": 1}
    letter.refresh_from_db()
    assert (letter.state, letter.answer, letter.attempts) == ("queued", answer, 1)
    assert NOW + BACK_OFF[0] <= letter.not_before < NOW + BACK_OFF[0] + timedelta(seconds=30)
    server.recipients.clear()
    assert deliver(limit=9, now=NOW) == {}
    assert deliver(limit=9, now=letter.not_before) == {"sent": 1}
    assert server.ids == [other.message_id, letter.message_id]


def test_after_eight_attempts_within_a_day_it_has_failed(server, letters, day_and_night):
    letter = letters(1)[0]
    server.recipients[letter.address] = "451 try again"
    at, tried = NOW, 0
    while letter.state != LetterState.FAILED:
        assert sum(deliver(limit=9, now=at).values()) == 1
        letter.refresh_from_db()
        at, tried = letter.not_before, tried + 1
    assert (tried, letter.attempts, letter.answer) == (ATTEMPTS, 8, "451 try again")
    assert at < NOW + timedelta(days=1)


def test_one_bad_address_among_three_hundred_holds_up_nobody(server, letters):
    queued = letters(300)
    server.recipients[queued[7].address] = "550 5.1.1 no such user"
    assert deliver(limit=1000, now=NOW) == {"sent": 299, "failed": 1}
    assert queued[7].address not in server.to
    assert Letter.objects.get(state="failed").answer == "550 5.1.1 no such user"


def test_a_server_that_hangs_after_the_text_gets_the_same_message_id_again(server, letters):
    both = letters(2)  # several travel at a time: either may come first, and hang
    server.hang_after_data = 1
    assert deliver(limit=9, now=NOW) == {"put off": 1, "sent": 1}
    hung = Letter.objects.get(state=LetterState.QUEUED)
    assert "连接中断" in hung.answer
    assert deliver(limit=9, now=hung.not_before) == {"sent": 1}
    assert sorted(server.ids[:2]) == sorted(letter.message_id for letter in both)
    assert server.ids[2:] == [hung.message_id]


def test_a_refused_message_text_is_settled_by_its_code(server, letters):
    letters(2)
    server.data = ["554 spam", "451 later"]
    assert deliver(limit=9, now=NOW) == {"failed": 1, "put off": 1}


def test_a_server_that_is_down_costs_no_letter_an_attempt(settings, server, letters, day_and_night):
    letters(60)
    right, settings.EMAIL_PORT = settings.EMAIL_PORT, 1
    for day in range(30):
        assert deliver(limit=1000, now=NOW + timedelta(days=day)) == {"released": 50}
    assert set(Letter.objects.values_list("state", "attempts")) == {("queued", 0)}
    settings.EMAIL_PORT = right
    assert deliver(limit=1000, now=NOW + timedelta(days=30)) == {"sent": 60}


def test_people_without_an_address_or_account_are_shown_as_not_reached(server, letters):
    without, closed, expired = letters(3)
    type(without.to).objects.filter(pk=without.to_id).update(email="")
    Letter.objects.filter(pk=without.pk).update(address="")
    type(closed.to).objects.filter(pk=closed.to_id).update(is_active=False)
    type(expired.to).objects.filter(pk=expired.to_id).update(expires_on=NOW.date() - timedelta(days=1))
    assert deliver(limit=9, now=NOW) == {"failed": 3}
    shut = "收件人账号已停用或已到期"
    assert list(Letter.objects.order_by("id").values_list("answer", flat=True)) == ["没有登记电子邮箱", shut, shut]


def test_a_corrected_address_is_used(server, letters):
    letter = letters(1)[0]
    type(letter.to).objects.filter(pk=letter.to_id).update(email="new@example.gov.cn")
    assert deliver(limit=9, now=NOW) == {"sent": 1}
    assert (server.to, Letter.objects.get().address) == (["new@example.gov.cn"], "new@example.gov.cn")


def even_only(letters: list[Letter], now: datetime) -> set[int]:
    """Stands for a room's check: odd ones are not wanted any more, even ones get a shorter text."""
    for letter in letters:
        letter.text = "缩短"
    return {letter.pk for letter in letters if letter.data["n"] % 2 == 0}


def broken_by_one(letters: list[Letter], now: datetime) -> set[int]:
    """A check that fails over one letter."""
    return {letter.pk for letter in letters if 1 / letter.data["n"]}


def test_what_is_no_longer_wanted_is_cancelled_and_the_check_may_shorten_the_text(settings, server, letters):
    settings.LETTER_STILL_WANTED = {"test": f"{__name__}.even_only"}
    letters(1, data={"n": 1})
    letters(1, data={"n": 2})
    assert deliver(limit=9, now=NOW) == {"cancelled": 1, "sent": 1}
    assert list(Letter.objects.order_by("id").values_list("state", "text")) == [("cancelled", "正文"), ("sent", "缩短")]


def test_a_check_that_fails_puts_off_its_letter_only(settings, server, letters):
    settings.LETTER_STILL_WANTED = {"other": f"{__name__}.broken_by_one"}
    letters(1, kind="other", data={"n": 0})
    letters(1, kind="other", data={"n": 1})
    letters(1)
    assert deliver(limit=9, now=NOW) == {"put off": 1, "sent": 2}


NOT_ANY_MORE: set[int] = set()


def listed(letters: list[Letter], now: datetime) -> set[int]:
    """A check whose answer changes while letters are on their way."""
    return {letter.pk for letter in letters} - NOT_ANY_MORE


@pytest.mark.parametrize(("seconds", "then"), [(60, ""), (0, "所述事项已办理，不再发送")])
def test_an_answer_of_the_room_is_believed_for_a_moment_then_asked_for_again(settings, letters, monkeypatch, seconds, then):
    settings.LETTER_STILL_WANTED = {"test": f"{__name__}.listed"}
    monkeypatch.setattr("accounts.letters.last_look.HOLDS_SECONDS", seconds)
    batch = letters(2)
    look = LastLook(batch)
    assert look.why_not(0, NOW) == ""
    monkeypatch.setitem(globals(), "NOT_ANY_MORE", {batch[1].pk})
    assert look.why_not(1, NOW) == then


def test_a_run_stops_by_itself_before_its_leases_end(settings, server, letters, monkeypatch):
    monkeypatch.setattr("accounts.letters.deliver.RUN_SECONDS", 0)
    letters(3)
    assert deliver(limit=9, now=NOW) == {"released": 3}
    assert set(Letter.objects.values_list("state", "attempts", "lease_token")) == {("queued", 0, "")}


@pytest.mark.django_db(transaction=True)
def test_four_deliverers_at_once_send_each_letter_once(server, letters):
    queued = letters(80)
    start = Barrier(4)

    def run():
        start.wait()
        try:
            return deliver(limit=1000, now=NOW)
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        runs = [pool.submit(run) for _ in range(4)]
        assert sum(run.result()["sent"] for run in runs) == 80
    assert sorted(server.ids) == sorted(letter.message_id for letter in queued)


NIGHT = NOW.replace(hour=23)


def test_at_night_a_letter_waits_for_the_morning_and_loses_no_attempt(server, letters):
    letter = letters(1, not_before=NOW)[0]
    code = letters(1, not_before=NOW, kind="code")[0]
    assert deliver(limit=9, now=NIGHT) == {"held": 1, "sent": 1}
    assert server.ids == [code.message_id]
    kept = Letter.objects.get(pk=letter.pk)
    assert (kept.state, kept.attempts) == ("queued", 0)
    assert deliver(limit=9, now=kept.not_before - timedelta(seconds=1)) == {}
    assert deliver(limit=9, now=kept.not_before) == {"sent": 1}


def test_the_due_dates_go_with_the_letter_as_a_calendar_file(server, letters):
    letters(1, calendar="BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", data={"stop": "/letters/stop/x/"})
    deliver(limit=9, now=NOW)
    attached = next(server.accepted[0].iter_attachments())
    assert (attached.get_content_type(), attached.get_filename()) == ("text/calendar", "时限.ics")
    assert server.accepted[0]["List-Unsubscribe"].endswith("/letters/stop/x/>")


@pytest.mark.django_db(transaction=True)
def test_a_mark_that_the_database_refuses_holds_up_no_other_letter_and_goes_again_under_its_id(server, letters):
    queued = letters(20)
    refused = iter([True])

    def refuse_once(execute, sql, params, many, context):
        if sql.startswith("UPDATE") and LetterState.SENT in params and next(refused, False):
            raise OperationalError("database is locked")
        return execute(sql, params, many, context)

    with connection.execute_wrapper(refuse_once):
        done = deliver(limit=99, now=NOW)
    assert (done["not marked"] >= 1, done["sent"] + done["not marked"]) == (True, 20)
    assert sorted(server.ids) == sorted(letter.message_id for letter in queued)
    assert deliver(limit=99, now=LATER) == {"sent": done["not marked"]}
    assert set(Letter.objects.values_list("state", flat=True)) == {"sent"}
    assert set(server.ids) == {letter.message_id for letter in queued}
