"""A term of one of the glossaries and what it means."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout, Submit
from django import forms

from accounts.models import Unit, UnitKind
from speeches.forms.deciding import ListField
from speeches.glossary import theme_names
from speeches.models import Speech, Term
from speeches.reading import DEFAULT
from speeches.states import Book

EXAMPLES = {
    Book.ACTOR: "照讲话里的说法，如“各级党组织”。",
    Book.UNIT: "讲话里对一个单位的叫法，如“工信局”。",
    Book.CAMPAIGN: "活动的名称，不带引号，如“清风行动”。",
    Book.THEME: "讲话里出现的词，如“营商环境”。",
}
OFF = {
    Book.ACTOR: "起草清单时不再展开为单位。",
    Book.UNIT: "不再认作这个单位。",
    Book.CAMPAIGN: "不认作活动；讲话里带引号出现的也不算。",
    Book.THEME: "遇到这个词不归类，也可以用来停用系统自带的词。",
}


class KindsField(forms.MultipleChoiceField):
    """Kinds of units to tick."""

    def __init__(self) -> None:
        told = {"choices": UnitKind.choices, "widget": forms.CheckboxSelectMultiple, "required": False}
        super().__init__(label="所指单位类别", help_text="所选类别中只取最上一级的单位，下级单位不再重复列入。", **told)


class TermForm(forms.Form):
    """说法 (only for a new term), what it means in this book, and whether it is switched off."""

    phrase = forms.CharField(label="说法", max_length=60)
    off = forms.BooleanField(label="停用", required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args, book: str, term: Term | None = None, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.book = Book(book)
        del self.fields["phrase" if term else "version"]
        meaning = self._meaning()
        self.fields |= meaning
        self.fields["off"].help_text = OFF[self.book]
        if not term:
            self.fields["phrase"].label = self.book.label
            self.fields["phrase"].help_text = EXAMPLES[self.book]
        self.helper = FormHelper()
        order = ["version" if term else "phrase", *meaning, "off"]
        self.helper.layout = Layout(*order, Submit("send", "保存" if term else f"增加{self.book.label}"))

    def _meaning(self) -> dict[str, forms.Field]:
        """The field that says what a term of this book means; a campaign is only a name."""
        if self.book == Book.ACTOR:
            return {"means": KindsField()}
        if self.book == Book.UNIT:
            missing = {"required": "请选择单位。"}
            return {
                "unit": forms.ModelChoiceField(
                    Unit.objects.current(), label="单位", empty_label="（请选择）", error_messages=missing
                )
            }
        if self.book == Book.THEME:
            field = ListField(label="归入的类别")
            field.help_text = f"多个用顿号分开。现有类别：{'、'.join(theme_names(DEFAULT))}。"
            return {"means": field}
        return {}

    def clean_phrase(self) -> str:
        """A term stands in its glossary once."""
        phrase = self.cleaned_data["phrase"].strip()
        if Term.objects.filter(book=self.book, phrase=phrase).exists():
            raise forms.ValidationError(f"词表中已有“{phrase}”。请直接修改原有的{self.book.label}。")
        return phrase

    def clean(self) -> dict:
        """A term in use means something."""
        said = super().clean()
        if not said.get("off") and not said.get("means") and "means" in self.fields and not self.has_error("means"):
            self.add_error("means", "请至少选择一类单位。" if self.book == Book.ACTOR else "请填写归入的类别，或勾选停用。")
        return said


class RereadForm(forms.Form):
    """Which speeches are read again."""

    speech = forms.ModelMultipleChoiceField(Speech.objects.none())

    def __init__(self, data, *, reach) -> None:
        super().__init__(data)
        self.fields["speech"].queryset = reach
