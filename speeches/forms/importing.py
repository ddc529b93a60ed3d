"""A speech comes in: a file, or pasted text."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, Column, Layout, Row, Submit
from django import forms

from accounts.conflict import Refused
from accounts.files.scanning import refuse_infected
from speeches import documents
from speeches.models import Speech

ENCODINGS = [("", "自动识别")] + list(documents.CHOICES.items())
NOTICE = '<p class="quiet quiet-warn">严禁上传涉密文件。原件会原样保存；同一文件再次导入时会提示。</p>'
EMPTY = "文件是空的（0 字节）。请检查文件，或直接粘贴文字。"


class ImportForm(forms.Form):
    """A file or pasted text; who spoke, where and when may stay blank. `code` says why a document was refused."""

    file = forms.FileField(
        label="文件", required=False, help_text=".docx、.pdf（有文字的）、.txt、.doc，50 MB 以内。", error_messages={"empty": EMPTY},
        widget=forms.ClearableFileInput({"accept": ".docx,.pdf,.txt,.doc"}),
    )  # fmt: skip
    text = forms.CharField(label="或粘贴文字", required=False, strip=False, widget=forms.Textarea({"rows": 8}))
    title = forms.CharField(label="标题", required=False, max_length=200, help_text="可不填，由系统从文中识别。")
    speaker = forms.CharField(label="讲话人", required=False, max_length=60)
    meeting = forms.CharField(label="会议", required=False, max_length=120)
    given_on = forms.DateField(
        label="讲话日期", required=False, widget=forms.DateInput({"type": "date"}, "%Y-%m-%d"),
        help_text="可不填；“一周内”等相对时限要据此推算。",
    )  # fmt: skip
    encoding = forms.ChoiceField(label="文本编码", required=False, choices=ENCODINGS, help_text="只对 .txt 有效。")
    again = forms.BooleanField(label="仍要导入", required=False)

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.code = ""
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.layout = Layout(
            HTML(NOTICE), "file", "text", "title",
            Row(Column("speaker"), Column("meeting")), Row(Column("given_on"), Column("encoding")),
            Submit("send", "导入讲话"),
        )  # fmt: skip

    def clean(self) -> dict:
        """Exactly one source; name and size are judged here, the content in the job."""
        said = super().clean()
        upload, text = said.get("file"), said.get("text", "")
        if upload and text.strip():
            raise forms.ValidationError("文件和粘贴的文字只能选一种。请清空其中一个。")
        if not upload and not text.strip():
            if not self.errors:
                raise forms.ValidationError("请选择文件，或粘贴讲话文字。")
            return said
        try:
            said["name"], said["data"] = _upload(upload) if upload else ("粘贴的文字.txt", documents.from_text(text).text.encode())
        except documents.Unreadable as refused:
            self.code = refused.code
            self.add_error("file" if upload else "text", refused.message)
        except Refused as refused:
            self.add_error("file", str(refused))
        return said


class DescribeForm(forms.ModelForm):
    """Who spoke, where and when, after the import; `mark` says what the form showed."""

    mark = forms.CharField(widget=forms.HiddenInput)

    class Meta:
        model = Speech
        fields = ["title", "speaker", "meeting", "given_on"]
        widgets = {"given_on": forms.DateInput({"type": "date"}, "%Y-%m-%d")}
        help_texts = {"given_on": "改动后，尚未判定的指示中相对时限会重新推算。"}

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.layout = Layout("title", Row(Column("speaker"), Column("meeting")), "given_on", "mark", Submit("send", "保存"))

    def clean_given_on(self):
        """A year that somebody meant."""
        day = self.cleaned_data["given_on"]
        if day and not 1949 <= day.year <= 2100:
            raise forms.ValidationError("讲话日期的年份不对。请填写 1949 年至 2100 年之间的日期，或留空。")
        return day


def _upload(upload) -> tuple[str, bytes]:
    """Name and bytes, when both can be accepted: Unreadable or Refused else."""
    if upload.size > documents.MAX_BYTES:
        raise documents.Unreadable("too_large")
    if documents.is_marked(documents.clean_name(upload.name)):
        raise documents.Unreadable("secret")
    data = upload.read()
    refuse_infected(data)
    return upload.name, data


class TextForm(forms.Form):
    """The words of a document that could not be read."""

    text = forms.CharField(label="讲话全文", strip=False, widget=forms.Textarea({"rows": 10, "class": "form-control"}))

    def clean_text(self) -> str:
        """The same rules as for pasted text."""
        try:
            return documents.from_text(self.cleaned_data["text"]).text
        except documents.Unreadable as refused:
            raise forms.ValidationError(refused.message, code=refused.code) from refused


class EncodingForm(forms.Form):
    """By which encoding a .txt is read again."""

    encoding = forms.ChoiceField(choices=list(documents.CHOICES.items()))
