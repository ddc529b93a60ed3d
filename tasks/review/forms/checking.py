"""提请办结, and the reviewer's sentence."""

from decimal import Decimal

from crispy_forms.layout import Submit
from django import forms

from tasks.items.models import Assignment, Item
from tasks.items.states import State
from tasks.review.forms.inputs import VersionedForm, WordsField, helper, second
from tasks.review.queries import lacks


class FigureField(forms.DecimalField):
    """A measured figure, left out where the item asks for none."""

    def __init__(self, **kwargs) -> None:
        super().__init__(max_digits=12, decimal_places=2, min_value=Decimal(0), required=False, **kwargs)


class SubmitForm(VersionedForm):
    """提请办结."""

    claim = WordsField(label="完成情况", help_text="对照验收标准，说明结果。")

    def __init__(self, *args, assignment: Assignment, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.assignment, item = assignment, assignment.item
        fields = ["claim"]
        if item.target_value is not None:
            target = f"目标 {item.target_value.normalize():f} {item.target_measure}。"
            self.fields["figure"] = FigureField(label=f"实际完成（{item.target_measure}）", help_text=target)
            fields.append("figure")
        self.helper = helper(*fields, "version", buttons=[Submit("send", "提请办结")])

    def clean(self) -> dict:
        """What the item asks for must be there; said here while the matter can be handed in at all."""
        said = super().clean()
        if self.assignment.state == State.ACTIVE and "claim" in said:
            for field, sentence in lacks(self.assignment, said.get("figure")).items():
                if field not in self.errors:
                    self.add_error(field, sentence)
        return said


class DecisionForm(VersionedForm):
    """The reviewer's sentence; which button was pressed says 通过 or 退回."""

    result = WordsField(label="核验结果（退回时写明理由）", help_text="核了什么、是否达到验收标准；退回时写明需补办的内容。")

    def __init__(self, *args, item: Item, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        fields = ["result"]
        if item.target_value is not None:
            self.fields["figure"] = FigureField(
                label=f"核验数值（{item.target_measure}）", help_text="按核实的结果填写，可与自报不同。"
            )
            fields.append("figure")
        self.helper = helper(*fields, "version", buttons=[Submit("approve", "通过"), second("return", "退回")])


class VersionForm(forms.Form):
    """A bare button that knows which version it was shown for."""

    version = forms.IntegerField()
