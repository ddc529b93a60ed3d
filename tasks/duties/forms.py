"""Forms of standing duties."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Column, Field, Layout, Row, Submit
from django import forms

from accounts.models import Unit, UnitKind
from accounts.units.inputs import CleanCharField, DayField
from tasks.duties.models import StandingDuty
from tasks.duties.models.periods import TEXT_LIMIT
from tasks.duties.rules.due import MOST_WORKDAYS, DueRule
from tasks.duties.states import RHYTHMS, Due, Shift


class HiddenVersion(forms.IntegerField):
    """The version that the page showed."""

    def __init__(self) -> None:
        super().__init__(widget=forms.HiddenInput, min_value=0, max_value=2**31 - 1)


class DutyForm(forms.ModelForm):
    """A duty of the library; an article only with the word that its text was read."""

    reason = CleanCharField(label="修改理由", max_length=200, help_text="如“已对照条例原文核对”。记入痕迹。")
    version = HiddenVersion()

    class Meta:
        model = StandingDuty
        fields = ["title", "actor", "period", "period_proposed", "rule", "article", "mark"]
        help_texts = {
            "rule": "所依据的条例、规定或本单位文件。",
            "article": "核对过原文的才填，如“第十六条”。",
            "period_proposed": "依据中没有写明频次，由本单位自定的，请勾选。",
        }

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk is None:
            del self.fields["reason"], self.fields["version"]
        ends = ["reason", "version"] if self.instance.pk else []
        self.helper = FormHelper()
        self.helper.layout = Layout(
            "title", Row(Column("actor"), Column("period")), "period_proposed", Row(Column("rule"), Column("article")), "mark",
            *ends, Submit("send", "保存"),
        )  # fmt: skip

    def _post_clean(self) -> None:
        """The action looks at the values and writes; the instance stays as the page showed it."""


class DueForm(forms.Form):
    """Until which day of each period."""

    due_kind = forms.ChoiceField(label="每期时限", choices=Due.choices)
    n = forms.IntegerField(label="第几日", min_value=0, max_value=31, initial=0, help_text=f"日 1–31，工作日 1–{MOST_WORKDAYS}。")
    month = forms.IntegerField(label="在期内第几个月", min_value=0, max_value=12, initial=0, help_text="0 为最后一个月。")
    shift = forms.ChoiceField(label="遇非工作日", choices=Shift.choices)

    def rule(self) -> DueRule:
        """What was typed, as a due rule; numbers that the kind does not use fall away."""
        said = self.cleaned_data
        if said["due_kind"] == Due.END:
            return DueRule(Due.END, 0, 0, said["shift"])
        shift = Shift.NONE if said["due_kind"] == Due.WORKDAY else said["shift"]
        return DueRule(said["due_kind"], said["n"], said["month"], shift)


def due_fields() -> Row:
    """The four fields of a due rule in one line."""
    return Row(Column("due_kind", css_class="col-md-4"), Column("n"), Column("month"), Column("shift", css_class="col-md-3"))


class ChangeForm(DueForm):
    """改时限, from the next period on."""

    reason = CleanCharField(label="理由", max_length=200)
    version = HiddenVersion()

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.layout = Layout(due_fields(), "reason", "version", Submit("send", "自下一期起改"))


class SwitchOnForm(DueForm):
    """启用: which units, from when, until which day of each period."""

    rhythm = forms.ChoiceField(label="频次", choices=RHYTHMS)
    from_on = DayField(label="从哪一期起", help_text="填该期中的任意一天。")
    kinds = forms.MultipleChoiceField(
        label="单位类别（以后新设的同类单位自动纳入）",
        choices=UnitKind.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    units = forms.ModelMultipleChoiceField(
        Unit.objects.current(), label="单独指定的单位", required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.layout = Layout(
            Row(Column("rhythm"), Column("from_on")),
            due_fields(),
            Field("kinds", wrapper_class="steps"), Field("units", wrapper_class="tick-box"),
            Submit("save", "启用"), Submit("try", "先试算", css_class="btn-outline-secondary"),
        )  # fmt: skip

    def clean(self) -> dict:
        """Somebody must be meant."""
        said = super().clean()
        if not said.get("kinds") and not said.get("units") and "units" not in self.errors:
            self.add_error("kinds", "请至少选择一类单位，或单独指定单位。")
        return said


class SwitchOffForm(forms.Form):
    """停用: the last day, why, and where (nothing ticked: everywhere)."""

    to_on = DayField(label="停用日期", help_text="这一天以后开始的各期不再要求；未到期的一期不计。")
    reason = CleanCharField(label="理由", max_length=200)
    units = forms.ModelMultipleChoiceField(
        Unit.objects.none(), label="只停用这些单位（不选为全部停用）", required=False, widget=forms.CheckboxSelectMultiple
    )
    version = HiddenVersion()

    def __init__(self, *args, units=None, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["units"].queryset = units
        self.helper = FormHelper()
        self.helper.layout = Layout("to_on", "reason", Field("units", wrapper_class="tick-box"), "version", Submit("send", "停用"))


class DoneForm(forms.Form):
    """One short sentence and the day of the work."""

    done_on = DayField(label="开展日期")
    text = CleanCharField(
        label="情况", max_length=TEXT_LIMIT, help_text="一句话，如“学习两项文件，研究了发展对象”。不需要照片和附件。"
    )
    version = HiddenVersion()

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.layout = Layout(Field("done_on", css_class="w-auto"), "text", "version", Submit("send", "填报"))


class ExcuseForm(forms.Form):
    """Why a period does not count."""

    reason = CleanCharField(label="不计理由", max_length=200)
    version = HiddenVersion()


class CheckForm(forms.Form):
    """What was found, and whether it was so."""

    found = CleanCharField(label="抽查情况", max_length=TEXT_LIMIT)
    result = forms.ChoiceField(choices=[("confirmed", "属实"), ("refuted", "不属实")])


class BoardForm(forms.Form):
    """What the board is narrowed to; lives in the address."""

    rhythm = forms.ChoiceField(choices=[("", "全部频次"), *RHYTHMS], required=False)
    kind = forms.ChoiceField(choices=[("", "全部类别"), *UnitKind.choices], required=False)
    missing = forms.ChoiceField(choices=[("", "全部单位"), ("1", "有缺的单位")], required=False)
    after = forms.RegexField(r"^[0-9/]{1,120}$", required=False)


class YearForm(forms.Form):
    """A year that dates can hold."""

    year = forms.IntegerField(min_value=2020, max_value=2100)
