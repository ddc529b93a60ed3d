"""Is every kept file there and unchanged? Reads only, and names each file that is not as it was stored."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings

from accounts.files.inventory import references
from accounts.files.models import StoredFile
from accounts.files.storage import PASSING, digest_of

# A file that is being stored has no row yet.
YOUNG = timedelta(hours=1)
WORDS = {"missing": "文件丢失", "changed": "内容被改动", "swapped": "内容与另一文件对调", "orphaned": "没有记录使用它"}


@dataclass(frozen=True)
class Finding:
    """One file that is not as it should be: how (a key of WORDS), its name, and the rows that use it in words."""

    how: str
    name: str
    who: str

    def __str__(self) -> str:
        return f"{WORDS[self.how]}：{self.name}" + (f"，{self.who}" if self.who else "")


@dataclass(frozen=True)
class Report:
    """How many files were compared, and what was found."""

    files: int
    findings: tuple[Finding, ...]

    @property
    def ok(self) -> bool:
        """Nothing missing, changed, swapped or orphaned."""
        return not self.findings

    def __str__(self) -> str:
        if self.ok:
            return f"核对 {self.files} 个文件，全部完好。"
        counts = {how: sum(one.how == how for one in self.findings) for how in WORDS}
        said = "、".join(f"{WORDS[how]} {count} 个" for how, count in counts.items() if count)
        return f"核对 {self.files} 个文件：{said}。"


def on_disk(root: Path) -> set[str]:
    """The names of all kept files below MEDIA_ROOT."""
    found = {path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file()} if root.exists() else set()
    return {name for name in found if not name.startswith(PASSING)}


def check(now: datetime, root: Path | None = None) -> Report:
    """Compare the disk with the rows and the inventory."""
    root = root or Path(settings.MEDIA_ROOT)
    there = on_disk(root)
    users, wanted = defaultdict(list), defaultdict(set)
    for one in references():
        users[one.name].append(one.who)
        if one.digest:
            wanted[one.name].add(one.digest)
    for name, digest in StoredFile.objects.values_list("name", "digest").iterator(chunk_size=2000):
        if name in users:
            wanted[name].add(digest)
    missing = [Finding("missing", name, "、".join(users[name])) for name in sorted(users.keys() - there)]
    altered = _altered(root, sorted(users.keys() & there), wanted)
    changed = [
        Finding(_how(digest, wanted, altered.keys() - {name}), name, "、".join(users[name])) for name, digest in altered.items()
    ]
    orphans = [Finding("orphaned", name, "") for name in sorted(there - users.keys()) if not is_young(root / name, now)]
    return Report(len(users), (*missing, *changed, *orphans))


def is_young(path: Path, now: datetime) -> bool:
    """True for a file whose row may still come."""
    try:
        return now.timestamp() - path.stat().st_mtime < YOUNG.total_seconds()
    except FileNotFoundError:
        return True


def _altered(root: Path, names: list[str], wanted: dict[str, set[str]]) -> dict[str, str]:
    """Names whose bytes do not give every digest that is known for them, with the digest they give."""
    found = {}
    for name in names:
        try:
            digest = digest_of(root / name)
        except OSError:
            digest = ""  # there, but nobody can read it
        if wanted[name] - {digest}:
            found[name] = digest
    return found


def _how(digest: str, wanted: dict[str, set[str]], others: set[str]) -> str:
    """Swapped when it now holds what another altered file should hold."""
    return "swapped" if any(digest in wanted[name] for name in others) else "changed"
