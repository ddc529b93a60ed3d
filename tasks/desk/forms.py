"""Forms of the desk: the filter of all matters, in the address."""

import uuid
from datetime import date

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout, Submit
from django import forms
from django.db.models import QuerySet
from django.http import QueryDict

from accounts.access import posts_of
from accounts.models import Post, Unit, User
from accounts.units.naming import NamedField, Words
from speeches.reading.glossary import THEMES
from tasks.desk.filters import ALL, FINISHED, IN_HAND, VIEWS, Chosen
from tasks.items.models import ResponsibilityList, sees_all
from tasks.items.states import Source, State
from tasks.supervision.lights import WORDS, Color

LONGEST = 200
ENDED_LIGHTS = (Color.GREY, Color.DONE_LATE)
KNOWN_THEMES = tuple(dict.fromkeys(theme for _, themes in THEMES for theme in themes))


NO_SUCH = {"invalid_choice": "没有这个选项。请在列表中选择。"}


class DayField(forms.DateField):
    """A day that a calendar of this office can hold."""

    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})

    def validate(self, value: date | None) -> None:
        """No year 9999."""
        super().validate(value)
        if value and not 2000 <= value.year <= 2100:
            raise forms.ValidationError("年份应在 2000 年至 2100 年之间。")


class FilterForm(forms.Form):
    """The filter; every field is optional, and what it does not know it refuses."""

    q = Words(label="文字或拼音首字母", required=False, max_length=LONGEST)
    unit = NamedField(("name", "short_name"), "单位", label="单位（含下级）")
    own = forms.BooleanField(label="只看本级", required=False)
    theme = Words(label="类别", required=False, max_length=40)
    leader = NamedField(("name", "username"), "分管领导", label="分管领导")
    light = forms.ChoiceField(
        label="亮灯", required=False, choices=[("", "全部"), *((c.value, w) for c, w in WORDS.items())], error_messages=NO_SUCH
    )
    state = forms.ChoiceField(
        label="状态",
        required=False,
        choices=[(IN_HAND, "在办"), (FINISHED, "已办结（含销号）"), (ALL, "全部"), *((s.value, s.label) for s in State)],
        error_messages=NO_SUCH,
    )
    due_from = DayField(label="时限自", required=False)
    due_to = DayField(label="时限至", required=False)
    source = forms.ChoiceField(label="来源", required=False, choices=[("", "全部"), *Source.choices], error_messages=NO_SUCH)
    list = NamedField(("title", "number"), "清单", label="清单")
    view = forms.ChoiceField(required=False, choices=[("", ""), *VIEWS.items()], widget=forms.HiddenInput, error_messages=NO_SUCH)

    def __init__(self, query: QueryDict, *, user) -> None:
        super().__init__(_with_state(query))
        self.fields["list"].within = lambda: ResponsibilityList.objects.visible_to(user).order_by("-year", "-id")
        self.fields["unit"].within = lambda: _reach(user)
        self.fields["leader"].within = lambda: _leaders(user)

    def clean(self) -> dict:
        """The first day is not after the last."""
        said = super().clean()
        first, last = said.get("due_from"), said.get("due_to")
        if first and last and first > last:
            self.add_error("due_to", "时限的止日不能早于起日。请对调或改正。")
        return said

    def chosen(self) -> Chosen:
        """The filter as data, after validation."""
        return Chosen(**self.cleaned_data)

    @property
    def no_text(self) -> bool:
        """True when the address holds a sign that no text has (NUL)."""
        return any("\0" in value for values in self.data.lists() for value in values[1])


def _reach(user) -> QuerySet[Unit]:
    return Unit.objects.all() if sees_all(user) else Unit.objects.reached_by(posts_of(user))


def _leaders(user) -> QuerySet[User]:
    led = Post.objects.filter(led_assignments__isnull=False)
    return User.objects.filter(posts__in=led if sees_all(user) else led.filter(unit__in=_reach(user))).distinct()


def _with_state(query: QueryDict) -> QueryDict:
    """Without a state what is in hand is meant, unless a light is asked for that only ended matters show."""
    said = query.copy()
    if not said.get("state"):
        said["state"] = ALL if said.get("light") in ENDED_LIGHTS else IN_HAND
    return said


class SearchForm(forms.Form):
    """What is looked for."""

    q = Words(label="文字", required=False, max_length=LONGEST)


class SaveForm(forms.Form):
    """A name for the filter in the address."""

    name = Words(label="名称", max_length=30, error_messages={"required": "请给这个筛选起个名称。"})
    query = forms.CharField(required=False, max_length=1000)
    shared = forms.BooleanField(required=False)


class NoteForm(forms.Form):
    """One short note; `key` is the form's own, so that a double click is one note."""

    text = Words(label="留言", max_length=300, widget=forms.Textarea({"rows": 3}), help_text="不超过 300 字。严禁填写涉密内容。")
    key = forms.RegexField(r"^[0-9a-f]{32}$", widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.layout = Layout("text", "key", Submit("send", "留言"))


def new_key() -> str:
    """A fresh key for one form."""
    return uuid.uuid4().hex
