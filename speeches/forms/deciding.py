"""What a person says at the workbench."""

from crispy_forms.bootstrap import InlineCheckboxes
from crispy_forms.helper import FormHelper
from crispy_forms.layout import Column, Layout, Row, Submit
from django import forms

from speeches.models import Directive
from speeches.reading.themes import DUTIES, FOUR_KEY, FOUR_MANAGE
from speeches.states import DIRECTIVE_KINDS, PieceKind

OTHER_KINDS = [(kind.value, kind.label) for kind in PieceKind if kind not in DIRECTIVE_KINDS]
SEVERAL = "多个用顿号分开。"
WHICH = "请选择类别：背景、问题、号召、引语或套语。"


class ListField(forms.CharField):
    """Names in one line, parted by 、"""

    def __init__(self, **kwargs) -> None:
        super().__init__(required=False, help_text=SEVERAL, **kwargs)

    def prepare_value(self, value):
        """A list as a line; what was typed stays as it was typed."""
        return "、".join(value) if isinstance(value, list) else value

    def to_python(self, value) -> list[str]:
        """The line as a list."""
        line = super().to_python(value).replace("，", "、").replace(",", "、")
        return [part.strip() for part in line.split("、") if part.strip()]

    def has_changed(self, initial, data) -> bool:
        """Compare lists, not lines."""
        return list(initial or []) != self.to_python(data)


class TicksField(forms.MultipleChoiceField):
    """Some of a few words."""

    def __init__(self, words, **kwargs) -> None:
        super().__init__(required=False, choices=[(w, w) for w in words], widget=forms.CheckboxSelectMultiple, **kwargs)


class DirectiveForm(forms.ModelForm):
    """What a person may correct about a directive."""

    lead_units = ListField(label="牵头单位")
    support_units = ListField(label="配合单位")
    themes = ListField(label="类别")
    duty = TicksField(DUTIES, label="责任类别")
    four_manage = TicksField(FOUR_MANAGE, label="四管")
    four_key = TicksField(FOUR_KEY, label="四关键")
    version = forms.IntegerField(widget=forms.HiddenInput)

    class Meta:
        model = Directive
        fields = [
            "title",
            "actor",
            "lead_units",
            "support_units",
            "due_on",
            "recurrence",
            "themes",
            "duty",
            "four_manage",
            "four_key",
        ]
        widgets = {"due_on": forms.DateInput({"type": "date"}, "%Y-%m-%d")}
        labels = {"recurrence": "频次"}

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False
        ticks = ("duty", "four_manage", "four_key")
        self.helper.layout = Layout(
            "title", Row(Column("actor"), Column("themes")), Row(Column("lead_units"), Column("support_units")),
            Row(Column("due_on"), Column("recurrence")), *(InlineCheckboxes(name) for name in ticks), "version",
            Submit("send", "保存并确认"),
        )  # fmt: skip

    def clean_due_on(self):
        """A year that somebody meant."""
        day = self.cleaned_data["due_on"]
        if day and not 1949 <= day.year <= 2100:
            raise forms.ValidationError("完成时限的年份不对。请填写 1949 年至 2100 年之间的日期，或留空。")
        return day


class DecisionForm(forms.Form):
    """A button on a card: which version was shown, and the kind or the place where one is needed."""

    version = forms.IntegerField()
    kind = forms.ChoiceField(required=False, choices=OTHER_KINDS)
    at = forms.IntegerField(required=False)


class MergeForm(forms.Form):
    """Two neighbours, each as it was shown."""

    version = forms.IntegerField()
    other = forms.IntegerField()
    other_version = forms.IntegerField()


class PieceForm(forms.Form):
    """One sentence."""

    piece = forms.IntegerField()


class SortForm(forms.Form):
    """Pieces outside directives and what they are: as proposed, all of one kind, or each its own.

    The way must be said: a form that lost it on the way must not decide anything.
    """

    pieces = forms.TypedMultipleChoiceField(coerce=int, error_messages={"required": "请先选择语句。"})
    kind = forms.ChoiceField(
        choices=[("proposed", "按识别结果"), ("each", "逐句"), *OTHER_KINDS], error_messages={"required": WHICH}
    )
    key = forms.CharField(required=False, max_length=24)

    def __init__(self, data, *, allowed: list[int]) -> None:
        super().__init__(data)
        self.fields["pieces"].choices = [(pk, pk) for pk in allowed]

    def clean(self) -> dict:
        """In the mode 逐句, `kinds` holds the kind of each chosen piece."""
        said = super().clean()
        kinds = {pk: self.data.get(f"kind-{pk}", "") for pk in said.get("pieces", [])}
        if said.get("kind") == "each" and set(kinds.values()) - {value for value, _ in OTHER_KINDS}:
            raise forms.ValidationError(f"每一句都要选。{WHICH}")
        return said | {"kinds": kinds}


class ReopenForm(forms.Form):
    """Pieces whose kind is taken back."""

    pieces = forms.TypedMultipleChoiceField(coerce=int)
    key = forms.CharField(required=False, max_length=24)

    def __init__(self, data, *, allowed: list[int]) -> None:
        super().__init__(data)
        self.fields["pieces"].choices = [(pk, pk) for pk in allowed]
