"""The form of an absence."""

from datetime import date

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Column, Layout, Row, Submit
from django import forms
from django.contrib.auth import get_user_model

from accounts.acting.queries import colleagues, own_posts
from accounts.units.inputs import CleanCharField, DayField
from accounts.units.models import Post


class ActingForm(forms.Form):
    """Which post, who acts, from when to when, why."""

    post = forms.ModelChoiceField(Post.objects.none(), label="本人岗位", empty_label=None)
    deputy = forms.ModelChoiceField(
        get_user_model().objects.none(), label="代办人", empty_label="请选择", help_text="本单位在任同事。"
    )
    valid_from = DayField(label="开始日期")
    valid_to = DayField(label="结束日期", help_text="含当日，到期自动终止；随时可以收回。")
    reason = CleanCharField(label="原因", max_length=100, help_text="如“外出学习”。")

    def __init__(self, *args, user, on: date, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        own = own_posts(user, on)
        self.fields["post"].queryset, self.fields["deputy"].queryset = own, colleagues(own, user, on)
        self.helper = FormHelper()
        self.helper.layout = Layout(
            Row(Column("post"), Column("deputy")),
            Row(Column("valid_from"), Column("valid_to")),
            "reason",
            Submit("send", "授权代办"),
        )
