"""The upload, and the confirmation of a preview."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout, Submit
from django import forms


class UploadForm(forms.Form):
    """One .xlsx."""

    file = forms.FileField(
        label="填写好的模板（.xlsx）",
        allow_empty_file=True,
        widget=forms.ClearableFileInput({"accept": ".xlsx"}),
        help_text="不超过 5 MB，每张表不超过 5000 行。严禁上传涉密文件。",
        error_messages={"required": "请选择填写好的模板文件。"},
    )

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.layout = Layout("file", Submit("send", "上传并预览"))


class ConfirmForm(forms.Form):
    """The digest of the preview that was agreed to."""

    digest = forms.CharField(max_length=64, widget=forms.HiddenInput)
