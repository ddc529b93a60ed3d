"""A program and a database that do not fit each other do not work together: each may be older than the other after an upgrade."""

from django.conf import settings
from django.db import DatabaseError, connection

APPS = ("accounts", "speeches", "tasks")
NEWER = "数据库已经由更新的版本升级过（{}），这个程序不能使用它，没有启动。请启动新版程序；要退回旧版的，把升级以前的备份恢复到新建的数据库。"
OLDER = "数据库还没有升级到这个版本（缺 {} 步，第一步是 {}），没有启动。请先执行 manage.py migrate，再启动。"


def misfit() -> str:
    """Why this program must not touch this database; empty where it may, where there are no tables yet, and while nobody answers."""
    here = {(app, file.stem) for app in APPS for file in (settings.BASE_DIR / app / "migrations").glob("[0-9]*.py")}
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT app, name FROM django_migrations WHERE app IN (%s, %s, %s)", APPS)
            there = set(cursor.fetchall())
    except DatabaseError:
        return ""
    finally:
        connection.close()
    if newer := sorted(there - here):
        return NEWER.format(".".join(newer[-1]))
    older = sorted(here - there)
    return OLDER.format(len(older), ".".join(older[0])) if there and older else ""


def insist() -> None:
    """End this process with the reason, before it has done anything."""
    if words := misfit():
        raise SystemExit(words)
