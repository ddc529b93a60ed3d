"""The two forms of erasing."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms

MOST = 200
LARGEST = 2**63 - 1


class AskForm(forms.Form):
    """Which rows, and why."""

    numbers = forms.CharField(
        label="链上序号", max_length=2000, help_text="在“痕迹”页查得，由审计管理员提供；多个用逗号或空格分开，每次至多 200 个。"
    )
    reason = forms.CharField(
        label="理由", max_length=500, widget=forms.Textarea(attrs={"rows": 3}), help_text="写明依据和批准人，不要写出须清除的内容。"
    )

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.add_input(Submit("send", "提出申请"))

    def clean_numbers(self) -> list[int]:
        """Whole numbers, each once."""
        words = self.cleaned_data["numbers"].replace("，", " ").replace("、", " ").replace(",", " ").split()
        wrong = next((word for word in words if not (word.isascii() and word.isdigit() and 0 < int(word[:30]) <= LARGEST)), None)
        if wrong:
            raise forms.ValidationError(f"“{wrong[:30]}”不是链上序号，请填写正整数。")
        if len(set(words)) > MOST:
            raise forms.ValidationError(f"一次至多 {MOST} 个，请分次申请。")
        return sorted({int(word) for word in words})


class DecideForm(forms.Form):
    """The audit administrator's answer."""

    answer = forms.CharField(label="意见", max_length=500)
    agree = forms.ChoiceField(choices=[("yes", "确认清除"), ("no", "不予清除")])
