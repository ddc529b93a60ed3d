"""Form fields for one row among many: people type its name, links hold its number; no page carries a choice of two thousand."""

from collections.abc import Callable

from django import forms
from django.core.validators import ProhibitNullCharactersValidator
from django.db.models import Q, QuerySet

from accounts.units.wording import clean


class Words(forms.CharField):
    """One line as people type it, without what cannot be seen."""

    default_validators = [ProhibitNullCharactersValidator("文字中有不可见的空字符。请删去后再试。")]

    def to_python(self, value: str) -> str:
        """Cleaned before its length is looked at; NUL stays, to be refused."""
        return value if value and "\0" in value else clean(super().to_python(value))


class NamedField(Words):
    """A row that is named by its number (links) or by its name (people). `within` gives the rows within reach, when they are asked."""

    within: Callable[[], QuerySet]

    def __init__(self, columns: tuple[str, ...], what: str, **kwargs) -> None:
        super().__init__(required=False, max_length=100, **kwargs)
        self.columns, self.what = columns, what

    def clean(self, value: str):
        """The one row that is meant, within the reach of whoever asks."""
        name = super().clean(value)
        if not name:
            return None
        found = self._found(name)
        if not found:
            raise forms.ValidationError(f"找不到{self.what}“{name}”。请改正名称，或留空。")
        if len(found) > 1:
            raise forms.ValidationError(f"有多个{self.what}符合“{name}”：{'、'.join(map(str, found[:5]))}。请写全称。")
        return found[0]

    def _found(self, name: str) -> list:
        within = self.within()
        if name.isascii() and name.isdigit():
            return list(within.filter(pk=int(name))) if len(name) < 19 else []
        exact = Q()
        for column in self.columns:
            exact |= Q(**{column: name})
        part = Q()
        for column in self.columns:
            part |= Q(**{f"{column}__icontains": name})
        return list(within.filter(exact)[:6]) or list(within.filter(part)[:6])
