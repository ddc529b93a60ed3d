"""One result use."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Column, Layout, Row, Submit
from django import forms

from accounts.models import Unit
from accounts.sheets.text import visible
from accounts.units.inputs import CleanCharField, DayField
from accounts.units.naming import NamedField
from tasks.results.states import Use


class ResultUseForm(forms.Form):
    """Who used it, when, for what. Without a result in the address it is about a 通报: then unit and number are asked."""

    unit = NamedField(("name", "short_name"), "单位", label="单位")
    document = CleanCharField(label="文件或通报文号", max_length=120, required=False)
    use = forms.ChoiceField(label="用途", choices=Use.choices, widget=forms.RadioSelect)
    used_by = CleanCharField(label="运用单位", max_length=60, help_text="作出决定的单位，如：县委组织部。")
    used_on = DayField(label="运用日期")
    words = forms.CharField(
        label="运用情况", max_length=500, widget=forms.Textarea({"rows": 4}), help_text="用在了哪里、作出什么决定，一两句话。"
    )
    told = forms.BooleanField(
        label="该单位书记可以查看本记录", required=False, help_text="决定已向单位宣布的才勾选；尚在酝酿的选拔任用、奖惩不勾选。"
    )

    def __init__(self, *args, about_a_bulletin: bool, button: str = "签字保存", **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].within = Unit.objects.current
        if about_a_bulletin:
            self.fields["unit"].required = self.fields["document"].required = True
        else:
            del self.fields["unit"]
            self.fields["document"].help_text = "没有的留空。"
        first = ["unit"] if about_a_bulletin else []
        self.helper = FormHelper()
        self.helper.layout = Layout(
            *first, "document", "use", Row(Column("used_by"), Column("used_on")), "words", "told", Submit("send", button)
        )

    def clean_unit(self) -> Unit:
        """Named in full."""
        if self.cleaned_data["unit"] is None:
            raise forms.ValidationError("请填写单位。")
        return self.cleaned_data["unit"]

    def clean_words(self) -> str:
        """Without what cannot be seen."""
        return visible(self.cleaned_data["words"])
