"""Forms of supervision: the filter of the lights, and the office's rules."""

import re
from datetime import date

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Column, Layout, Row, Submit
from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator

from accounts.models import Unit
from accounts.units.naming import NamedField
from tasks.items.states import OPEN, State
from tasks.supervision.lights import WORDS, Color
from tasks.supervision.rules import Rules

LONGEST, MOST, MOST_AGAIN = 90, 5, 10
FIRST_DAY = date(2000, 1, 1)


class DateInput(forms.DateInput):
    """The browser's own date picker."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class LightsForm(forms.Form):
    """Which lights to show; lives in the address. `after` is the place from which the page goes on: due date and id."""

    color = forms.ChoiceField(
        required=False,
        choices=[("", "全部"), *((c.value, WORDS[c]) for c in (Color.RED, Color.YELLOW, Color.GREEN, Color.DONE_LATE))],
        widget=forms.HiddenInput,
    )
    unit = NamedField(("name", "short_name"), "单位", label="单位（含下级）")
    state = forms.ChoiceField(
        label="状态", required=False, choices=[("", "全部"), *((s.value, s.label) for s in State if s in OPEN)]
    )
    on = forms.DateField(label="截至", required=False, widget=DateInput())
    after = forms.RegexField(r"^\d{4}-\d{2}-\d{2}\.\d{1,18}$", required=False, widget=forms.HiddenInput)

    def __init__(self, *args, today: date, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["unit"].within = Unit.objects.current

    def clean_on(self) -> date | None:
        """A past day, or today."""
        on = self.cleaned_data["on"]
        if on and not FIRST_DAY <= on <= self.today:
            raise forms.ValidationError(f"只能查看今天和以前。请改为 {self.today:%Y年%-m月%-d日} 或以前。")
        return on

    def clean_after(self) -> tuple[date, int] | None:
        """The due date and id of the last row of the page before."""
        said = self.cleaned_data["after"]
        if not said:
            return None
        day, _, pk = said.partition(".")
        try:
            return date.fromisoformat(day), int(pk)
        except ValueError:
            raise forms.ValidationError("翻页的位置不对。请从第一页开始。") from None


class ExampleForm(forms.Form):
    """The due date of the example; other years than these fall back to the usual example."""

    due = forms.DateField(required=False, validators=[MinValueValidator(date(2000, 1, 1)), MaxValueValidator(date(2100, 12, 31))])


class Steps(forms.CharField):
    """Days as people type them: 7、3、1."""

    def clean(self, value: str) -> tuple[int, ...]:
        """The numbers, each once, the largest first."""
        words = [word for word in re.split(r"[\s,，、;；]+", super().clean(value)) if word]
        if any(not re.fullmatch(r"\d{1,2}", word) or int(word) > LONGEST for word in words):
            raise forms.ValidationError(f"请填写 0 至 {LONGEST} 的天数，用顿号分开，如“7、3、1”。")
        if len(set(words)) > MOST:
            raise forms.ValidationError(f"最多 {MOST} 次提醒。请减少次数。")
        return tuple(sorted({int(word) for word in words}, reverse=True))


class RulesForm(forms.Form):
    """The office's rules, one version; `based_on` is the version that was shown."""

    yellow_days = forms.IntegerField(label="黄灯：距时限几天以内", min_value=0, max_value=LONGEST)
    due_steps = Steps(
        label="到期前提醒（日历日）", required=False, help_text="如“7、3、1”；遇非工作日提前到前一个工作日，合并为一次。"
    )
    overdue_steps = Steps(label="逾期后催办（日历日）", required=False, help_text="如“1”；遇非工作日顺延到下一个工作日。")
    duty_days = forms.IntegerField(
        label="经常性工作：时限前几天提醒（日历日）",
        min_value=0,
        max_value=31,
        initial=3,
        help_text="每期时限前提醒一次，缺报时提醒一次，并入当日的一封信。",
    )
    repeat_days = forms.IntegerField(
        label="仍未办结，此后每隔几天再催", min_value=0, max_value=LONGEST, initial=0, help_text="日历日；0 为不再催。"
    )
    repeat_times = forms.IntegerField(label="再催至多几次", min_value=0, max_value=MOST_AGAIN, initial=0)
    leader_after_days = forms.IntegerField(
        label="逾期几天起同时告知分管领导", min_value=1, max_value=LONGEST, initial=1, help_text="从满这一天数的催办起。"
    )
    office_after_days = forms.IntegerField(
        label="逾期几天起同时告知党建办", min_value=0, max_value=LONGEST, initial=0, help_text="0 为不告知。"
    )
    acknowledge_after_workdays = forms.IntegerField(label="下达后未签收提醒（工作日）", min_value=1, max_value=30)
    review_within_workdays = forms.IntegerField(label="审核期限（工作日）", min_value=1, max_value=30)
    return_grace_workdays = forms.IntegerField(
        label="时限后退办，给予补办时间（工作日）",
        min_value=1,
        max_value=30,
        initial=5,
        help_text="时限内提请、时限后才退回的，时限顺延。",
    )
    order_after_days = forms.IntegerField(label="逾期几天建议督办单（日历日）", min_value=1, max_value=LONGEST)
    talk_after_days = forms.IntegerField(label="逾期几天建议提醒谈话（日历日）", min_value=1, max_value=LONGEST)
    decide_within_workdays = forms.IntegerField(label="建议提出后几天内由人决定（工作日）", min_value=1, max_value=30)
    bulletins_a_year = forms.IntegerField(
        label="每年通报计划（份）", min_value=0, max_value=200, initial=12, help_text="超出计划的，印发时须写明理由；更正通报不计。"
    )
    digest_hour = forms.IntegerField(label="每日提醒时间（时）", min_value=0, max_value=23)
    window_from = forms.IntegerField(label="可发信时段：从（时）", min_value=0, max_value=23)
    window_to = forms.IntegerField(label="至（时）", min_value=1, max_value=24)
    valid_from = forms.DateField(label="起用日期", widget=DateInput())
    based_on = forms.IntegerField(widget=forms.HiddenInput)
    seen = forms.CharField(required=False, max_length=16, widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_id = "rules"
        self.helper.layout = Layout(
            Row(Column("yellow_days"), Column("due_steps"), Column("overdue_steps")),
            Row(Column("repeat_days"), Column("repeat_times")),
            Row(Column("leader_after_days"), Column("office_after_days")),
            Row(Column("acknowledge_after_workdays"), Column("review_within_workdays"), Column("return_grace_workdays")),
            Row(Column("order_after_days"), Column("talk_after_days"), Column("decide_within_workdays")),
            Row(Column("duty_days", css_class="col-md-4"), Column("bulletins_a_year", css_class="col-md-4")),
            Row(Column("digest_hour"), Column("window_from"), Column("window_to")),
            Row(Column("valid_from", css_class="col-md-4")),
            "based_on",
            Submit("save", "起用新规则"),
            Submit("try", "先看不同", css_class="btn-outline-secondary"),
        )

    def clean(self) -> dict:
        """The digest's hour lies in the window, and a talk is not proposed before an order."""
        said = super().clean()
        order, talk = said.get("order_after_days"), said.get("talk_after_days")
        if None not in (order, talk) and talk < order:
            self.add_error("talk_after_days", f"提醒谈话不早于督办单。请填写 {order} 或以上。")
        days, times = said.get("repeat_days"), said.get("repeat_times")
        if None not in (days, times) and bool(days) != bool(times):
            self.add_error("repeat_times", "“每隔几天”和“至多几次”须同时填写，或都填 0。")
        if (days or times) and "overdue_steps" in said and not said["overdue_steps"]:
            self.add_error("overdue_steps", "要重复催办，先填写逾期后第几天催办，如“1”。")
        first, hour, last = said.get("window_from"), said.get("digest_hour"), said.get("window_to")
        if None not in (first, last) and last <= first:
            self.add_error("window_to", f"可发信时段的“至”须晚于“从”。请填写 {first + 1} 至 24。")
        elif None not in (first, hour, last) and not first <= hour < last:
            self.add_error("digest_hour", f"每日提醒时间须在可发信时段（{first}时至{last}时）之内。请改为 {first} 至 {last - 1}。")
        return said

    def rules(self) -> Rules:
        """What was typed, as rules."""
        said = self.cleaned_data
        names = (
            "yellow_days", "due_steps", "overdue_steps", "repeat_days", "repeat_times", "leader_after_days", "office_after_days", "duty_days", "acknowledge_after_workdays", "review_within_workdays",
            "return_grace_workdays", "order_after_days", "talk_after_days", "decide_within_workdays", "digest_hour", "bulletins_a_year",
        )  # fmt: skip
        return Rules(window=(said["window_from"], said["window_to"]), **{name: said[name] for name in names})


def typed(rules: Rules) -> dict:
    """Rules as the form's first values."""
    plain = rules.as_dict()
    first, last = plain.pop("window")
    steps = {name: "、".join(map(str, plain[name])) for name in ("due_steps", "overdue_steps")}
    return plain | steps | {"window_from": first, "window_to": last}
