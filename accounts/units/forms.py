"""The form of a unit."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Column, Layout, Row, Submit
from django import forms

from accounts.units.inputs import CleanCharField
from accounts.units.models import Unit
from accounts.units.states import UnitKind


class UnitForm(forms.Form):
    """Name, kind and place of a unit."""

    name = CleanCharField(label="名称", max_length=100)
    short_name = CleanCharField(label="简称", max_length=40, required=False, help_text="窄栏中显示，可不填。")
    kind = forms.ChoiceField(label="类别", choices=UnitKind.choices)
    parent = forms.ModelChoiceField(Unit.objects.current(), label="上级单位", required=False, empty_label="（无：本单位为最上级）")
    version = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0, max_value=2**31 - 1)

    def __init__(self, *args, send: str = "保存", **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.layout = Layout("name", Row(Column("kind"), Column("short_name")), "parent", "version", Submit("send", send))
