"""What the wall's address may ask for."""

from datetime import date

from django import forms

from accounts.models import UnitKind
from accounts.units.naming import Words
from tasks.supervision.lights import Color

FIRST_DAY = date(2000, 1, 1)
DONE = "done"
LARGEST = 2**63 - 1
ODD = {"invalid": "地址中的数字有误。请从挂图首页重新打开。", "invalid_choice": "没有这个选项。请从挂图首页重新打开。"}
ODD |= {"min_value": ODD["invalid"], "max_value": ODD["invalid"]}


class WallForm(forms.Form):
    """`on`: the day (today when empty). The rest comes from links: the unit, the kind that stands open with its page, the other columns."""

    on = forms.DateField(
        label="截至",
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages={"invalid": "日期不存在或写法不对。请写成 2026-11-20 的样式，或留空看今天。"},
    )
    unit = forms.IntegerField(label="单位", required=False, min_value=1, max_value=LARGEST, error_messages=ODD)
    open = forms.ChoiceField(label="类别", required=False, choices=[("", ""), *UnitKind.choices], error_messages=ODD)
    p = forms.IntegerField(label="页", required=False, min_value=1, max_value=10_000, error_messages=ODD)
    rest = forms.BooleanField(required=False)
    all = forms.BooleanField(required=False)
    screen = forms.BooleanField(required=False)
    refresh = forms.BooleanField(required=False)

    def __init__(self, *args, today: date, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_on(self) -> date:
        """Today or a past day; nobody knows the lights of a day to come."""
        on = self.cleaned_data["on"]
        if on and on > self.today:
            raise forms.ValidationError(
                f"{on:%Y年%-m月%-d日} 还没有到，没有当日的情况。请改为 {self.today:%Y年%-m月%-d日} 或以前。"
            )
        if on and on < FIRST_DAY:
            raise forms.ValidationError("日期太早，没有记录。请改为 2000年1月1日 或以后。")
        return on or self.today


class MattersForm(WallForm):
    """One cell of a past day: unit, theme, light."""

    theme = Words(label="类别", required=False, max_length=40)
    own = forms.BooleanField(required=False)
    light = forms.ChoiceField(
        label="亮灯", required=False, choices=[("", ""), (DONE, ""), *((c.value, "") for c in Color)], error_messages=ODD
    )
