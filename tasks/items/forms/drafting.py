"""Begin a list, and fill what its items have not got."""

from datetime import date

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Column, Layout, Row, Submit
from django import forms

from accounts.units.models import Unit
from speeches.models import Term
from speeches.queries import units_of
from tasks.items.forms.dates import DateInput, sensible
from tasks.items.models import Campaign, ResponsibilityList


class DraftForm(forms.ModelForm):
    """Begin a list, from a decided speech or empty."""

    class Meta:
        model = ResponsibilityList
        fields = ["year", "title", "campaign"]

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["campaign"].empty_label = "（不属于专项）"
        self.helper = FormHelper()
        self.helper.layout = Layout("year", "title", "campaign", Submit("send", "起草清单"))


class CampaignForm(forms.ModelForm):
    """A campaign or year of activity."""

    class Meta:
        model = Campaign
        fields = ["name", "starts_on", "ends_on", "about"]
        widgets = {"starts_on": DateInput(), "ends_on": DateInput()}
        error_messages = {"name": {"unique": "已有同名专项。请改用别的名称，或直接使用已有的专项。"}}

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.layout = Layout("name", Row(Column("starts_on"), Column("ends_on")), "about", Submit("send", "设立专项"))

    def clean(self) -> dict:
        """It ends after it starts."""
        values = super().clean()
        if values.get("starts_on") and values.get("ends_on") and values["ends_on"] < values["starts_on"]:
            self.add_error("ends_on", "结束日期不能早于开始日期。请核对。")
        return values


class SettleForm(forms.Form):
    """统一设置: units, a due date and a criterion for every item of a draft that has none."""

    actor = forms.ModelChoiceField(
        Term.objects.actors(), label="统一责任单位", required=False, to_field_name="phrase", empty_label="（不填）"
    )
    due_on = forms.DateField(label="统一完成时限", required=False, widget=DateInput())
    acceptance_criteria = forms.CharField(label="统一验收标准", max_length=500, required=False)

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.layout = Layout(
            Row(Column("actor", css_class="col-md-3"), Column("due_on", css_class="col-md-3"), Column("acceptance_criteria")),
            Submit("send", "填入空缺的事项", css_class="btn btn-outline-primary"),
        )

    def clean_due_on(self) -> date | None:
        """Not beyond the calendar."""
        return sensible(self.cleaned_data["due_on"])

    def clean(self) -> dict:
        """Something must be said."""
        values = super().clean()
        if not any(values.values()):
            raise forms.ValidationError("请选择统一责任单位，或填写统一完成时限、统一验收标准。")
        return values

    def units(self) -> list[Unit]:
        """The units that the chosen actor means here."""
        actor = self.cleaned_data["actor"]
        return units_of(actor.phrase) if actor else []
