"""One item: what it asks, where it comes from, who answers for it and who checks."""

from datetime import date

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Column, Field, Layout, Row, Submit
from django import forms
from django.utils import timezone

from accounts.models import Post
from accounts.roles import Role
from accounts.units.models import Unit
from speeches.models import Piece
from speeches.states import PieceKind
from tasks.items.forms.dates import DateInput, sensible
from tasks.items.models import Item, ResponsibilityList
from tasks.items.states import Mode, Part, Source
from tasks.items.steps import Odd, steps, written

LEADERS = (Role.COUNTY_LEADER, Role.UNIT_SECRETARY, Role.UNIT_LEADER)
SAID = {
    Source.INSTRUCTION: ("said_by", "said_on", "words"),
    Source.PROBLEM: ("found_in", "found_on", "basis", "remedy", "piece", "words"),
}
ORIGIN = frozenset(name for names in SAID.values() for name in names)
WORDS = {Source.INSTRUCTION: "批示内容", Source.PROBLEM: "问题原文"}


class ItemForm(forms.ModelForm):
    """One item of a draft (or as a decision shall change it). `source` says which facts of its origin are asked for."""

    lead = forms.ModelChoiceField(
        Unit.objects.current(), label="牵头单位", required=False, empty_label="（不设）", help_text="仅“牵头与协办”的事项需要。"
    )
    support = forms.ModelMultipleChoiceField(
        Unit.objects.current(), label="协办单位", required=False, widget=forms.CheckboxSelectMultiple
    )
    each = forms.ModelMultipleChoiceField(
        Unit.objects.current(), label="责任单位（各自负责）", required=False, widget=forms.CheckboxSelectMultiple
    )
    milestones = forms.CharField(
        label="节点",
        required=False,
        max_length=2000,
        widget=forms.Textarea({"rows": 3}),
        help_text="一行一个，如“2026-03-31 完成方案”；没有可不填。",
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = Item
        fields = [
            "said_by", "said_on", "found_in", "found_on", "basis", "remedy", "piece", "words", "title", "requirement", "theme", "level", "mode", "target", "target_value",
            "target_measure", "acceptance_criteria", "proof_needed", "due_on", "rhythm", "weight", "leader", "checker",
        ]  # fmt: skip
        widgets = {
            "due_on": DateInput(),
            "said_on": DateInput(),
            "found_on": DateInput(),
            "words": forms.Textarea({"rows": 3}),
            "requirement": forms.Textarea({"rows": 5}),
            "acceptance_criteria": forms.Textarea({"rows": 3}),
        }

    def __init__(
        self, *args, source: str = "", listed: ResponsibilityList | None = None, button: str = "保存事项", **kwargs
    ) -> None:
        super().__init__(*args, **kwargs)
        self.source = Source(source or self.instance.source)
        for name in ORIGIN - set(SAID.get(self.source, ())):
            del self.fields[name]
        for name in {"said_by", "said_on", "found_in", "found_on", "remedy"} & set(self.fields):
            self.fields[name].required = True
        if "words" in self.fields:
            self.fields["words"].label = WORDS[self.source]
            self.fields["words"].required = self.source == Source.INSTRUCTION
        self._narrow(listed)
        if self.instance.pk and "milestones" not in self.initial:
            self.initial["milestones"] = written([(m.on, m.title) for m in self.instance.milestones.all()])
        self.helper = FormHelper()
        self.helper.layout = self._layout(button)

    def _narrow(self, listed: ResponsibilityList | None) -> None:
        """Choices that make sense today."""
        today = timezone.localdate()
        posts = Post.objects.on(today).with_role(*LEADERS).select_related("user", "unit")
        self.fields["leader"].queryset = posts
        self.fields["checker"].queryset = Unit.objects.current()
        self.fields["leader"].empty_label = "（按分管领域）"
        self.fields["checker"].empty_label = "（党建办）"
        if "piece" in self.fields:
            found = Piece.objects.filter(speech=listed.speech_id if listed else None)
            found = found.filter(decided_kind=PieceKind.DIAGNOSIS).select_related("speech")
            self.fields["piece"].queryset = found
            self.fields["piece"].label_from_instance = lambda p: p.speech.text[p.start : p.end].strip()[:60]
            self.fields["piece"].empty_label = "（在下面填写）"
            if not found.exists():
                del self.fields["piece"]

    def _layout(self, button: str) -> Layout:
        said = [name for name in SAID.get(self.source, ()) if name not in ("piece", "words")]
        origin = [Row(*(Column(name) for name in said))] if said else []
        origin += [name for name in ("piece", "words") if name in self.fields]
        return Layout(
            *origin,
            "title", "requirement", "acceptance_criteria",
            Row(Column("theme"), Column("level"), Column("weight")),
            Row(Column("due_on"), Column("rhythm"), Column("proof_needed")),
            Row(Column("target", css_class="col-md-6"), Column("target_value"), Column("target_measure")),
            "milestones",
            Row(Column("leader"), Column("checker")),
            "mode", Field("each", wrapper_class="tick-box"), "lead", Field("support", wrapper_class="tick-box"), "version",
            Submit("send", button),
        )  # fmt: skip

    def clean_due_on(self) -> date | None:
        """Not beyond the calendar."""
        return sensible(self.cleaned_data["due_on"])

    def clean_said_on(self) -> date | None:
        """An instruction has been given already."""
        day = self.cleaned_data["said_on"]
        if day and day > timezone.localdate():
            raise forms.ValidationError("批示日期不能晚于今天。请核对。")
        return day

    def clean_found_on(self) -> date | None:
        """A problem has been found already."""
        day = self.cleaned_data["found_on"]
        if day and day > timezone.localdate():
            raise forms.ValidationError("发现日期不能晚于今天。请核对。")
        return day

    def clean_milestones(self) -> list[tuple[date, str]]:
        """Dated steps, one a line."""
        try:
            return steps(self.cleaned_data["milestones"])
        except Odd as error:
            raise forms.ValidationError(str(error)) from None

    def clean(self) -> dict:
        """Joint items have one lead that is not also a supporter; the others have units of their own; nobody checks itself."""
        values = super().clean()
        if values.get("mode") == Mode.JOINT:
            if not values.get("lead") and not self._by_parts(values):
                self.add_error("lead", "请指定牵头单位。")
            elif values["lead"] in (values.get("support") or []):
                self.add_error("support", f"“{values['lead']}”已是牵头单位，不能同时协办。")
        elif not values.get("each") and not self._by_parts(values):
            self.add_error("each", "请至少选择一个责任单位。")
        self._check_figures(values)
        self._check_origin(values)
        return values

    def _by_parts(self, values: dict) -> bool:
        """True when the item was divided and names no unit: its parts carry it out."""
        return bool(self.instance.pk) and not self.parts_of(values) and self.instance.children.exists()

    def _check_figures(self, values: dict) -> None:
        """A value with its measure; milestones before the due date; a checker from outside."""
        if (values.get("target_value") is None) != (not values.get("target_measure")) and "target_value" not in self.errors:
            missing = "target_measure" if values.get("target_value") is not None else "target_value"
            self.add_error(missing, "目标值和计量单位须同时填写，或都不填。")
        due = values.get("due_on")
        late = next((title for on, title in values.get("milestones") or () if due and on > due), None)
        if late:
            self.add_error("milestones", f"节点“{late}”晚于完成时限。请改早，或推迟完成时限。")
        if values.get("checker") and values["checker"] in self.parts_of(values):
            self.add_error("checker", f"“{values['checker']}”是该事项的责任单位，不能核验自己。请另选。")

    def _check_origin(self, values: dict) -> None:
        """A problem is chosen from the speech or typed; a chosen one brings its words."""
        if self.source != Source.PROBLEM:
            return
        piece = values.get("piece")
        if piece and not values.get("words"):
            values["words"] = piece.speech.text[piece.start : piece.end].strip()
        if not values.get("words"):
            self.add_error("words", "请填写问题原文，或从讲话中选择一个问题。")

    @staticmethod
    def parts_of(said: dict) -> dict[Unit, Part]:
        """Units with their part."""
        if said.get("mode") == Mode.JOINT:
            lead = {said["lead"]: Part.LEAD} if said.get("lead") else {}
            return dict.fromkeys(said.get("support") or (), Part.SUPPORT) | lead
        return dict.fromkeys(said.get("each") or (), Part.EACH)

    def parts(self) -> dict[Unit, Part]:
        """Units with their part, after validation."""
        return self.parts_of(self.cleaned_data)

    def values(self) -> dict:
        """The item's own fields, after validation."""
        return {name: self.cleaned_data[name] for name in self.Meta.fields if name in self.cleaned_data}


class DivideForm(forms.Form):
    """分解: one sub-item a line."""

    lines = forms.CharField(
        label="分解内容",
        max_length=4000,
        widget=forms.Textarea({"rows": 6}),
        help_text="一行一项。责任单位转到各分解事项，时限照本事项带入，分解后可以逐项修改。",
    )

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.layout = Layout("lines", Submit("send", "分解"))

    def clean_lines(self) -> list[str]:
        """The lines that say something, each within an item's limits."""
        lines = [line.strip() for line in self.cleaned_data["lines"].splitlines() if line.strip()]
        long = next((n for n, line in enumerate(lines, 1) if len(line) > 500), None)
        if long:
            raise forms.ValidationError(f"第{long}行超过 500 字。请删减。")
        if len(lines) > 30:
            raise forms.ValidationError(f"一次最多分解为 30 项，现有 {len(lines)} 项。请删减。")
        return lines
