"""What a unit asks or tells: 异议, 延期, 配合情况."""

from datetime import date

from crispy_forms.layout import Submit

from tasks.review.forms.inputs import DueField, VersionedForm, WordsField, helper, second


class ObjectForm(VersionedForm):
    """提出异议."""

    reason = WordsField(label="理由", help_text="写明为什么不应由本单位承办、不能这样办，或者时限应当调整到哪一天。")

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.helper = helper("reason", "version", buttons=[Submit("send", "提出异议")])


class ExtendForm(VersionedForm):
    """申请延期."""

    due_on = DueField(label="申请延至")
    reason = WordsField(label="理由", help_text="写明因何不能按时完成、已做到哪一步。")

    def __init__(self, *args, on: date, due_on: date, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["due_on"].on, self.fields["due_on"].after = on, due_on
        self.helper = helper("due_on", "reason", "version", buttons=[Submit("send", "申请延期")])


class ContributeForm(VersionedForm):
    """One sentence."""

    text = WordsField(label="配合情况", max_length=200, rows=2, help_text="一句话：做了什么、结果如何。由牵头单位确认。")

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.helper = helper("text", "version", buttons=[Submit("send", "报送配合情况")])


class ReplyForm(VersionedForm):
    """The lead unit's word on a support unit's sentence; which button was pressed says 确认 or 退回."""

    note = WordsField(label="退回理由", required=False, rows=2, help_text="确认时不必填写。")

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.helper = helper("note", "version", buttons=[Submit("confirm", "确认"), second("return", "退回")])

    def clean(self) -> dict:
        """Sending back needs a word."""
        said = super().clean()
        if "return" in self.data and not said.get("note"):
            self.add_error("note", "退回须说明理由，以便协办单位补充。")
        return said
