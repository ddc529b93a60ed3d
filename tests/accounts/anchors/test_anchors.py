"""The head of the trail, signed once a day outside the database: what it finds that the chain alone cannot."""

import stat
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from accounts.anchors.daily import keep
from accounts.anchors.health import anchored
from accounts.models import Entry, Letter
from accounts.roles import Role
from accounts.trail import anchors
from accounts.trail import standalone as chain
from accounts.trail.sealing import seal
from accounts.trail.verify import verify
from tests import factories
from tests.accounts.trail.rows import START, lift_the_guard, sealed_trail, write

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def a_folder_of_its_own(settings, tmp_path):
    settings.ANCHOR_DIR = tmp_path / "anchors"


@pytest.fixture
def guard_says_it_stands(monkeypatch):
    monkeypatch.setattr("accounts.trail.verify.guard_stands", lambda: True)


def three_days() -> list[Entry]:
    """Sixty rows, anchored at 20, 40 and 60."""
    by = sealed_trail(20)[1].by
    for day in range(3):
        if day:
            write(20, by)
            seal(limit=100, now=START + timedelta(days=day))
        assert anchors.anchor(START + timedelta(days=day))["number"] == 20 * (day + 1)
    return list(Entry.objects.order_by("number"))


def forge_from(place: int) -> None:
    """Somebody with the database rewrites a row and computes everything after it anew."""
    lift_the_guard()
    previous = None
    for row in Entry.objects.filter(number__gte=place).order_by("number"):
        previous = row.previous if previous is None else previous
        note = "改" if row.number == place else row.note
        row.note = note
        digest = chain.digest(row.salt, vars(row), row.alg)
        mark = chain.seal(previous, row.number, row.pk, digest, row.sealed_at, row.alg)
        Entry.objects.filter(pk=row.pk).update(note=note, digest=digest, previous=previous, seal=mark)
        previous = mark


def test_one_line_a_day_is_appended_and_only_the_owner_reads_the_key(settings):
    three_days()
    assert anchors.anchor(START + timedelta(days=2, hours=3)) is None
    assert len(anchors.lines()) == 3
    assert stat.S_IMODE((settings.ANCHOR_DIR / anchors.KEY).stat().st_mode) == 0o600
    assert str(verify()) == "痕迹完整：60 条，与 3 处锚定相符。"


@pytest.mark.parametrize(("place", "said"), [(7, "第1号至第20号"), (30, "第21号至第40号")])
def test_a_rewritten_chain_agrees_with_itself_and_not_with_the_anchors(place, said, settings, tmp_path, guard_says_it_stands):
    three_days()
    forge_from(place)
    kept, settings.ANCHOR_DIR = settings.ANCHOR_DIR, tmp_path / "none"
    assert verify().fault is None
    settings.ANCHOR_DIR = kept
    assert said in str(verify())


def test_a_cut_tail_is_found_and_counted(settings, tmp_path, guard_says_it_stands):
    three_days()
    lift_the_guard()
    Entry.objects.filter(number__gt=51).delete()
    kept, settings.ANCHOR_DIR = settings.ANCHOR_DIR, tmp_path / "none"
    assert verify().fault is None
    settings.ANCHOR_DIR = kept
    assert "链上第52号起缺失：2026-11-26锚定时链上有60条，现只有51条" in str(verify())


def test_a_changed_deleted_or_swapped_anchor_is_named(settings):
    three_days()
    path, lines = settings.ANCHOR_DIR / anchors.FILE, anchors.lines()
    for forged, place in (
        ([lines[0], lines[2]], 2),
        ([lines[1], lines[0], lines[2]], 1),
        ([lines[0], lines[1].replace(b'"number": 40', b'"number": 41'), lines[2]], 2),
    ):
        path.write_bytes(b"".join(forged))
        assert f"锚定记录第{place}条" in str(verify())


def test_one_letter_a_day_to_each_auditor():
    sealed_trail(5)
    auditor = factories.post(Role.AUDIT_ADMIN).user
    now = timezone.now()
    assert [letter.to for letter in keep(now)] == [auditor]
    assert keep(now + timedelta(minutes=1)) == []
    letter = Letter.objects.get(kind="anchor")
    assert anchors.lines()[-1].decode().strip() in letter.text
    assert letter.key == f"anchor:{auditor.pk}:{timezone.localdate(now)}"


def test_the_page_and_the_health_line(client):
    assert [check.ok for check in anchored(START)] == [None]
    rows = three_days()
    client.force_login(factories.post(Role.AUDIT_ADMIN).user)
    page = client.get(reverse("accounts:anchors")).content.decode()
    assert (rows[-1].seal in page, anchors.public_key() in page) == (True, True)
    assert [check.ok for day in (2, 3, 4) for check in anchored(START + timedelta(days=day))] == [True, True, False]


def test_after_a_restore_the_old_anchors_are_put_aside(settings):
    three_days()
    aside = anchors.set_aside(START)
    assert (aside.exists(), anchors.lines()) == (True, [])


def test_the_command_says_how_many_agree(capsys):
    three_days()
    call_command("verify_trail")
    assert "与 3 处锚定相符" in capsys.readouterr().out
