"""What the processes of an office wrote to their logs, held against whom its database knows (RELIABILITY P17)."""

import sqlite3
from contextlib import closing
from pathlib import Path

# Of each table the columns that say something about somebody, or open something.
TELLING = {
    "accounts_user": ("name", "email", "phone", "password"),
    "accounts_letter": ("address", "subject", "message_id"),
    "django_session": ("session_key",),
    "accounts_session": ("key",),
}
SHORTEST = 3  # a name has three characters or two; of two, chance would make a word


def personal(database: Path) -> set[str]:
    """Every such value."""
    found: set[str] = set()
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True, timeout=20)) as asked:
        there = {name for (name,) in asked.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        for table in TELLING.keys() & there:
            for row in asked.execute(f"SELECT {', '.join(TELLING[table])} FROM {table}"):
                found.update(value for value in row if isinstance(value, str) and len(value) >= SHORTEST)
    return found


def leaks(folder: Path, also: set[str] = frozenset()) -> list[tuple[str, str, str]]:
    """(file, what should not stand there, the line), of everything under log/."""
    database = folder / "db.sqlite3"
    values = (personal(database) if database.exists() else set()) | set(also)
    found = []
    for file in sorted((folder / "log").glob("**/*.log")):
        text = file.read_text(encoding="utf-8", errors="replace")
        seen = [value for value in values if value in text]
        found += [(file.name, value, line) for value in seen for line in text.splitlines() if value in line]
    return found
