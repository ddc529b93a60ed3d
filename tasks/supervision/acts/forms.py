"""Short forms: what was done, when, and what came of it."""

from datetime import date

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Column, Layout, Row, Submit
from django import forms

from accounts.sheets.text import visible
from accounts.units.inputs import DayField
from tasks.items.models import Assignment
from tasks.supervision.acts import queries
from tasks.supervision.acts.states import TALKERS, Finding


class WordsField(forms.CharField):
    """A short text without what cannot be seen."""

    widget = forms.Textarea

    def __init__(self, *, rows: int = 3, max_length: int = 500, **kwargs) -> None:
        super().__init__(max_length=max_length, **kwargs)
        self.widget.attrs["rows"] = rows

    def to_python(self, value: str | None) -> str:
        """Cleaned before its length is looked at."""
        return visible(super().to_python(value) or "")


class PostField(forms.ModelChoiceField):
    """A post with the person who holds it."""

    def label_from_instance(self, post) -> str:
        """县财政局书记 张三."""
        return str(post)


class ListField(forms.ModelChoiceField):
    """A list with its state."""

    def label_from_instance(self, listed) -> str:
        """2026年度党建工作责任清单（已印发）."""
        return f"{listed}（{listed.get_state_display()}）"


class TalkForm(forms.Form):
    """提醒谈话."""

    talker = PostField(None, label="谈话人")
    talked_with = PostField(None, label="谈话对象")
    held_on = DayField(label="谈话日期")
    about = WordsField(label="谈话内容", help_text="提醒了什么事，一两句话。")
    result = WordsField(label="谈话结果", help_text="本人怎样表态、怎样改。")

    def __init__(self, *args, assignment: Assignment, user, on: date, **kwargs) -> None:
        mine, whom = queries.own_post(user, *TALKERS), queries.talked_with(assignment, on)
        kwargs["initial"] = {"held_on": on, "talker": mine, "talked_with": whom.filter(role="unit_secretary").first()}
        super().__init__(*args, **kwargs)
        self.fields["talker"].queryset, self.fields["talked_with"].queryset = queries.talkers(on), whom
        people = Row(Column("talker", css_class="col-md-6"), Column("talked_with", css_class="col-md-6"))
        self.helper = _helper(people, "held_on", "about", "result", send="保存谈话记录")


class VisitForm(forms.Form):
    """实地核查."""

    checked_on = DayField(label="核查日期")
    finding = forms.ChoiceField(label="与单位所报情况", choices=Finding.choices, widget=forms.RadioSelect)
    seen = WordsField(label="看到的情况", help_text="看了什么、与所报是否一致，一两句话。不要求照片。")
    companions = forms.CharField(label="一同核查的人员", max_length=100, required=False, help_text="没有的留空。")

    def __init__(self, *args, on: date, **kwargs) -> None:
        kwargs["initial"] = {"checked_on": on}
        super().__init__(*args, **kwargs)
        self.helper = _helper("checked_on", "finding", "seen", "companions", send="保存核查记录")


class InstructionForm(forms.Form):
    """批示."""

    said_by = PostField(None, label="批示人")
    said_on = DayField(label="批示日期")
    words = WordsField(label="批示内容")
    answerer = PostField(None, label="由谁答复")
    answer_by_on = DayField(label="答复期限")

    def __init__(self, *args, assignment: Assignment, user, on: date, until: date, **kwargs) -> None:
        whom, leaders = queries.talked_with(assignment, on), queries.leaders(user, on)
        first = {"said_on": on, "answer_by_on": until, "answerer": whom.filter(role="unit_secretary").first()}
        kwargs["initial"] = first | {"said_by": leaders.first() if leaders.count() == 1 else None}
        super().__init__(*args, **kwargs)
        self.fields["said_by"].queryset, self.fields["answerer"].queryset = leaders, whom
        said = Row(Column("said_by", css_class="col-md-6"), Column("said_on", css_class="col-md-6"))
        asked = Row(Column("answerer", css_class="col-md-6"), Column("answer_by_on", css_class="col-md-6"))
        self.helper = _helper(said, "words", asked, send="保存并发信")


class AnswerForm(forms.Form):
    """落实情况."""

    words = WordsField(label="落实情况", help_text="做了什么、结果如何，一两句话。")

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.helper = _helper("words", send="答复")


class ExcuseForm(forms.Form):
    """逾期认定, or taking it back: the reason."""

    reason = WordsField(label="理由", rows=2, max_length=200, help_text="什么原因、有什么依据，一两句话。")

    def __init__(self, *args, send: str, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.helper = _helper("reason", send=send)


class ProblemForm(forms.Form):
    """Into which list."""

    responsibility_list = ListField(
        None, label="列入哪份清单", help_text="起草中的清单直接列入；已印发的清单列入变更决定，生效后下达。"
    )

    def __init__(self, *args, user, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["responsibility_list"].queryset = queries.open_lists(user)
        self.helper = _helper("responsibility_list", send="列入清单")


def _helper(*fields: object, send: str) -> FormHelper:
    made = FormHelper()
    made.layout = Layout(*fields, Submit("send", send))
    return made
