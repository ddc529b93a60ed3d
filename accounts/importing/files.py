"""Uploaded sheets between preview and confirmation: kept under a random name, gone after a day."""

import re
from datetime import datetime, timedelta
from uuid import uuid4

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

FOLDER = "imports"
KEPT_FOR = timedelta(days=1)
NAME = re.compile("[0-9a-f]{32}")


def keep(content: bytes, now: datetime) -> str:
    """Store the bytes and return their random name; what was left lying for a day is deleted on the way."""
    _sweep(now)
    name = uuid4().hex
    default_storage.save(f"{FOLDER}/{name}.xlsx", ContentFile(content))
    return name


def kept(name: str) -> bytes | None:
    """The bytes, None when they are gone."""
    path = f"{FOLDER}/{name}.xlsx"
    if not NAME.fullmatch(name) or not default_storage.exists(path):
        return None
    with default_storage.open(path) as file:
        return file.read()


def drop(name: str) -> None:
    """They are not needed any more."""
    default_storage.delete(f"{FOLDER}/{name}.xlsx")


def _sweep(now: datetime) -> None:
    if not default_storage.exists(FOLDER):
        return
    for file in default_storage.listdir(FOLDER)[1]:
        if now - default_storage.get_modified_time(f"{FOLDER}/{file}") > KEPT_FOR:
            default_storage.delete(f"{FOLDER}/{file}")
