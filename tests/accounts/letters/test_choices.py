"""What may be switched off stays out of the mailbox and stands in 消息; who answers for a unit is always written to."""

from datetime import date

import pytest
from django.urls import reverse

from accounts.conflict import Refused
from accounts.letters import choices
from accounts.letters.deliver import deliver
from accounts.letters.kinds import SWITCHABLE
from accounts.letters.models import Letter, Mute
from accounts.models import Entry
from accounts.roles import Role
from accounts.units.models import Post
from tests import factories
from tests.accounts.letters.outbox import NOW, states
from tests.client import TrailClient

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("day_and_night")]
ON = date(2026, 11, 24)


@pytest.fixture(autouse=True)
def bare_digests(settings):
    """Digests of these tests tell of no matter: nobody asks whether they are still wanted."""
    settings.LETTER_STILL_WANTED = {}


def switch_off(user, kind: str) -> None:
    choices.stop(user=user, kind=kind, on=ON, now=NOW, by=user)


def signed_in(user) -> TrailClient:
    made = TrailClient()
    made.force_login(user)
    return made


def test_a_switched_off_kind_is_not_mailed_but_can_be_read_here(server, letters):
    muted, other = letters(2, kind="feedback_answered")
    switch_off(muted.to, "feedback_answered")
    assert deliver(limit=9, now=NOW) == {"sent": 1, "cancelled": 1}
    assert server.to == [other.address]
    muted.refresh_from_db()
    assert (muted.state, muted.answer) == ("cancelled", "收件人选择不收此类邮件，可在“消息”中查看")
    assert muted.subject in signed_in(muted.to).get(reverse("accounts:notices")).content.decode()


def test_kinds_that_ask_for_an_act_always_come_even_if_a_row_says_otherwise(server, letters):
    letter = letters(1, kind="returned")[0]
    Mute.objects.create(user=letter.to, kind="returned", at=NOW)
    assert deliver(limit=9, now=NOW) == {"sent": 1}
    assert "List-Unsubscribe" not in server.accepted[0]


def test_who_answers_for_a_unit_is_reminded_whatever_was_chosen(server, letters):
    first, clerk, alone = letters(3, kind="digest")
    unit, empty = factories.unit(), factories.unit()
    for letter, where in ((clerk, unit), (alone, empty)):
        factories.post(Role.UNIT_CLERK, where, who=letter.to)
    factories.post(Role.UNIT_SECRETARY, unit, who=first.to)
    for letter in (first, clerk, alone):
        Mute.objects.create(user=letter.to, kind="digest", at=NOW)
    assert deliver(limit=9, now=NOW) == {"sent": 2, "cancelled": 1}
    assert sorted(server.to) == sorted([first.address, alone.address])
    with pytest.raises(Refused, match="每日提醒不能停收"):
        switch_off(first.to, "digest")


def test_the_letter_names_the_way_to_stop_it_and_the_page_stops_it_by_a_button_only(server, letters):
    letter = letters(1, kind="digest")[0]
    deliver(limit=9, now=NOW)
    header = server.accepted[0]["List-Unsubscribe"]
    path = "/" + header.strip("<>").split("/", 3)[3]
    assert "List-Unsubscribe-Post" not in server.accepted[0]  # RFC 8058 asks for https
    anybody = TrailClient()
    for _ in range(3):
        assert "停收此类邮件" in anybody.get(path).content.decode()
        anybody.head(path)
    assert not Mute.objects.exists()
    assert "已停收邮件" in anybody.post(path).content.decode()
    anybody.post(path)
    assert list(Mute.objects.values_list("user", "kind")) == [(letter.to_id, "digest")]
    assert Entry.objects.filter(act="停收邮件", by=None).count() == 1
    assert anybody.get(path[:-2] + "/").status_code == 410


def test_a_mail_program_stops_a_kind_by_one_post_of_its_own_and_the_person_takes_it_back(settings, server, letters):
    settings.SITE_URL = "https://dj.example.gov.cn"
    letter = letters(1, kind="digest")[0]
    deliver(limit=9, now=NOW)
    sent = server.accepted[0]
    assert sent["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    path = sent["List-Unsubscribe"].strip().strip("<>").removeprefix("https://dj.example.gov.cn")
    program = TrailClient(enforce_csrf_checks=True)  # no session, no token
    assert program.post(path, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert list(Mute.objects.values_list("user", "kind")) == [(letter.to_id, "digest")]
    me = signed_in(letter.to)
    assert "起停收" in me.get(reverse("accounts:mail_choices")).content.decode()
    me.post(reverse("accounts:mail_choices"), {"wanted": list(SWITCHABLE)})
    assert not Mute.objects.exists()


@pytest.mark.parametrize(("kind", "status"), [("returned", 410), ("code", 410), ("digest", 409)])
def test_the_address_stops_nothing_that_must_come(kind, status):
    secretary = factories.post(Role.UNIT_SECRETARY).user
    path = choices.stop_path(secretary.pk, kind)
    assert TrailClient().post(path, {"List-Unsubscribe": "One-Click"}).status_code == status
    assert not Mute.objects.exists()


def test_the_page_sets_all_switches_and_each_change_is_on_record():
    clerk = factories.post(Role.UNIT_CLERK, factories.post(Role.UNIT_SECRETARY).unit).user
    me = signed_in(clerk)
    me.post(reverse("accounts:mail_choices"), {"wanted": ["approval_answered", "nonsense"]})
    assert set(Mute.objects.values_list("kind", flat=True)) == {"digest", "feedback_answered"}
    me.post(reverse("accounts:mail_choices"), {"wanted": list(SWITCHABLE)})
    assert not Mute.objects.exists()
    acts = list(Entry.objects.filter(act__in=["停收邮件", "恢复收信"]).order_by("pk").values_list("act", "by"))
    assert acts == [("停收邮件", clerk.pk)] * 2 + [("恢复收信", clerk.pk)] * 2


def test_a_secretary_sees_why_the_daily_reminder_stays(letters):
    secretary: Post = factories.post(Role.UNIT_SECRETARY)
    me = signed_in(secretary.user)
    page = me.get(reverse("accounts:mail_choices")).content.decode()
    assert "您是单位的第一责任人" in page
    me.post(reverse("accounts:mail_choices"), {})
    assert set(Mute.objects.values_list("kind", flat=True)) == set(SWITCHABLE) - {"digest"}


def test_the_choice_costs_a_batch_a_few_queries_and_not_a_letter_more(letters, django_assert_max_num_queries):
    made = letters(30, kind="digest")
    with django_assert_max_num_queries(5):
        choices.apply(made, ON)
    assert all("stop" in letter.data for letter in made)
    assert states() == {"queued": 30}
    assert Letter.objects.filter(data={}).count() == 30  # the secret path is not kept
