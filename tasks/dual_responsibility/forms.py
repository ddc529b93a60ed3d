"""Forms of portfolios and of the four steps."""

from datetime import date

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Column, Layout, Row, Submit
from django import forms
from django.utils import timezone

from accounts.models import Post, Unit
from accounts.roles import Role
from accounts.units.inputs import CleanCharField, DayField
from tasks.dual_responsibility.models import Checkpoint
from tasks.dual_responsibility.models.checkpoints import TEXT_LIMIT
from tasks.dual_responsibility.states import Step
from tasks.items.models import Assignment, Item
from tasks.progress.models import Report
from tasks.supervision.acts.models import Visit

RECORDS = 20


class ChargeForm(forms.Form):
    """One line of a leader's portfolio: a field for a leader of a unit, a unit for a county leader."""

    field = CleanCharField(
        label="分管领域",
        max_length=40,
        help_text="与清单事项的类别一致，如“作风建设”。",
        error_messages={"required": "请填写分管领域。"},
    )
    unit = forms.ModelChoiceField(Unit.objects.current(), label="分管单位", error_messages={"required": "请选择分管单位。"})
    valid_from = DayField(label="起始日期")
    valid_to = DayField(label="截止日期", required=False, help_text="不定期的留空。")
    shared = forms.BooleanField(label="共同分管（另有领导同时分管，属于共同分管）", required=False)

    def __init__(self, *args, to_post: Post, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        dropped = "field" if to_post.role == Role.COUNTY_LEADER else "unit"
        del self.fields[dropped]
        what = "unit" if dropped == "field" else "field"
        if what == "field":
            self.fields["field"].widget.attrs["list"] = "fields"
        self.helper = FormHelper()
        dates = Row(Column("valid_from"), Column("valid_to"))
        self.helper.layout = Layout(what, dates, "shared", Submit("send", "增加分管"))


class PassForm(forms.Form):
    """Who answers for it from which day on."""

    to = forms.ModelChoiceField(
        Post.objects.none(), label="接手的领导", empty_label="请选择", error_messages={"required": "请选择接手的领导。"}
    )
    starting = DayField(label="接手日期", help_text="原分管领导到前一日为止；在办事项到接手日期一并移交。")

    def __init__(self, *args, posts, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].queryset = posts
        self.helper = FormHelper()
        self.helper.layout = Layout("to", "starting", Submit("send", "移交分管"))


class StepForm(forms.Form):
    """One step taken: today unless another day is named, with a short text and the record it shows itself in, both optional."""

    step = forms.ChoiceField(choices=Step, widget=forms.HiddenInput)
    taken_on = DayField(label="日期", required=False)
    text = CleanCharField(label="说明", max_length=TEXT_LIMIT, required=False)
    record = forms.ChoiceField(label="对应的记录", required=False)

    def __init__(self, *args, records: list[tuple[str, str]], step: str = "", **kwargs) -> None:
        super().__init__(*args, initial={"step": step}, auto_id=f"{step}-%s", **kwargs)
        self.fields["record"].choices = [("", "不对应已有记录"), *records]

    def said(self, assignment: Assignment, on: date) -> dict:
        """As the action takes it."""
        values = self.cleaned_data
        kind, _, pk = values["record"].partition("-")
        report = Report.objects.filter(assignment=assignment, pk=pk).first() if kind == "report" else None
        visit = Visit.objects.filter(assignment=assignment, pk=pk).first() if kind == "visit" else None
        return {
            "step": values["step"],
            "taken_on": values["taken_on"] or on,
            "text": values["text"],
            "report": report,
            "visit": visit,
        }


def records_of(assignment: Assignment) -> list[tuple[str, str]]:
    """What a step can point to: the newest reports and checks of the matter."""
    reports = assignment.reports.order_by("-id")[:RECORDS]
    visits = assignment.visits.order_by("-id")[:RECORDS]
    found = [(f"report-{one.pk}", f"进展 {timezone.localtime(one.at):%m-%d}：{one.text[:24]}") for one in reports]
    return found + [(f"visit-{one.pk}", f"核查 {one.on:%m-%d}：{one.seen[:24]}") for one in visits]


class AskForm(forms.Form):
    """Until when each step is to be taken; none needs a date."""

    plan = DayField(label=f"{Step.PLAN.label}（不晚于）", required=False)
    deploy = DayField(label=f"{Step.DEPLOY.label}（不晚于）", required=False)
    carry_out = DayField(label=f"{Step.CARRY_OUT.label}（不晚于）", required=False)
    check = DayField(label=f"{Step.CHECK.label}（不晚于）", required=False)

    def __init__(self, *args, item: Item, **kwargs) -> None:
        super().__init__(*args, initial=dict(item.asked_checkpoints.values_list("step", "due_on")), **kwargs)
        self.helper = FormHelper()
        self.helper.layout = Layout(
            Row(*(Column(step.value, css_class="col-sm-6 col-lg-3") for step in Step)), Submit("send", "保存时间要求")
        )


def step_forms(assignment: Assignment, taken: dict[str, Checkpoint], sent: StepForm | None = None) -> dict[str, StepForm]:
    """A form for each step that is not taken yet; the one that was sent stays as it was sent."""
    records = records_of(assignment)
    found = {step.value: StepForm(records=records, step=step.value) for step in Step if step.value not in taken}
    if sent is not None and sent.data.get("step") in found:
        found[sent.data["step"]] = sent
    return found
