"""The one-minute form, and the form of a proof's new version."""

import re
import unicodedata
import uuid

from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, Div, Field, Layout
from django import forms
from django.utils import timezone

from accounts.conflict import Refused
from accounts.files.scanning import refuse_infected
from accounts.units.inputs import DayField
from tasks.progress.files import ALLOWED, MAX_BYTES, BadProof, Proof, check, look
from tasks.progress.models import TEXT_LIMIT, Evidence
from tasks.progress.queries import LATELY

STEPS = [(value, f"{value}%") for value in (0, 25, 50, 75, 100)]
INVISIBLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2060\ufeff\ud800-\udfff]")
TOO_LARGE = "佐证材料超过 20 MB。请压缩或只附关键页。"


def new_key() -> str:
    """A fresh key: one form shown, one entry counted."""
    return uuid.uuid4().hex


class PlainTextField(forms.CharField):
    """Text without what cannot be seen; everything else as typed."""

    def to_python(self, value: str | None) -> str:
        """Cleaned before its length is looked at."""
        return INVISIBLE.sub("", super().to_python(value) or "").strip()


class StepField(forms.TypedChoiceField):
    """A step of the scale; full-width digits mean the same."""

    def to_python(self, value: str) -> str:
        """５０ is 50."""
        return unicodedata.normalize("NFKC", super().to_python(value)).strip().removesuffix("%")


class ProofField(forms.FileField):
    """A file that is opened by its content and not by its name; gives a Proof."""

    def clean(self, value, initial=None) -> Proof | None:
        """Refuse with a sentence; a mark of secrecy bears the code `secret`."""
        if value and not value.size:
            raise forms.ValidationError("佐证材料是空文件。请重新选择，也可以不附。")
        upload = super().clean(value, initial)
        if not upload:
            return None
        if upload.size > MAX_BYTES:
            raise forms.ValidationError(TOO_LARGE)
        try:
            found = check(upload.read(), upload.name)
            refuse_infected(found.data)
            return look(found)
        except Refused as error:
            raise forms.ValidationError(str(error), code="infected") from error
        except BadProof as error:
            raise forms.ValidationError(str(error), code="secret" if error.secret else "bad") from error


class KnownProofField(forms.ModelChoiceField):
    """A proof that the unit has handed in before."""

    def label_from_instance(self, proof: Evidence) -> str:
        """Its name, its day and the matter it came with."""
        return f"{proof.name}（{proof.report.at:%m-%d} 随「{proof.report.assignment.item.title[:20]}」）"


class MaterialDayField(DayField):
    """The day of the material itself: not in the future."""

    def validate(self, value) -> None:
        """A record of tomorrow does not exist yet."""
        super().validate(value)
        if value and value > timezone.localdate():
            raise forms.ValidationError("材料日期不能晚于今天。请填写材料形成的日期，也可以不填。")


class ReportForm(forms.Form):
    """Text, percent in steps, and a proof that may be left out: a new file, or one that the unit has handed in before."""

    text = PlainTextField(
        label="进展",
        max_length=TEXT_LIMIT,
        widget=forms.Textarea({"rows": 4}),
        help_text=f"一两句话说明做了什么、结果如何，{TEXT_LIMIT} 字以内。",
        error_messages={"required": "请填写进展，一两句话即可。"},
    )
    percent = StepField(
        label="自报进度",
        choices=STEPS,
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": "自报进度只能选 0、25、50、75、100。", "required": "请选择自报进度。"},
    )
    lower = forms.BooleanField(label="进度比上次低，已在进展中说明原因", required=False)
    file = ProofField(label="佐证", required=False, help_text=f"可不附；最多一份（{ALLOWED}，20 MB 以内）。严禁上传涉密文件。")
    known = KnownProofField(Evidence.objects.none(), label="或沿用报送过的佐证", required=False, empty_label="（不沿用）")
    dated_on = MaterialDayField(label="材料日期", required=False, help_text="材料形成的日期，可不填。")
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2**31 - 1)
    key = forms.CharField(max_length=40, widget=forms.HiddenInput, initial=new_key)

    def __init__(self, *args, percent: int = 0, proofs=None, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.last, shown = percent, list(proofs[:LATELY]) if proofs is not None else []
        if shown:
            self.fields["known"].queryset = proofs
            self.fields["known"].choices = [
                ("", "（不沿用）"),
                *((p.pk, self.fields["known"].label_from_instance(p)) for p in shown),
            ]
        self.helper = FormHelper()
        self.helper.form_tag = False
        proof = ["file", *(["known"] if shown else []), "dated_on"]
        self.helper.layout = Layout(
            "text",
            Field("percent", wrapper_class="steps"),
            *(["lower"] if percent else []),
            HTML('<details class="mb-3"{% if form.file.errors or form.known.errors or form.dated_on.errors or assignment.item.proof_needed %} open{% endif %}>'
                 "<summary>附一份佐证（可不附）</summary>"),
            Div(*proof, css_class="pt-2"),
            HTML("</details>"),
            "version",
            "key",
        )  # fmt: skip

    def clean(self) -> dict:
        """Going down needs a word of explanation; of two proofs one is meant."""
        values = super().clean()
        if values.get("percent", 100) < self.last and not values.get("lower"):
            self.add_error("lower", f"上次已报 {self.last}%。如确需调低，请在进展中说明原因并勾选此项。")
        if values.get("file") and values.get("known"):
            self.add_error("known", "佐证至多一份：已选择新文件，此处请选“（不沿用）”。")
        return values


class ReplaceForm(forms.Form):
    """A proof's new version."""

    file = ProofField(label="新版文件", help_text=f"{ALLOWED}，20 MB 以内。严禁上传涉密文件。")
    dated_on = MaterialDayField(label="材料日期", required=False, help_text="材料形成的日期，可不填。")
    reason = PlainTextField(label="更换原因", max_length=200, help_text="一句话，如“原件漏页”。旧版保留并列出。")
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2**31 - 1)

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False


class VoidForm(forms.Form):
    """作废 of a proof."""

    why = PlainTextField(
        label="作废原因",
        max_length=200,
        help_text="一句话，如“误传其他会议的记录”。文件保留，划线列出，不再作为佐证。",
        error_messages={"required": "作废须说明理由。请填写“作废原因”。"},
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2**31 - 1)

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, auto_id="void_%s", **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False
