"""Forms of 申请复核 and 更正."""

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms

from tasks.assessment.models import Finding


def _text(label: str, help_text: str) -> forms.CharField:
    return forms.CharField(label=label, max_length=500, strip=True, widget=forms.Textarea({"rows": 3}), help_text=help_text)


class AppealForm(forms.Form):
    """Which figure, which assignment behind it, and why."""

    about = forms.ChoiceField(label="申请复核的内容")
    assignment = forms.TypedChoiceField(label="涉及事项", required=False, coerce=int, empty_value=None)
    reason = _text("理由", "哪里有误、有什么依据，一两句话即可。不需要附件。")

    def __init__(self, *args: Any, figures: list[str], cases: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["about"].choices = [(one, one) for one in figures]
        self.fields["assignment"].choices = [("", "不针对某一事项"), *cases]
        self.helper = FormHelper()
        self.helper.add_input(Submit("send", "申请复核"))


class CorrectionForm(forms.Form):
    """What was found about which assignments; another grade; why."""

    assignments = forms.TypedMultipleChoiceField(
        label="涉及事项",
        required=False,
        coerce=lambda said: int(said) if said.isdecimal() else said,
        widget=forms.CheckboxSelectMultiple,
        help_text="只有勾选的事项按下面的认定重新计算，其余仍按审定时的事实。",
    )
    finding = forms.ChoiceField(label="认定", required=False, choices=[("", "不更正得分"), *Finding.choices])
    grade = forms.ChoiceField(label="等次", required=False, help_text="不选的，原来按拟定等次审定的随得分重新拟定，其余不变。")
    quota_note = forms.CharField(
        label="超过名额的理由", max_length=300, required=False, strip=True, help_text="更正后最高等次超过名额时须填写。"
    )
    reason = _text("理由", "写明查了什么、依据是什么；单位会看到。另一人确认后才生效。")

    def __init__(self, *args: Any, grades: tuple[str, ...], cases: list[tuple[int | str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["assignments"].choices = cases
        self.fields["grade"].choices = [("", "随得分"), *((one, one) for one in grades)]
        self.helper = FormHelper()
        self.helper.add_input(Submit("send", "提出更正"))


class AnswerForm(CorrectionForm):
    """The answer to an appeal; upheld, with the correction that follows."""

    upheld = forms.TypedChoiceField(
        label="复核结论",
        choices=[("no", "维持原结果"), ("yes", "予以更正")],
        coerce=lambda said: said == "yes",
        widget=forms.RadioSelect,
    )
    field_order = ["upheld", "reason", "assignments", "finding", "grade", "quota_note"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].label = "答复"
        self.fields["assignments"].help_text = "予以更正的才填写。" + str(self.fields["assignments"].help_text)
        self.helper = FormHelper()
        self.helper.add_input(Submit("send", "答复"))


class RefusalForm(forms.Form):
    """Why a correction is not confirmed."""

    reason = forms.CharField(label="理由", max_length=500, strip=True)
