"""Forms of the box."""

import uuid

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout, Submit
from django import forms

from accounts.feedback.models import Topic


class SayForm(forms.Form):
    """What is wrong, in the person's own words."""

    topic = forms.ChoiceField(label="类别", choices=Topic, widget=forms.RadioSelect, initial=Topic.BURDEN)
    text = forms.CharField(label="意见建议", max_length=500, widget=forms.Textarea({"rows": 4}))
    page = forms.CharField(required=False, max_length=200, widget=forms.HiddenInput)
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.layout = Layout("topic", "text", "page", "key", Submit("send", "提交"))


class AnswerForm(forms.Form):
    """答复."""

    words = forms.CharField(label="答复", max_length=500)
