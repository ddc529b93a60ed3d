"""Hand out tickets (system administrator), and set a password by one (anybody who bears it)."""

from datetime import timedelta

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from accounts.access import allow
from accounts.conflict import accepted, posted
from accounts.roles import Permission
from accounts.tickets import actions, codes
from accounts.tickets.forms import CodeForm, PasswordForm, SlipsForm
from accounts.users.models import User
from accounts.users.queries import search


@require_POST
@allow(Permission.MANAGE_PEOPLE)
def send_link(request: HttpRequest, pk: int) -> HttpResponse:
    """A letter with a link of half an hour."""
    one = get_object_or_404(User, pk=pk)
    actions.send_link(user=one, now=timezone.now(), by=request.user)
    messages.info(request, f"已向{one.email}发信，链接 30 分钟内有效，用后即失效。")
    return redirect("accounts:person", pk=pk)


@never_cache
@allow(Permission.MANAGE_PEOPLE)
def slips(request: HttpRequest) -> HttpResponse:
    """Choose people; then the printable slips, shown this once."""
    form = SlipsForm(posted(request))
    printed: list = []

    def act() -> None:
        chosen = list(form.cleaned_data["people"].order_by("initials", "id"))
        printed.extend(actions.print_slips(users=chosen, now=timezone.now(), by=request.user))

    if request.method == "POST" and form.is_valid() and accepted(form, act):
        address = request.build_absolute_uri("/set-password/")
        last_day = timezone.localdate() + timedelta(days=codes.SLIP_DAYS)
        return render(request, "accounts/slips_print.html", {"slips": printed, "address": address, "last_day": last_day})
    waiting = search(state="unset").prefetch_related("posts__unit")[:1000]
    chosen = {int(pk) for pk in request.GET.getlist("person") if pk.isdecimal() and len(pk) < 19}
    others = User.objects.filter(pk__in=chosen, is_active=True).exclude(pk__in=[user.pk for user in waiting])
    shown = {"form": form, "people": [*others, *waiting], "chosen": chosen}
    return render(request, "accounts/slips.html", shown, status=422 if form.errors else 200)


@never_cache
@login_not_required
def begin(request: HttpRequest) -> HttpResponse:
    """From the printed slip to the page that sets the password."""
    form = CodeForm(posted(request))
    if request.method == "POST" and form.is_valid():
        user = codes.by_code(form.cleaned_data["username"], form.cleaned_data["code"], timezone.now())
        if user:
            return redirect("accounts:set_password", token=codes.link(user))
        form.add_error(None, "账号或口令不对，或口令条已用过、已过期。请核对后重试，或向系统管理员另要一张。")
    return render(request, "accounts/set_password_begin.html", {"form": form}, status=422 if form.errors else 200)


@never_cache
@sensitive_post_parameters()
@login_not_required
def set_password(request: HttpRequest, token: str) -> HttpResponse:
    """The bearer of a fresh link chooses a password; opening the page uses nothing up."""
    user = codes.by_link(token)
    if user is None:
        return render(request, "accounts/set_password_gone.html", status=410)
    form = PasswordForm(posted(request))

    def act() -> None:
        actions.set_password(user=user, password=form.cleaned_data["password"], by=user)

    if request.method == "POST" and form.is_valid() and accepted(form, act):
        messages.info(request, f"{user}的密码已设置，请用账号 {user.username} 登录。")
        return redirect("account_login")
    return render(request, "accounts/set_password.html", {"form": form, "person": user}, status=422 if form.errors else 200)
