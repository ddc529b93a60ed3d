"""The second step of signing in: the code from the telephone, or a recovery code."""

from allauth.mfa.base.internal.flows import post_authentication
from allauth.mfa.base.views import AuthenticateView
from axes.handlers.proxy import AxesProxyHandler
from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from accounts.conflict import posted
from accounts.factors import actions
from accounts.users.lockout import locked


class CodeForm(forms.Form):
    """验证码."""

    code = forms.CharField(
        label="验证码",
        max_length=20,
        help_text="手机验证器显示的 6 位数字；手机不在身边的，输入一个 8 位恢复码，用一个少一个。",
        error_messages={"required": "请输入验证码。", "max_length": "验证码是 6 位数字，恢复码是 8 位数字，请核对。"},
        widget=forms.TextInput({"autocomplete": "one-time-code", "inputmode": "numeric", "autofocus": True}),
    )

    def __init__(self, *args, user, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_code(self) -> str:
        """Right and not used before."""
        self.used = actions.use(user=self.user, typed=self.cleaned_data["code"], now=timezone.now())
        if self.used is None:
            raise forms.ValidationError("验证码不对或已经用过。请等手机显示下一个验证码再输入；连续输错的，须稍候再试。")
        return self.cleaned_data["code"]


class SecondStep(AuthenticateView):
    """As django-allauth's; wrong codes count like wrong passwords, by name and address, and five of them lock this address out."""

    form_class = CodeForm

    def _build_forms(self) -> CodeForm:
        """One form only: passkeys are not offered."""
        self.webauthn_form = None
        self.auth_form = CodeForm(posted(self.request), user=self.stage.login.user)
        return self.auth_form

    def post(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        """Nobody who is locked out tries codes."""
        if not AxesProxyHandler.is_allowed(request, self._credentials()):
            return locked(request, None, {})
        return super().post(request, *args, **kwargs)

    def form_valid(self, form) -> HttpResponse:
        """On to the first page."""
        post_authentication(self.request, form.used)
        return self.stage.exit()

    def form_invalid(self, form) -> HttpResponse:
        """Again; the fifth wrong one locks."""
        if form.data.get("code"):
            AxesProxyHandler.user_login_failed(sender=type(self), credentials=self._credentials(), request=self.request)
        answer = super().form_invalid(form)
        answer.status_code = 422
        return answer

    def _credentials(self) -> dict:
        return {"username": self.stage.login.user.username}


second_step = SecondStep.as_view()
