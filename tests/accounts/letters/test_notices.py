"""Letters are read here too, with an unread mark; those that hold a secret stay in the mailbox."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.letters.models import Letter
from accounts.roles import Role
from tests import factories
from tests.client import TrailClient

pytestmark = pytest.mark.django_db


def client(user) -> TrailClient:
    made = TrailClient()
    made.force_login(user)
    return made


def test_a_notice_is_unread_until_its_reader_says_so_and_reading_alone_changes_nothing(letters):
    letter = letters(1)[0]
    me = client(letter.to)
    assert "消息 <b" in me.get(reverse("accounts:notices")).content.decode()
    assert "正文" in me.get(reverse("accounts:notice", args=[letter.pk])).content.decode()
    letter.refresh_from_db()
    assert letter.read_at is None
    me.post(reverse("accounts:notice_read", args=[letter.pk]))
    letter.refresh_from_db()
    assert letter.read_at is not None
    assert "消息 <b" not in me.get(reverse("accounts:notices")).content.decode()


def test_nobody_reads_another_persons_notice_and_nobody_a_secret_here(letters):
    mine, other, secret = letters(1)[0], letters(1)[0], letters(1, kind="set_password")[0]
    Letter.objects.filter(pk=secret.pk).update(to=mine.to)
    me = client(mine.to)
    pages = [me.get(reverse("accounts:notice", args=[pk])).status_code for pk in (mine.pk, other.pk, secret.pk)]
    assert pages == [200, 404, 404]
    me.post(reverse("accounts:notices_read"))
    assert list(Letter.objects.filter(read_at=None).order_by("pk")) == [other, secret]


def test_five_hundred_notices_come_by_pages_with_as_many_queries_as_one(letters, django_assert_max_num_queries):
    made = letters(1)[0]
    rows = [
        Letter(
            key=f"n{n}",
            kind="test",
            to=made.to,
            subject=f"第{n}封",
            text="正文",
            created_at=made.created_at,
            not_before=made.created_at,
        )
        for n in range(500)
    ]
    Letter.objects.bulk_create(rows)
    me = client(made.to)
    with django_assert_max_num_queries(8):
        page = me.get(reverse("accounts:notices")).content.decode()
    assert (page.count("未读</b>"), "下一页" in page) == (30, True)
    last = Letter.objects.order_by("-id")[29].pk
    assert me.get(reverse("accounts:notices"), {"before": last}).content.decode().count("未读</b>") == 30


def test_mail_that_stands_still_is_said_to_those_who_can_do_something_about_it(letters):
    letters(1, not_before=timezone.now() - timedelta(minutes=11))
    unit = factories.unit()
    told = {}
    for role in (Role.SYSTEM_ADMIN, Role.OFFICE_ADMIN, Role.UNIT_CLERK):
        page = client(factories.post(role, unit).user).get(reverse("accounts:notices")).content.decode()
        told[role] = "邮件已停滞" in page
    assert told == {Role.SYSTEM_ADMIN: True, Role.OFFICE_ADMIN: True, Role.UNIT_CLERK: False}


def test_a_letter_on_its_way_is_no_standstill(letters):
    letters(1, not_before=timezone.now() - timedelta(minutes=9))
    page = client(factories.post(Role.SYSTEM_ADMIN, factories.unit()).user).get(reverse("accounts:notices")).content.decode()
    assert "邮件已停滞" not in page


def test_the_test_letter_takes_the_way_of_all_letters(server, redis_url):
    admin = factories.post(Role.SYSTEM_ADMIN, factories.unit()).user
    admin.email = "xitong@example.gov.cn"
    admin.save(update_fields=["email"])
    me = client(admin)
    me.post(reverse("accounts:try_out"))
    me.post(reverse("accounts:try_out"))
    assert list(Letter.objects.values_list("kind", "state", "address")) == [("try_out", "queued", "xitong@example.gov.cn")]
    assert "xitong@example.gov.cn" in me.get(reverse("accounts:outgoing")).content.decode()


def test_a_failed_letter_is_sent_again_once_and_the_act_is_recorded(letters, redis_url):
    letter = letters(1, state="failed", attempts=8, answer="550 no such user")[0]
    me = client(factories.post(Role.OFFICE_ADMIN, factories.unit()).user)
    assert "550 no such user" in me.get(reverse("accounts:undelivered")).content.decode()
    assert me.post(reverse("accounts:resend", args=[letter.pk])).status_code == 302
    late = me.post(reverse("accounts:resend", args=[letter.pk]))
    assert (late.status_code, "这封信已经重新列入待发，不用再点。" in late.content.decode()) == (409, True)
    assert me.post(reverse("accounts:resend", args=[letters(1, state="cancelled")[0].pk])).status_code == 404
    letter.refresh_from_db()
    assert (letter.state, letter.attempts) == ("queued", 0)
