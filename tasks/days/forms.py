"""Forms of the day table."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Field, Layout, Submit
from django import forms

from accounts.units.inputs import CleanCharField
from tasks.days.states import FIRST_YEAR, LAST_YEAR, Said


class YearForm(forms.Form):
    """Which year to show."""

    year = forms.IntegerField(min_value=FIRST_YEAR, max_value=LAST_YEAR)


class DayForm(forms.Form):
    """One day, and why it changes; `based_on` is what the page showed."""

    said = forms.ChoiceField(label="这一天", choices=Said.choices, widget=forms.RadioSelect)
    name = CleanCharField(label="名称", max_length=40, required=False, help_text="如“国庆节”“国庆节调休”，可不填。")
    reason = CleanCharField(label="理由", max_length=200, help_text="如“按国办通知调休”。记入痕迹。")
    based_on = forms.ChoiceField(choices=Said.choices, widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.layout = Layout(Field("said", wrapper_class="steps"), "name", "reason", "based_on", Submit("send", "保存"))


class DeclareForm(forms.Form):
    """The notice by which a year is out; `based_on` is the one that the page showed."""

    notice = CleanCharField(label="依据（通知文号）", max_length=120)
    based_on = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, action: str = "", **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_action = action
        self.helper.layout = Layout("notice", "based_on", Submit("send", "已按通知录齐", css_class="btn-outline-primary"))
