"""Forms of people and their posts."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Column, Layout, Row, Submit
from django import forms

from accounts.roles import GUARDIANS, ROLE_LABELS
from accounts.units.inputs import CleanCharField, DayField, PersonField
from accounts.units.models import Unit
from accounts.users.models import User

ROLES = [(role.value, label) for role, label in ROLE_LABELS.items() if role not in GUARDIANS]


STATES = [
    ("", "全部"), ("open", "启用"), ("unset", "未设密码"), ("dormant", "长期未登录"), ("expired", "已到期"), ("closed", "已停用"),
]  # fmt: skip


class DetailsForm(forms.Form):
    """Name and how the person is reached."""

    name = CleanCharField(label="姓名", max_length=50)
    email = forms.CharField(
        label="电子邮箱", max_length=254, required=False, help_text="可不填，也可几人共用；没有邮箱的收不到提醒。"
    )
    phone = CleanCharField(label="办公电话", max_length=30, required=False)
    expires_on = DayField(label="账号到期日", required=False, help_text="借调、挂职等临时账号填写最后一天；长期使用的留空。")
    version = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0, max_value=2**31 - 1)

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.layout = Layout("name", Row(Column("email"), Column("phone")), "expires_on", "version", Submit("send", "保存"))


class AccountForm(DetailsForm):
    """A new account; its password is set by the person, with a link or a slip."""

    username = forms.CharField(label="账号", max_length=50, help_text="登录用，小写字母开头，如 caizheng-shuji；开立后不能修改。")

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.helper.layout = Layout(
            Row(Column("name"), Column("username")), Row(Column("email"), Column("phone")), "expires_on", Submit("send", "开立账号")
        )

    def clean_username(self) -> str:
        """Lower case, and not taken."""
        username = self.cleaned_data["username"].strip().lower()
        taken = User.objects.filter(username=username).first()
        if taken:
            raise forms.ValidationError(f"账号“{username}”已属于{taken}，请另取一个。")
        return username


class SearchForm(forms.Form):
    """What the list of people is narrowed to; lives in the address."""

    q = CleanCharField(label="姓名、账号或拼音首字母", max_length=50, required=False)
    state = forms.ChoiceField(label="账号", required=False, choices=STATES)
    after = forms.CharField(max_length=80, required=False, widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_method, self.helper.disable_csrf = "get", True
        self.helper.layout = Layout(
            Row(
                Column("q", css_class="col-sm-6 col-lg-4"),
                Column("state", css_class="col-sm-4 col-lg-2"),
                Column(Submit("", "查找", css_class="btn-outline-primary"), css_class="col-auto align-self-end mb-3"),
            )
        )


class AppointForm(forms.Form):
    """A post for one person."""

    unit = forms.ModelChoiceField(Unit.objects.current(), label="单位")
    role = forms.ChoiceField(label="角色", choices=ROLES)
    title = CleanCharField(label="职务", max_length=60, required=False, help_text="如“党组书记、局长”，可不填。")
    valid_from = DayField(label="任职日期")

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.layout = Layout("unit", Row(Column("role"), Column("title")), "valid_from", Submit("send", "任职"))


class HandOverForm(forms.Form):
    """Who takes over, and from when."""

    to = PersonField(label="接任人", max_length=150, help_text="填写账号或姓名；接任人须已有账号。")
    title = CleanCharField(label="职务", max_length=60, required=False)
    on = DayField(label="接任日期", help_text="原任到前一日为止；分管内容一并移交。")

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.layout = Layout("to", "title", "on", Submit("send", "办理交接"))


class PortfolioForm(forms.Form):
    """One line of a leader's portfolio: a field of work, or a unit."""

    field = CleanCharField(label="分管领域", max_length=40, required=False, help_text="如“组织建设”，与清单的类别一致。")
    unit = forms.ModelChoiceField(Unit.objects.current(), label="或分管单位", required=False)
    valid_from = DayField(label="起始日期")
    valid_to = DayField(label="截止日期", required=False, help_text="不定期的留空。")

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        dates = Row(Column("valid_from"), Column("valid_to"))
        self.helper.layout = Layout(Row(Column("field"), Column("unit")), dates, Submit("send", "增加分管"))

    def clean(self) -> dict:
        """Exactly one of the two."""
        values = super().clean()
        if bool(values.get("field")) == bool(values.get("unit")):
            raise forms.ValidationError("分管领域和分管单位请填写其中一项。")
        return values
