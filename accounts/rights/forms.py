"""Who becomes a guardian, and when."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Column, Layout, Row, Submit
from django import forms

from accounts.roles import GUARDIANS, ROLE_LABELS
from accounts.units.inputs import CleanCharField, DayField, PersonField
from accounts.units.models import Unit


class ReasonForm(forms.Form):
    """Why a factor is taken away."""

    reason = CleanCharField(label="理由", max_length=200, help_text="如“手机丢失，已当面核对身份”，记入痕迹。")

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.layout = Layout("reason", Submit("send", "重置第二步验证"))


class GuardianForm(forms.Form):
    """Appoint one of the three guardians."""

    user = PersonField(label="人员", max_length=150, help_text="填写账号或姓名；须已有账号。")
    role = forms.ChoiceField(label="角色", choices=[(role.value, ROLE_LABELS[role]) for role in ROLE_LABELS if role in GUARDIANS])
    unit = forms.ModelChoiceField(Unit.objects.current(), label="所在单位")
    valid_from = DayField(label="任职日期")

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.layout = Layout(
            Row(Column("user"), Column("role")), Row(Column("unit"), Column("valid_from")), Submit("send", "任命")
        )
