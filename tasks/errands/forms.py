"""The form of a piece handed on, and of its tick."""

import uuid

from crispy_forms.helper import FormHelper
from django import forms
from django.contrib.auth import get_user_model

from accounts.units.inputs import CleanCharField, DayField
from tasks.errands.models import DONE_LIMIT, WHAT_LIMIT


def new_key() -> str:
    """A fresh key: one form shown, one piece handed on."""
    return uuid.uuid4().hex


class HandForm(forms.Form):
    """Who, what, until when."""

    to = forms.ModelChoiceField(get_user_model().objects.none(), label="承办人", empty_label="请选择", help_text="本单位在任同事。")
    what = CleanCharField(label="交办内容", max_length=WHAT_LIMIT, help_text="一句话，如“收齐三个支部的会议记录”。")
    due_on = DayField(label="时限")
    key = forms.CharField(max_length=40, widget=forms.HiddenInput, initial=new_key)

    def __init__(self, *args, people, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].queryset = people
        self.helper = FormHelper()
        self.helper.form_tag = False


class TickForm(forms.Form):
    """One sentence."""

    said = CleanCharField(label="办理结果", max_length=DONE_LIMIT, error_messages={"required": "请用一句话说明办理结果。"})
