"""What the office answers and decides: 异议, 延期, 终止, 重新办理, 调整时限."""

from datetime import date

from crispy_forms.layout import Submit
from django import forms

from tasks.items.models import Outcome
from tasks.review.forms.inputs import DueField, VersionedForm, WordsField, helper, second

OUTCOMES = [(o.value, o.label) for o in (Outcome.REJECTED, Outcome.ADJUSTED, Outcome.WITHDRAWN)]


class ObjectionForm(forms.Form):
    """The answer to an 异议."""

    outcome = forms.ChoiceField(label="处理意见", choices=OUTCOMES, widget=forms.RadioSelect)
    answer = WordsField(label="答复", help_text="写明理由，单位会收到信件。")
    due_on = DueField(label="调整后的时限", required=False, help_text="采纳并调整时填写；不改时限的留空。")
    agreed = WordsField(label="调整后的要求", required=False, rows=2, help_text="采纳并调整时填写；显示在该单位的事项页上。")

    def __init__(self, *args, on: date, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["due_on"].on = on
        self.helper = helper("outcome", "answer", "due_on", "agreed", buttons=[Submit("send", "答复")])

    def clean(self) -> dict:
        """An adjustment says what was adjusted, and nothing else does."""
        said = super().clean()
        changed = said.get("due_on") or said.get("agreed")
        if said.get("outcome") == Outcome.ADJUSTED and not changed and "due_on" not in self.errors:
            self.add_error("due_on", "请填写调整后的时限或调整后的要求，至少一项。")
        if said.get("outcome") in (Outcome.REJECTED, Outcome.WITHDRAWN) and changed:
            self.add_error("outcome", "填写了调整后的时限或要求。请选“采纳，作出调整”，或者清空这两项。")
        return said


class ExtensionForm(forms.Form):
    """The answer to a request for more time; which button was pressed says 同意 or 不同意."""

    due_on = DueField(label="延至")
    answer = WordsField(label="答复（不同意时写明理由）", required=False, rows=3)

    def __init__(self, *args, on: date, due_on: date, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["due_on"].on, self.fields["due_on"].after = on, due_on
        if "refuse" in self.data:
            self.fields["due_on"].required = False
            self.fields["due_on"].validate = lambda value: None
        self.helper = helper("due_on", "answer", buttons=[Submit("grant", "同意延期"), second("refuse", "不同意")])

    def clean(self) -> dict:
        """No needs a reason."""
        said = super().clean()
        if "refuse" in self.data and not said.get("answer"):
            self.add_error("answer", "不同意延期须说明理由。")
        return said


class EndForm(VersionedForm):
    """终止."""

    reason = WordsField(label="理由", rows=3)

    def __init__(self, *args, send: str, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.helper = helper("reason", "version", buttons=[Submit("send", send)])


class NewDateForm(EndForm):
    """重新办理 or 调整时限: a new date with its reason."""

    due_on = DueField(label="新时限")

    def __init__(self, *args, on: date, send: str, **kwargs) -> None:
        super().__init__(*args, send=send, **kwargs)
        self.fields["due_on"].on = on
        self.helper = helper("due_on", "reason", "version", buttons=[Submit("send", send)])
