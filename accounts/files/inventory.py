"""Which rows name which files, read from the models themselves: a room that gets a new file field is in here at once."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.apps import apps
from django.db.models import FileField, Model

OURS = ("accounts", "speeches", "tasks")


@dataclass(frozen=True)
class Reference:
    """One row's file: its name under MEDIA_ROOT, whose it is in words, and the digest that the row itself knows (or "")."""

    name: str
    who: str
    digest: str


def references() -> Iterator[Reference]:
    """Every file that a row names."""
    for app in OURS:
        for model in apps.get_app_config(app).get_models():
            for field in model._meta.concrete_fields:
                if isinstance(field, FileField):
                    yield from _of(model, field.name)


def _of(model: type[Model], field: str) -> Iterator[Reference]:
    """The files of one field. A row's `digest` is that of its `file`, not of a small picture beside it."""
    known = field == "file" and any(each.name == "digest" for each in model._meta.concrete_fields)
    columns = ["pk", field, *(["digest"] if known else [])]
    rows = model._base_manager.exclude(**{field: ""}).order_by("pk").values_list(*columns)
    for pk, name, *digest in rows.iterator(chunk_size=2000):
        yield Reference(name, f"{model._meta.verbose_name}（编号{pk}）", digest[0] if digest else "")
