"""After issue: a recorded decision, next year's draft, and the limit on reports."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Column, Layout, Row, Submit
from django import forms
from django.utils import timezone

from tasks.items.forms.dates import DateInput
from tasks.items.models import Budget


class DecideForm(forms.Form):
    """变更决定: number, date and reason put the prepared changes in force."""

    document = forms.CharField(label="决定文号", max_length=60, help_text="如：清直党〔2026〕12号")
    decided_on = forms.DateField(label="决定日期", widget=DateInput())
    reason = forms.CharField(label="变更理由", max_length=500)
    over_reason = forms.CharField(label="超上限理由", required=False, max_length=500, help_text="报送次数超过上限时须填写。")

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.layout = Layout(
            Row(Column("document"), Column("decided_on")), "reason", "over_reason", Submit("send", "变更生效")
        )

    def clean_decided_on(self):
        """A decision has been taken already."""
        day = self.cleaned_data["decided_on"]
        if day > timezone.localdate():
            raise forms.ValidationError("决定日期不能晚于今天。请核对。")
        return day


class NextForm(forms.Form):
    """Which items go into the coming year's draft."""

    title = forms.CharField(label="名称", max_length=120)
    items = forms.ModelMultipleChoiceField(None, label="列入的事项", required=False)

    def __init__(self, *args, items, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["items"].queryset = items


class BudgetForm(forms.ModelForm):
    """The limit on reports; `based_on` is the version that was shown."""

    based_on = forms.IntegerField(widget=forms.HiddenInput)

    class Meta:
        model = Budget
        fields = ["per_month", "in_a_week", "valid_from"]
        widgets = {"valid_from": DateInput()}

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.layout = Layout(
            Row(Column("per_month"), Column("in_a_week"), Column("valid_from")), "based_on", Submit("send", "设定上限")
        )
