"""The forms of 述职: the call, a report's lines and own words, the return."""

import re
from collections.abc import Mapping
from typing import Any

from django import forms
from django.forms import ModelForm
from django.http import QueryDict

from accounts.units.inputs import DayField
from tasks.duty_reports.content import Content, Line, Typed, words_of
from tasks.duty_reports.models import DutyCall, DutyReport, TypedReport
from tasks.duty_reports.states import CHAPTERS, LINE_LIMIT, OWN_LIMIT, PARTS, REASON_LIMIT

INVISIBLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2060\ufeff\ud800-\udfff]")
TEXT, WAS, OWN = "text-", "was-", "own-"
MANY, LONG = 400, 6000
OWN_WORDS = {
    "before": ("整改情况补充", "记录以外还需说明的整改情况，可不填。"),
    "duty": ("履职情况补充", "记录以外的主要做法，可不填。已有记录的不必重写。"),
    "problems": ("本人对照检查出的问题", "记录以外的问题和原因。"),
    "next": ("本人下一步打算", "针对上述问题做什么、什么时候做到。"),
}


class TextField(forms.CharField):
    """Text without what cannot be seen; everything else as typed."""

    def to_python(self, value: str | None) -> str:
        """Cleaned before its length is looked at."""
        return INVISIBLE.sub("", super().to_python(value) or "").replace("\r\n", "\n").strip()


class CallForm(ModelForm):
    """布置述职: which cycle, until when; cycles that are open and not asked about yet."""

    due_on = DayField(label="报送期限")

    class Meta:
        model = DutyCall
        fields = ["cycle", "due_on"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cycle = self.fields["cycle"]
        cycle.queryset, cycle.empty_label = cycle.queryset.filter(state="open", duty_call=None), None


class ReturnForm(forms.Form):
    """退回 with its reason."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2**31 - 1)
    reason = TextField(
        label="退回理由",
        max_length=REASON_LIMIT,
        widget=forms.Textarea({"rows": 2}),
        help_text="写明哪一部分需要怎样修改。述职人会收到一封信，已签署的版本保留。",
    )


class WordsForm(forms.Form):
    """A field for each line, beside it hidden the generated text that was shown; and own words for each chapter."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2**31 - 1)

    def __init__(self, data: QueryDict | None, *, report: DutyReport, content: Content, typed: TypedReport | None = None) -> None:
        super().__init__(data, initial={"version": report.version})
        known = {line.key: line for line in content.lines}
        self.keys = [*known, *(key for key in _keys(data or {}) if key not in known)]
        kept = typed.words if typed else {}
        for key in self.keys:
            self._add_line(key, known.get(key), kept)
        own = words_of(report.words).own
        for key in CHAPTERS:
            shown = kept.get(OWN + key, own.get(key, ""))
            area = forms.Textarea({"rows": 4 if key in ("problems", "next") else 2})
            self.fields[OWN + key] = TextField(
                label=OWN_WORDS[key][0],
                required=False,
                max_length=OWN_LIMIT,
                widget=area,
                initial=shown,
                help_text=OWN_WORDS[key][1],
            )

    def _add_line(self, key: str, line: Line | None, kept: Mapping[str, str]) -> None:
        """What is in force, or what was typed and not saved where that is an edit."""
        text = line.text if line else ""
        if kept.get(TEXT + key, "") and kept[TEXT + key] != kept.get(WAS + key):
            text = kept[TEXT + key]
        area = forms.Textarea({"rows": 3, "maxlength": LINE_LIMIT})
        self.fields[TEXT + key] = TextField(label="改写这一句", required=False, max_length=LINE_LIMIT, widget=area, initial=text)
        shown = line.statement.text if line else ""
        self.fields[WAS + key] = TextField(required=False, max_length=LONG, widget=forms.HiddenInput, initial=shown)

    def typed(self) -> dict[str, Typed]:
        """By key, what stands in the line's field and what was shown beside it."""
        said = self.cleaned_data
        return {key: Typed(" ".join(said[TEXT + key].split()), said[WAS + key]) for key in self.keys if TEXT + key in self.data}

    def own(self) -> dict[str, str]:
        """By chapter, the own words."""
        return {key: self.cleaned_data[OWN + key] for key in CHAPTERS}


def _keys(data: Mapping[str, Any]) -> list[str]:
    """The lines of which a sent form speaks: also those that are no longer made since it was shown."""
    keys = [name.removeprefix(TEXT) for name in data if name.startswith(TEXT) and len(name) < 200]
    return [key for key in keys if key.partition(".")[0] in PARTS][:MANY]


def as_typed(said: QueryDict) -> dict[str, str]:
    """What a form holds, saved or not, as far as a draft keeps it."""
    names = [name for name in said if name.startswith((TEXT, WAS, OWN)) and len(name) < 200][: 2 * MANY]
    return {INVISIBLE.sub("", name): INVISIBLE.sub("", said[name])[:LONG] for name in names}
