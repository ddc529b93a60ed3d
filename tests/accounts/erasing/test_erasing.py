"""Content goes by rule only, by two persons, and the chain stays whole."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from accounts.conflict import NotYours, Refused, Stale
from accounts.erasing.actions import ask, decide
from accounts.models import Entry, Erasure
from accounts.roles import Role
from accounts.trail.sealing import seal
from accounts.trail.verify import verify
from tests import factories
from tests.accounts.trail.rows import START, lift_the_guard, run, sealed_trail

pytestmark = pytest.mark.django_db
LATER = START + timedelta(days=3)


@pytest.fixture(autouse=True)
def a_folder_of_its_own(settings, tmp_path):
    settings.ANCHOR_DIR = tmp_path


@pytest.fixture
def two():
    sealed_trail(12)
    return factories.post(Role.SECURITY_ADMIN).user, factories.post(Role.AUDIT_ADMIN).user


def erased(two, numbers=(3, 5)) -> Erasure:
    security, auditor = two
    asked = ask(numbers=list(numbers), reason="误录涉密文件名", by=security, now=LATER)
    done = decide(asked, agree=True, answer="同意", by=auditor, now=LATER)
    seal(limit=100, now=LATER)
    return done


def test_the_content_is_gone_and_the_chain_is_whole(two):
    erased(two)
    row = Entry.objects.get(number=3)
    assert (row.target_label, row.before, row.after, row.note, row.salt) == ("", None, None, "", "")
    assert (row.act, row.by_id is not None) == ("报进展", True)
    verdict = verify()
    assert (verdict.fault, len(verdict.walk.erased)) == (None, 2)
    assert "其中依规清除内容 2 条" in str(verdict)


@pytest.mark.parametrize("change", ["act = '改'", "post = '改'", "by_id = NULL", "note = '又写'"])
def test_what_remains_of_an_erased_row_is_still_watched(two, change, monkeypatch):
    erased(two)
    with pytest.raises(IntegrityError), transaction.atomic():
        run(f"UPDATE accounts_entry SET {change} WHERE number = 3")
    lift_the_guard()
    monkeypatch.setattr("accounts.trail.verify.guard_stands", lambda: True)
    run(f"UPDATE accounts_entry SET {change} WHERE number = 3")
    assert verify().fault.number == 3


def test_a_row_emptied_without_the_rule_is_refused_and_found(two, monkeypatch):
    empty = "UPDATE accounts_entry SET target_label = '', before = NULL, after = NULL, note = '', salt = '' WHERE number = 4"
    with pytest.raises(IntegrityError, match="痕迹只能追加"), transaction.atomic():
        run(empty)
    ask(numbers=[4], reason="未确认", by=two[0], now=LATER)
    with pytest.raises(IntegrityError, match="痕迹只能追加"), transaction.atomic():
        run(empty)
    lift_the_guard()
    monkeypatch.setattr("accounts.trail.verify.guard_stands", lambda: True)
    run(empty)
    assert "没有相符的清除记录" in str(verify())


def test_nobody_decides_his_own_request_and_none_is_decided_twice(two):
    security, auditor = two
    asked = ask(numbers=[3], reason="误录", by=security, now=LATER)
    with pytest.raises(NotYours):
        decide(asked, agree=True, answer="", by=security, now=LATER)
    with pytest.raises(IntegrityError), transaction.atomic():
        Erasure.objects.filter(pk=asked.pk).update(state="done", decided_by=security, decided_at=LATER)
    decide(asked, agree=False, answer="不涉密", by=auditor, now=LATER)
    with pytest.raises(Stale), transaction.atomic():
        decide(asked, agree=True, answer="", by=auditor, now=LATER)
    assert Entry.objects.get(number=3).salt != ""


def test_what_cannot_be_erased_is_named(two):
    done = erased(two)
    own = Entry.objects.filter(target_type="accounts.erasure", target_id=done.pk).first().number
    for number, said in ((999, "没有第999号"), (3, "已经清除"), (own, "清除本身")):
        with pytest.raises(Refused, match=said):
            ask(numbers=[number], reason="误录", by=two[0], now=LATER)


def test_the_page_of_both(client, two):
    security, auditor = two
    client.force_login(security)
    address = reverse("accounts:erasures")
    ask_here = reverse("accounts:erasure_ask")
    wrong = client.post(ask_here, {"numbers": "三", "reason": "误录"}).content.decode()
    assert ("不是链上序号" in wrong, 'value="三"' in wrong) == (True, True)
    assert client.post(ask_here, {"numbers": "3，5", "reason": "误录"}).status_code == 302
    asked = Erasure.objects.get()
    client.force_login(auditor)
    assert "确认清除" in client.get(address).content.decode()
    decision = reverse("accounts:erasure_decide", args=[asked.pk])
    assert client.post(decision, {"answer": "", "agree": "yes"}).status_code == 409
    assert client.post(decision, {"answer": "同意", "agree": "yes"}).status_code == 302
    assert Entry.objects.get(number=5).salt == ""
