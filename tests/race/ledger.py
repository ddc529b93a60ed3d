"""What stands in the database: how many rows in each table, how often each act in the trail, whose words are kept."""

import re
from collections import Counter
from dataclasses import dataclass

from django.db import connection

from tests.client import TRAIL
from tests.doors import snapshot

# What a request may leave in any case, whoever wins.
ASIDE = frozenset({"accounts_session", "accounts_storedfile", "accounts_dayuse"})
# Plain letters, because JSON columns of SQLite write all others as numbers; so many that no random secret holds them by chance.
MARK = "Zqx{:02}qZ"
MARKED = re.compile(r"Zqx(\d\d)qZ")
# Texts that nobody has sent yet: a loser's words may well stay there for him.
UNSENT = frozenset({"tasks_draft", "tasks_typedreport"})


@dataclass(frozen=True)
class Ledger:
    """One moment: rows by table, acts of the trail, the numbers of those whose words are found."""

    rows: Counter
    acts: Counter
    words: frozenset[int]

    def since(self, former: "Ledger") -> tuple[dict[str, int], dict[str, int]]:
        """What was added or taken away: rows by table, acts."""
        tables = {name: self.rows[name] - former.rows[name] for name in self.rows if self.rows[name] != former.rows[name]}
        return tables, dict(self.acts - former.acts)


def take() -> Ledger:
    """Read all business tables; they are small."""
    rows, words = Counter(), set()
    with connection.cursor() as cursor:
        for table in snapshot.queries().keys() - ASIDE:
            cursor.execute(f'SELECT * FROM "{table}"')
            found = cursor.fetchall()
            if table == TRAIL:
                act = [column[0] for column in cursor.description].index("act")
                acts = Counter(row[act] for row in found if row[act] != snapshot.REFUSAL)
            else:
                rows[table] = len(found)
            if table not in UNSENT:
                words |= {int(number) for number in MARKED.findall(repr(found))}
    return Ledger(rows, acts, frozenset(words))
