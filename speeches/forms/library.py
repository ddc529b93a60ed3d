"""The filters of the list of speeches; they live in the address."""

from collections.abc import Iterable

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Column, Layout, Row, Submit
from django import forms

from speeches.states import SpeechState

LARGEST = 2**63 - 1
UNDATED = "none"


class SpeechFilterForm(forms.Form):
    """All optional; `before` is the row id from which the list goes on. `years`: those that can be chosen."""

    q = forms.CharField(label="标题、讲话人或会议", required=False, max_length=60)
    state = forms.ChoiceField(label="状态", required=False, choices=[("", "全部"), *SpeechState.choices])
    year = forms.ChoiceField(label="讲话年份", required=False)
    before = forms.IntegerField(required=False, min_value=1, max_value=LARGEST, widget=forms.HiddenInput)

    def __init__(self, data, *, years: Iterable[int]) -> None:
        super().__init__(data)
        named = [(str(year), f"{year}年") for year in years]
        self.fields["year"].choices = [("", "全部"), *named, (UNDATED, "未填日期")]
        self.helper = FormHelper()
        self.helper.form_method = "get"
        self.helper.disable_csrf = True
        sizes = {"q": "col-12 col-sm", "state": "col-6 col-sm-2", "year": "col-6 col-sm-2"}
        send = Column(Submit("", "筛选", css_class="btn-outline-primary"), css_class="col-12 col-sm-auto align-self-end mb-3")
        self.helper.layout = Layout(Row(*(Column(name, css_class=size) for name, size in sizes.items()), send))

    def chosen(self) -> dict[str, str]:
        """What was asked for, without the place in the list."""
        return {name: self.cleaned_data[name] for name in ("q", "state", "year")}
