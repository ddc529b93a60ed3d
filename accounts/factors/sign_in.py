"""The second step of signing in: the code from the telephone, a recovery code, or a passkey."""

from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.base.internal.flows import post_authentication
from allauth.mfa.base.views import AuthenticateView
from axes.handlers.proxy import AxesProxyHandler
from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from accounts.conflict import Refused, posted
from accounts.factors import actions, ceremony, passkeys
from accounts.factors.queries import factor_of
from accounts.users.lockout import locked

# The challenge for a passkey, good for one answer: after the password, and in place of it.
BESIDE, ALONE = "accounts.passkey.beside", "accounts.passkey.alone"


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


class PasskeyForm(forms.Form):
    """What the browser answers when a passkey was asked for; `user` is None where it stands for account and password too."""

    credential = forms.CharField(
        max_length=ceremony.LONGEST,
        error_messages=dict.fromkeys(("required", "max_length"), ceremony.WRONG),
        widget=forms.HiddenInput,
    )

    def __init__(self, *args, user, session, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.user, self.session = user, session

    def clean_credential(self) -> str:
        """Signed for this challenge by a key that is registered."""
        answer = {"state": self.session.pop(BESIDE if self.user else ALONE, None), "answer": self.cleaned_data["credential"]}
        try:
            self.used = passkeys.use(user=self.user, now=timezone.now(), **answer)
        except Refused as refused:
            raise forms.ValidationError(str(refused)) from refused
        return self.cleaned_data["credential"]


class SecondStep(AuthenticateView):
    """As django-allauth's; wrong codes count like wrong passwords, by name and address, and five of them lock this address out."""

    form_class = CodeForm

    def _build_forms(self) -> forms.Form:
        """The one that was sent; on a visit, the code's."""
        self.person = self.stage.login.user
        self.factor = factor_of(self.person)
        self.webauthn_form = None  # allauth's own; its page begins by a script in the page
        self.passkey_form = PasskeyForm(
            posted(self.request) if "credential" in self.request.POST else None, user=self.person, session=self.request.session
        )
        self.auth_form = CodeForm(None if self.passkey_form.is_bound else posted(self.request), user=self.person)
        if self.factor.passkeys:  # their button comes first; a phone's keyboard would hide it
            self.auth_form.fields["code"].widget.attrs.pop("autofocus")
        if not self.factor.since:
            self.auth_form.fields["code"].label = "恢复码"
            self.auth_form.fields["code"].help_text = "通行密钥不在身边的，输入一个 8 位恢复码，用一个少一个。"
        return self.passkey_form if self.passkey_form.is_bound else self.auth_form

    def post(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        """Nobody who is locked out tries codes; whoever came with the wrong account goes back."""
        if "give_up" in request.POST:
            return self.stage.abort()
        if not AxesProxyHandler.is_allowed(request, self._credentials()):
            return locked(request, None, {})
        return super().post(request, *args, **kwargs)

    def form_valid(self, form) -> HttpResponse:
        """On to the first page."""
        if form is self.passkey_form:
            record_authentication(self.request, self.person, "mfa", type="webauthn", id=form.used.pk)
        else:
            post_authentication(self.request, form.used)
        return self.stage.exit()

    def get_context_data(self, **kwargs) -> dict:
        """With a new challenge for those who have passkeys."""
        shown = super().get_context_data(**kwargs) | {"factor": self.factor, "passkey_form": self.passkey_form}
        if self.factor.passkeys:
            known = [passkey.credential for passkey in self.factor.passkeys]
            shown["options"], self.request.session[BESIDE] = ceremony.to_use(known, timezone.now())
        return shown

    def form_invalid(self, form) -> HttpResponse:
        """Again; the fifth wrong one locks."""
        if form.data.get("code"):
            AxesProxyHandler.user_login_failed(sender=type(self), credentials=self._credentials(), request=self.request)
        answer = super().form_invalid(form)
        answer.status_code = 422
        return answer

    def _credentials(self) -> dict:
        return {"username": self.person.username}


second_step = SecondStep.as_view()
