"""What each act on many matters needs to know."""

import re

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms

from accounts.models import Unit
from speeches.queries import named_units
from tasks.desk.forms import DayField, Words

LABELS = {"urge": "催办", "due": "调整时限", "assign": "增加单位", "close_off": "销号"}


class PickForm(forms.Form):
    """Which act, and on what: ticked rows, everything that the filter shows, or the rows of a preview."""

    act = forms.ChoiceField(choices=LABELS.items())
    scope = forms.ChoiceField(choices=[("picked", "选中的"), ("all", "全部")], required=False)
    query = forms.CharField(required=False, max_length=2000)
    picked = forms.CharField(required=False, max_length=100_000)


class ActForm(forms.Form):
    """An act that needs no word; `asks` is True for those that do."""

    asks = False

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag, self.helper.disable_csrf = False, True
        self.helper.layout = Layout(*self.fields)


class UrgeForm(ActForm):
    """催办, with a sentence where one is wanted."""

    words = Words(label="催办要求", required=False, max_length=200, help_text="可不写。写了会放进信件，列入全过程。")


class DueForm(ActForm):
    """调整时限: a decision of the office, so it has a date and a reason."""

    asks = True
    due_on = DayField(label="新时限")
    reason = Words(label="理由（写明决定或会议）", max_length=500)


class AssignForm(ActForm):
    """增加单位: the items of the picked matters go to more units, by a decision that makes a new version of their list."""

    asks = True
    units = Words(
        label="增加的单位", max_length=5000, widget=forms.Textarea({"rows": 3}), help_text="写全称或简称，每行一个，或用顿号分开。"
    )
    document = Words(label="决定文号", max_length=60)
    reason = Words(label="变更理由", max_length=500)
    over_reason = Words(label="超出减负预算的理由", required=False, max_length=500, help_text="没有超出时不填。")

    def clean_units(self) -> list[Unit]:
        """Every name must be one unit's."""
        names = [name for name in re.split(r"[\s、,，;；]+", self.cleaned_data["units"]) if name]
        found = named_units(names)
        unknown = [name for name in names if name not in found]
        if unknown:
            raise forms.ValidationError(f"找不到单位，或有重名：{'、'.join(unknown[:5])}。请写全称。")
        return list(dict.fromkeys(found[name] for name in names))


class CloseOffForm(ActForm):
    """销号."""


FORMS: dict[str, type[ActForm]] = {"urge": UrgeForm, "due": DueForm, "assign": AssignForm, "close_off": CloseOffForm}
