"""The filters of the trail page; they live in the address."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Column, Layout, Row, Submit
from django import forms

from accounts.trail.queries import kinds

LARGEST = 2**63 - 1


class FilterForm(forms.Form):
    """All optional; `before` is the row id from which the page goes on."""

    day = forms.DateField(label="日期", required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    person = forms.CharField(label="人员", required=False, max_length=50)
    act = forms.CharField(label="行为", required=False, max_length=60)
    kind = forms.ChoiceField(label="对象类别", required=False)
    number = forms.IntegerField(label="对象编号", required=False, min_value=1, max_value=LARGEST)
    before = forms.IntegerField(required=False, min_value=1, max_value=LARGEST, widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [("", "全部"), *kinds()]
        self.helper = FormHelper()
        self.helper.form_method = "get"
        self.helper.disable_csrf = True
        self.helper.layout = Layout(
            Row(*(Column(name, css_class="col-sm-6 col-lg") for name in ("day", "person", "act", "kind", "number"))),
            Submit("", "筛选", css_class="btn-outline-primary"),
        )

    def chosen(self) -> dict:
        """What was asked for, without the place in the list."""
        return {name: value for name, value in self.cleaned_data.items() if name != "before"}
