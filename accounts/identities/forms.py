"""The subject of a person at the provider."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout, Submit
from django import forms

from accounts.identities.rules import LONGEST
from accounts.units.inputs import CleanCharField


class SubjectForm(forms.Form):
    """标识."""

    subject = CleanCharField(
        label="标识（sub）",
        max_length=LONGEST,
        help_text="由统一身份认证的管理员提供；本人试登录一次，页面上也会写出。大小写须一致，不是姓名、手机号或邮箱。",
        widget=forms.TextInput({"autocomplete": "off", "spellcheck": "false"}),
    )

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.layout = Layout("subject", Submit("send", "关联"))
