"""Taking a sheet out, handing it in, and the office's own layout."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Column as Col
from crispy_forms.layout import Field, Layout, Row
from django import forms

from accounts.sheets.text import visible
from tasks.exchange import models
from tasks.exchange.columns import HEADING_LIMIT, OF_KIND, Chosen, usual
from tasks.exchange.states import Kind

USUAL = "通用版式"
NUMBER = {"class": "order", "inputmode": "numeric", "maxlength": 2}


class OutForm(forms.Form):
    """What is exported, and in which layout."""

    kind = forms.ChoiceField(label="内容", widget=forms.RadioSelect, error_messages={"invalid_choice": "请选择导出清单还是台账。"})
    layout = forms.ChoiceField(
        label="版式", required=False, error_messages={"invalid_choice": "该版式不存在或不适用，请重新选择。"}
    )

    def __init__(self, *args, kinds: list[str], layouts, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.layouts = {str(one.pk): one for one in layouts}
        self.fields["kind"].choices = [(kind, Kind(kind).label) for kind in kinds]
        self.fields["kind"].initial = kinds[0]
        several = len(kinds) > 1
        shown = [
            (pk, f"{one.name}（{'清单' if one.kind == Kind.ITEMS else '台账'}）" if several else one.name)
            for pk, one in self.layouts.items()
        ]
        self.fields["layout"].choices = [("", "按内容选用默认版式"), *shown, ("usual", USUAL)]
        self.helper = FormHelper()
        self.helper.form_tag = False
        fields = [Field("kind", wrapper_class="steps")] if several else []
        self.helper.layout = Layout(*fields, "layout")
        if not several:
            self.fields["kind"].required = False
            self.sole = kinds[0]

    def clean(self) -> dict:
        """The layout must be made for the content; without a choice the office's default."""
        said = super().clean()
        kind = said["kind"] = said.get("kind") or getattr(self, "sole", "")
        chosen = said.get("layout", "")
        one = self.layouts.get(chosen)
        if one and kind and one.kind != kind:
            self.add_error("layout", f"版式“{one.name}”用于{one.get_kind_display()}。请选择相应的版式或内容。")
        if not chosen:
            one = next((each for each in self.layouts.values() if each.kind == kind and each.is_default), None)
        said["layout"] = one
        return said


class InForm(forms.Form):
    """One filled-in .xlsx."""

    file = forms.FileField(
        label="填好的填报表（.xlsx）",
        allow_empty_file=True,
        widget=forms.ClearableFileInput({"accept": ".xlsx"}),
        help_text="不超过 5 MB、5000 行。交回后先对比，由您勾选采纳，不会直接写入。严禁上传涉密文件。",
        error_messages={"required": "请选择填好的填报表。"},
    )

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.layout = Layout("file")


class LayoutForm(forms.Form):
    """Which columns, in which order, under which headings."""

    name = forms.CharField(label="版式名称", max_length=40, error_messages={"required": "请填写版式名称，如“县委办台账”。"})
    is_default = forms.BooleanField(label="作为默认版式", required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, initial=0)

    def __init__(self, *args, kind: str, columns: Chosen | None = None, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.columns = OF_KIND[Kind(kind)]
        chosen = dict(usual(kind) if columns is None else columns)
        order = {key: place for place, key in enumerate(chosen, 1)}
        for column in self.columns:
            key, heading = column.key, chosen.get(column.key, column.heading)
            self.fields[f"use-{key}"] = forms.BooleanField(label=f"采用“{column.heading}”", required=False, initial=key in chosen)
            self.fields[f"order-{key}"] = forms.IntegerField(
                label=f"“{column.heading}”的次序", required=False, min_value=1, max_value=99, initial=order.get(key), widget=forms.TextInput(NUMBER),
                error_messages={"invalid": "次序请填 1 到 99 的整数。"},
            )  # fmt: skip
            self.fields[f"heading-{key}"] = forms.CharField(
                label=f"“{column.heading}”的表头", required=False, max_length=HEADING_LIMIT, initial=heading
            )
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.layout = Layout(
            Row(Col("name", css_class="col-md-6"), Col("is_default", css_class="col-md-6 pt-md-4")), "version"
        )

    def lines(self) -> list[tuple]:
        """For the page: each column with its three fields, chosen ones first in their order."""
        rows = [(c, self[f"use-{c.key}"], self[f"order-{c.key}"], self[f"heading-{c.key}"]) for c in self.columns]
        return sorted(rows, key=lambda row: self._place(row[2].value()))

    @staticmethod
    def _place(value: object) -> int:
        return int(value) if str(value or "").isdigit() else 100

    def clean(self) -> dict:
        """At least one column; no heading twice; without an order a column stands at the end."""
        said = super().clean()
        chosen = [c for c in self.columns if said.get(f"use-{c.key}")]
        chosen.sort(key=lambda c: said.get(f"order-{c.key}") or 100)
        said["columns"] = [[c.key, visible(said.get(f"heading-{c.key}", "")).replace("\n", " ") or c.heading] for c in chosen]
        headings = [heading for _, heading in said["columns"]]
        twice = sorted({heading for heading in headings if headings.count(heading) > 1})
        if not chosen:
            self.add_error(None, "请至少采用一列。")
        if twice:
            self.add_error(None, f"表头“{'”“'.join(twice)}”用了两次，请改成不同的文字。")
        return said


def blank(kind: str) -> models.Layout:
    """A layout that is not yet saved."""
    return models.Layout(kind=kind, columns=usual(kind))
