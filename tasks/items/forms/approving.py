"""报审, 审定, 印发."""

from crispy_forms.bootstrap import StrictButton
from crispy_forms.helper import FormHelper
from crispy_forms.layout import Column, Layout, Row, Submit
from django import forms
from django.utils import timezone

from accounts.models import Post, UnitKind, User
from accounts.roles import Role


class ProposeForm(forms.Form):
    """Who shall approve, and what should be said with it."""

    approver = forms.ModelChoiceField(
        User.objects.none(),
        label="审定人",
        required=False,
        empty_label="任一县委领导",
        help_text="可以指定一位县委领导或机关工委书记。",
    )
    note = forms.CharField(label="报审说明", required=False, max_length=500)

    def __init__(self, *args, by: User, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        posts = Post.objects.on(timezone.localdate())
        leaders = posts.with_role(Role.COUNTY_LEADER)
        heads = posts.with_role(Role.UNIT_SECRETARY).filter(unit__kind__in=[UnitKind.COUNTY_COMMITTEE, UnitKind.WORK_COMMITTEE])
        self.fields["approver"].queryset = (
            User.objects.filter(posts__in=leaders | heads).exclude(pk=by.pk).distinct().order_by("pk")
        )
        self.helper = FormHelper()
        self.helper.layout = Layout(Row(Column("approver", css_class="col-md-4"), Column("note")), Submit("send", "报审"))


class AnswerForm(forms.Form):
    """审定: the meeting that agreed, and a remark; a return needs the remark."""

    meeting = forms.CharField(
        label="审定会议", required=False, max_length=120, help_text="如：县委常委会（11月24日）；没有可不填。"
    )
    remark = forms.CharField(
        label="审定意见", required=False, max_length=500, widget=forms.Textarea({"rows": 3}), help_text="退回修改的，须写明理由。"
    )

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.layout = Layout(
            "meeting",
            "remark",
            Submit("approve", "审定同意"),
            StrictButton("退回修改", type="submit", name="return", value="1", css_class="btn-outline-danger"),
        )


class TakeBackForm(forms.Form):
    """撤回, with the reason."""

    reason = forms.CharField(label="理由", max_length=500)

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.layout = Layout("reason", StrictButton("撤回修改", type="submit", css_class="btn-outline-danger"))


class IssueForm(forms.Form):
    """The document number; the date is today's. Over the limit of reports, the reason too."""

    number = forms.CharField(label="文号", max_length=60, help_text="如：清直党〔2026〕8号")
    over_reason = forms.CharField(
        label="超上限理由", required=False, max_length=500, help_text="报送次数超过上限时须填写，随清单保存并列入“减负”。"
    )

    def __init__(self, *args, over: bool = True, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if not over:
            del self.fields["over_reason"]
        self.helper = FormHelper()
        self.helper.layout = Layout(*self.fields, Submit("send", "印发"))
