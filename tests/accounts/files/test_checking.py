"""Every kept file is compared with what was stored: missing, changed, swapped and orphaned ones are named, and nothing is touched."""

import os
import random
import tempfile
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.backups.models import Run
from accounts.files.checking import Finding, Report, check
from accounts.files.models import DayUse, StoredFile
from accounts.files.sweeping import sweep
from accounts.importing.files import keep
from accounts.models import Letter
from speeches.actions import receive
from speeches.models import Speech
from tasks.progress.actions import report
from tasks.progress.models import Evidence
from tests import factories
from tests.tasks.conftest import NOW
from tests.tasks.progress.test_proofs import RED, proof
from tests.tasks.unit_day import active

pytestmark = pytest.mark.django_db


@pytest.fixture
def small(db) -> factories.Office:
    """The small office."""
    return factories.office()


@pytest.fixture
def root(small, tmp_path, settings) -> Path:
    """Five speeches on an own disk."""
    settings.MEDIA_ROOT, settings.VAR_DIR = tmp_path / "files", tmp_path
    for number in range(5):
        receive(data=f"一要抓落实，之{number}。".encode() * 50, name="讲话.txt", now=NOW, by=small.admin)
    return tmp_path / "files"


def stored() -> list[str]:
    return list(Speech.objects.order_by("pk").values_list("file", flat=True))


def now():
    return timezone.now()


def grow_old(path: Path) -> None:
    """Two hours."""
    then = path.stat().st_mtime - 7200
    os.utime(path, (then, then))


def test_what_is_as_it_was_stored_is_well(root):
    assert (check(now()), str(check(now()))) == (Report(5, ()), "核对 5 个文件，全部完好。")


def test_any_changed_bit_any_deleted_file_and_any_swapped_pair_is_found_and_named(root):
    """Harms drawn with a seed; each is mended again. HARMS=1000 for the long run."""
    lot, names = random.Random(7), stored()
    who = {name: f"讲话（编号{pk}）" for pk, name in Speech.objects.values_list("pk", "file")}
    for harm in range(int(os.environ.get("HARMS", "60"))):
        one, other = lot.sample(names, 2)
        good = {name: (root / name).read_bytes() for name in (one, other)}
        if harm % 3 == 0:
            bad = bytearray(good[one])
            bad[lot.randrange(len(bad))] ^= 1 << lot.randrange(8)
            (root / one).write_bytes(bytes(bad))
            wanted = [Finding("changed", one, who[one])]
        elif harm % 3 == 1:
            (root / one).unlink()
            wanted = [Finding("missing", one, who[one])]
        else:
            (root / one).write_bytes(good[other])
            (root / other).write_bytes(good[one])
            wanted = [Finding("swapped", name, who[name]) for name in sorted((one, other))]
        assert sorted(check(now()).findings, key=lambda found: found.name) == wanted
        for name, data in good.items():
            (root / name).write_bytes(data)
    assert check(now()).ok


def test_a_digest_that_was_changed_in_the_database_does_not_hide_a_changed_file(root):
    """Row and inventory must both agree with the disk."""
    one = Speech.objects.first()
    (root / one.file.name).write_bytes(b"other")
    changed = check(now()).findings
    Speech.objects.filter(pk=one.pk).update(
        digest="d9298a10d1b0735837dc4bd85dac641b0f3cef27a47e5d53a54f2f3f5b2fcffa"
    )  # sha256("other")
    assert changed == check(now()).findings == (Finding("changed", one.file.name, f"讲话（编号{one.pk}）"),)


def test_small_pictures_and_shared_files_are_compared_too(root, small):
    first, second = active(small, "讲党课", "转作风")
    for number, matter in enumerate((first, second)):
        said = {"text": "已办。", "percent": 50, "proof": proof(RED), "key": f"k{number}", "now": NOW, "by": small.a.clerk}
        report(assignment=matter, version=matter.version, **said)
    one, other = Evidence.objects.order_by("pk")
    assert (one.file.name, check(now()).files) == (other.file.name, 7)
    (root / one.thumb.name).write_bytes(b"other")
    who = f"佐证（编号{one.pk}）、佐证（编号{other.pk}）"
    assert check(now()).findings == (Finding("changed", one.thumb.name, who),)


