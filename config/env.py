"""Read the environment once, or fail with a hint that names the variable and the remedy."""

import os
import secrets
from pathlib import Path

import environ
from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()


def var_dir() -> Path:
    """The folder for everything that the program writes (database, files, mail, sockets)."""
    folder = Path(env.str("VAR_DIR", default=str(BASE_DIR / "var"))).resolve()
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder


def folder(name: str, default: Path) -> Path:
    """The folder that `name` gives, made absolute, or the default."""
    return Path(env.str(name, default="") or default).resolve()


def required(name: str, hint: str) -> str:
    """The value of `name`; in production a missing one stops the start with `hint`."""
    value = env.str(name, default="")
    if not value:
        raise ImproperlyConfigured(f"环境变量 {name} 未设置：{hint}")
    return value


def local_secret(var: Path) -> str:
    """The secret key of this computer: made once, kept in VAR_DIR, readable by its owner only."""
    path = var / "secret_key"
    if not path.exists():
        draft = path.with_name(f"secret_key.{os.getpid()}")
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(64))
        try:
            os.link(draft, path)  # of several processes that start at once, the first one wins
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return path.read_text()


REAL = "real-office"


def mark_as_real(var: Path) -> None:
    """A real office lives in this folder: from now on the demo cannot be switched on over it, on whatever database."""
    (var / REAL).touch(mode=0o600)


def demo_allowed(var: Path) -> bool:
    """The DEMO switch; refused together with a production database or a real office, whose people must not get demo passwords."""
    demo = env.bool("DEMO", default=False)
    if demo and on_postgresql():
        raise ImproperlyConfigured("DEMO=1 与 DATABASE_URL 不能同时设置：演示数据和演示口令不得进入正式数据库，请取消 DEMO。")
    if demo and (var / REAL).exists():
        raise ImproperlyConfigured(f"数据目录 {var} 属于正式机构，不能以演示方式启动：请取消 DEMO，或换一个 VAR_DIR。")
    return demo


def on_postgresql() -> bool:
    """True when DATABASE_URL names a database server."""
    url = env.str("DATABASE_URL", default="")
    return bool(url) and not url.startswith("sqlite")


def broker(var: Path) -> str:
    """The queue's address: CELERY_BROKER_URL, REDIS_URL, or the private socket in VAR_DIR."""
    return env.str("CELERY_BROKER_URL", default="") or env.str("REDIS_URL", default="") or f"redis+socket://{var}/redis/redis.sock"


def database(var: Path) -> dict:
    """Django's DATABASES entry: PostgreSQL by DATABASE_URL, else SQLite in WAL + IMMEDIATE."""
    url = env.str("DATABASE_URL", default="")
    if on_postgresql():
        config = env.db_url_config(url)
        config |= {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}
        config.setdefault("OPTIONS", {})["options"] = (
            "-c statement_timeout=15000 -c lock_timeout=5000 -c idle_in_transaction_session_timeout=60000"
        )
        return config
    name = env.db_url_config(url)["NAME"] if url else var / "db.sqlite3"
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": name,
        # Without IMMEDIATE, WAL fails most contended read-then-write transactions at once.
        "OPTIONS": {
            "timeout": 20,
            "transaction_mode": "IMMEDIATE",
            "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;",
        },
        # A file, so that tests meet the same locks as the site.
        "TEST": {"NAME": var / "test.sqlite3"},
    }


def mail(var: Path) -> dict:
    """E-mail settings: SMTP by EMAIL_URL, else a local mailbox folder.

    LETTERS_AT_A_TIME: how many letters one sending process has under way, each on a connection of its own; a kill repeats so many at most.
    """
    at_a_time = {"LETTERS_AT_A_TIME": max(1, env.int("MAIL_CONNECTIONS", default=4))}
    url = env.str("EMAIL_URL", default="")
    if url:
        return at_a_time | env.email_url_config(url)
    return at_a_time | {"EMAIL_BACKEND": "accounts.letters.mailbox.EmailBackend", "EMAIL_FILE_PATH": str(var / "mailbox")}
