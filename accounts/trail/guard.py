"""The database itself refuses to change or delete a trail row. SQL only; the migration installs it.

A row is inserted unsealed; the four sealing columns may be filled once; the content of a sealed row may be erased once when two persons
have decided it (accounts.erasing); nothing else is ever updated or deleted.

Whoever rebuilds one of the tables named here on SQLite must take the guard down before and put it up after (migration 0002 shows how).
"""

from collections.abc import Sequence

TABLE = "accounts_entry"
REFUSAL = "痕迹只能追加，不能修改或删除"
FIXED = (
    "id", "at", "by_id", "post", "act", "target_type", "target_id", "target_label", "before", "after", "note", "salt", "digest", "alg",
)  # fmt: skip
SEALING = ("number", "previous", "seal", "sealed_at")
ERASABLE = ("target_label", "before", "after", "note", "salt")
DECIDED = (
    "EXISTS (SELECT 1 FROM accounts_erasedentry e JOIN accounts_erasure a ON a.id = e.erasure_id "
    "WHERE e.entry_id = OLD.id AND a.state = 'done')"
)
BLANK = "NEW.target_label = '' AND NEW.\"before\" IS NULL AND NEW.\"after\" IS NULL AND NEW.note = '' AND NEW.salt = ''"


def install(vendor: str, fixed: Sequence[str] = FIXED, *, erasing: bool = True) -> list[str]:
    """The statements that put the guard up; `fixed` names the columns that never change once written.

    `erasing` False: as it was before rows could be erased by rule (for the first migrations).
    """
    return {"sqlite": _sqlite, "postgresql": _postgresql}[vendor](fixed, _lawful(vendor) if erasing else "FALSE")


def _lawful(vendor: str) -> str:
    """True for the erasing of a sealed row that was decided, and of nothing else of it."""
    same = "IS" if vendor == "sqlite" else "IS NOT DISTINCT FROM"
    rest = [name for name in (*FIXED, *SEALING) if name not in ERASABLE]
    untouched = " AND ".join(f'NEW."{name}" {same} OLD."{name}"' for name in rest)
    return f"(OLD.number IS NOT NULL AND OLD.salt <> '' AND {BLANK} AND {untouched} AND {DECIDED})"


def _sqlite(fixed: Sequence[str], lawful: str) -> list[str]:
    changed = " OR ".join(f'NEW."{name}" IS NOT OLD."{name}"' for name in fixed)
    # REPLACE deletes rows without firing a DELETE trigger: refuse what it would need, an id or a number that is taken.
    taken = f"EXISTS (SELECT 1 FROM {TABLE} WHERE number = NEW.number)"
    again = f"EXISTS (SELECT 1 FROM {TABLE} WHERE id = NEW.id)"
    refuse = f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
    return [
        f"CREATE TRIGGER trail_insert BEFORE INSERT ON {TABLE} WHEN NEW.number IS NOT NULL OR {again} {refuse}",
        f"CREATE TRIGGER trail_update BEFORE UPDATE ON {TABLE} "
        f"WHEN NOT {lawful} AND (OLD.number IS NOT NULL OR NEW.number IS NULL OR {taken} OR {changed}) {refuse}",
        f"CREATE TRIGGER trail_delete BEFORE DELETE ON {TABLE} {refuse}",
    ]


def _postgresql(fixed: Sequence[str], lawful: str) -> list[str]:
    def row(which: str) -> str:
        return "(" + ", ".join(f'{which}."{name}"' for name in fixed) + ")"

    return [
        f"""CREATE FUNCTION trail_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF TG_OP = 'INSERT' AND NEW.number IS NULL THEN
                RETURN NEW;
            ELSIF TG_OP = 'UPDATE' THEN
                IF OLD.number IS NULL AND NEW.number IS NOT NULL AND {row("NEW")} IS NOT DISTINCT FROM {row("OLD")} THEN
                    RETURN NEW;
                ELSIF {lawful} THEN
                    RETURN NEW;
                END IF;
            END IF;
            RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'check_violation';
        END $$""",
        f"CREATE TRIGGER trail_rows BEFORE INSERT OR UPDATE OR DELETE ON {TABLE} FOR EACH ROW EXECUTE FUNCTION trail_append_only()",
        f"CREATE TRIGGER trail_whole BEFORE TRUNCATE ON {TABLE} FOR EACH STATEMENT EXECUTE FUNCTION trail_append_only()",
    ]


REMOVE = {
    "sqlite": [f"DROP TRIGGER IF EXISTS {name}" for name in ("trail_insert", "trail_update", "trail_delete")],
    "postgresql": [
        f"DROP TRIGGER IF EXISTS trail_rows ON {TABLE}",
        f"DROP TRIGGER IF EXISTS trail_whole ON {TABLE}",
        "DROP FUNCTION IF EXISTS trail_append_only()",
    ],
}
STANDING = {
    "sqlite": "SELECT COUNT(*) = 3 FROM sqlite_master WHERE type = 'trigger' "
    "AND name IN ('trail_insert', 'trail_update', 'trail_delete')",
    "postgresql": "SELECT COUNT(*) = 2 FROM pg_trigger WHERE tgname IN ('trail_rows', 'trail_whole') AND tgenabled IN ('O', 'A')",
}