def test_a_file_without_a_row_is_an_orphan_after_an_hour_and_is_put_aside_by_the_sweep(root, tmp_path):
    loose = root / "evidence" / "2026" / "loose.png"
    loose.parent.mkdir(parents=True)
    loose.write_bytes(RED)
    assert (check(now()).ok, sweep(now()).aside) == (True, ())  # its row may still come
    grow_old(loose)
    assert check(now()).findings == (Finding("orphaned", "evidence/2026/loose.png", ""),)
    assert loose.exists()  # the check itself touches nothing
    assert str(sweep(now())) == "移出没有记录的文件 1 个"
    aside = tmp_path / "orphans" / "evidence" / "2026" / "loose.png"
    assert (check(now()).ok, loose.exists(), aside.read_bytes() == RED) == (True, False, True)
    sweep(now() + timedelta(days=31))
    assert not aside.exists()


@pytest.mark.once
def test_files_on_another_disk_are_put_aside_too(root, tmp_path, settings):
    """FILES_DIR may be a share; a name cannot be moved from one disk to another, its bytes can."""
    memory = Path("/dev/shm")
    if not memory.is_dir() or memory.stat().st_dev == tmp_path.stat().st_dev:
        pytest.skip("no second disk on this computer (/dev/shm)")
    with tempfile.TemporaryDirectory(dir=memory) as share:
        settings.MEDIA_ROOT = Path(share)
        loose = settings.MEDIA_ROOT / "loose.png"
        loose.write_bytes(RED)
        grow_old(loose)
        with pytest.raises(OSError, match="cross-device"):
            loose.rename(tmp_path / "loose.png")
        assert sweep(now()).aside == ("loose.png",)
        assert (loose.exists(), (tmp_path / "orphans" / "loose.png").read_bytes() == RED) == (False, True)


def test_a_file_whose_row_has_let_it_go_is_deleted_by_the_sweep(root, tmp_path):
    """Its deletion was cut off: a refused secret file must not be put aside for a month."""
    one = Speech.objects.first()
    name = one.file.name
    Speech.objects.filter(pk=one.pk).update(file="")
    grow_old(root / name)
    assert sweep(now()).deleted == (name,)
    assert ((root / name).exists(), (tmp_path / "orphans" / name).exists(), StoredFile.objects.filter(name=name).exists()) == (
        False,
        False,
        False,
    )


def test_files_of_before_the_inventory_are_entered_and_entries_without_file_and_row_go(root):
    StoredFile.objects.filter(name=stored()[0]).delete()
    StoredFile.objects.create(name="gone.png", digest="0" * 64, size=1, stored_at=now())
    swept = sweep(now())
    assert (swept.entered, swept.forgotten, StoredFile.objects.count(), check(now()).ok) == ((stored()[0],), ("gone.png",), 5, True)


def test_sheets_that_wait_for_their_confirmation_are_left_to_their_own_room(root):
    before = StoredFile.objects.count()
    name = keep(b"sheet", now())
    grow_old(root / "imports" / f"{name}.xlsx")
    assert (StoredFile.objects.count(), check(now()).ok, sweep(now()).aside) == (before, True, ())


def test_an_entry_is_rolled_back_with_its_row_and_goes_with_its_file(root):
    with transaction.atomic():
        name = default_storage.save("evidence/x.png", ContentFile(RED))
        transaction.set_rollback(True)
    assert ((root / name).exists(), StoredFile.objects.filter(name=name).exists()) == (True, False)
    kept = default_storage.save("evidence/y.png", ContentFile(RED))
    assert StoredFile.objects.get(name=kept).size == len(RED)
    default_storage.delete(kept)
    assert ((root / kept).exists(), StoredFile.objects.filter(name=kept).exists()) == (False, False)


def test_the_command_names_what_it_finds_ends_with_one_and_writes_to_the_system_administrator(root, small, capsys):
    name = stored()[0]
    (root / name).unlink()
    with pytest.raises(SystemExit) as ended:
        call_command("verify_files")
    assert (ended.value.code, f"文件丢失：{name}，讲话（编号" in capsys.readouterr().out) == (1, True)
    letter = Letter.objects.get(kind="run_failed")
    assert (letter.to, name in letter.text, Run.objects.get().ok) == (small.system_admin, True, False)


def test_the_database_keeps_one_entry_a_file_and_one_count_a_unit_and_day(root):
    unit = factories.unit()
    StoredFile.objects.create(name="a", digest="0" * 64, size=1, stored_at=NOW)
    DayUse.objects.create(unit=unit, on=NOW.date())
    for make in (
        lambda: StoredFile.objects.create(name="a", digest="0" * 64, size=1, stored_at=NOW),
        lambda: StoredFile.objects.create(name="b", digest="0" * 64, size=-1, stored_at=NOW),
        lambda: DayUse.objects.create(unit=unit, on=NOW.date()),
        lambda: DayUse.objects.create(unit=factories.unit(), on=NOW.date(), bytes=-1),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            make()
