"""People: the list, one person, opening and changing an account."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from accounts.access import allow
from accounts.conflict import accepted, posted
from accounts.roles import GUARDIANS, Permission
from accounts.users import actions, queries
from accounts.users.forms import AccountForm, DetailsForm, SearchForm
from accounts.users.models import User


@require_safe
@allow(Permission.MANAGE_PEOPLE)
def people(request: HttpRequest) -> HttpResponse:
    """Search by name, account or pinyin initials; fifty a page."""
    form = SearchForm(request.GET)
    said = form.cleaned_data if form.is_valid() else {}
    found, mark = queries.page(queries.search(said.get("q", ""), said.get("state", "")), said.get("after", ""))
    today = timezone.localdate()
    rows = [(person, [post for post in person.posts.all() if post.holds(today)]) for person in found]
    shown = {"form": form, "rows": rows, "filtered": any(request.GET.values())}
    if mark:
        shown["next"] = _with(request, after=mark)
    if said.get("after"):
        shown["first"] = _with(request, after="")
    return render(request, "accounts/people.html", shown, status=422 if form.errors else 200)


@require_safe
@allow(Permission.MANAGE_PEOPLE)
def person(request: HttpRequest, pk: int) -> HttpResponse:
    """One person: posts of today and of the past, portfolio, state of the account."""
    one = get_object_or_404(User, pk=pk)
    today = timezone.localdate()
    posts = one.posts.select_related("unit").prefetch_related("portfolio__unit").order_by("valid_from", "id")
    present = [(post, _open_lines(post, today)) for post in posts if post.valid_to is None or post.valid_to >= today]
    past = [post for post in posts if post.valid_to and post.valid_to < today]
    shown = {"person": one, "present": present, "past": past, "guardians": GUARDIANS, "own": one == request.user}
    shown["identities"] = one.identities.filter(issuer=settings.OIDC_URL)
    return render(request, "accounts/person.html", shown)


@allow(Permission.MANAGE_PEOPLE)
def person_new(request: HttpRequest) -> HttpResponse:
    """开立账号; the post comes next."""
    form = AccountForm(posted(request))
    made: list[User] = []
    if request.method == "POST" and form.is_valid() and accepted(form, lambda: made.append(_open(form.cleaned_data, request.user))):
        messages.info(request, f"已开立账号：{made[0]}（{made[0].username}）。请明确其岗位，并发送链接或打印口令条供本人设置密码。")
        return redirect("accounts:person", pk=made[0].pk)
    shown = {"form": form, "title": "开立账号", "back": "accounts:people"}
    return render(request, "accounts/form.html", shown, status=422 if form.errors else 200)


@allow(Permission.MANAGE_PEOPLE)
def person_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Name, e-mail, telephone."""
    one = get_object_or_404(User, pk=pk)
    initial = {name: getattr(one, name) for name in ("name", "email", "phone", "expires_on", "version")}
    form = DetailsForm(posted(request), initial=initial)
    if request.method == "POST" and form.is_valid() and accepted(form, lambda: _amend(one, form.cleaned_data, request.user)):
        messages.info(request, f"已保存：{form.cleaned_data['name']}。")
        return redirect("accounts:person", pk=pk)
    shown = {"form": form, "title": f"修改人员：{one}", "back": "accounts:person", "pk": pk}
    return render(request, "accounts/form.html", shown, status=422 if form.errors else 200)


@require_POST
@allow(Permission.MANAGE_PEOPLE)
def close(request: HttpRequest, pk: int) -> HttpResponse:
    """停用账号."""
    one = actions.close_account(user=get_object_or_404(User, pk=pk), by=request.user)
    messages.info(request, f"已停用{one}的账号，其登录随即失效。岗位未变动；如已离任，请另行办理离任或交接。")
    return redirect("accounts:person", pk=pk)


@require_POST
@allow(Permission.MANAGE_PEOPLE)
def reopen(request: HttpRequest, pk: int) -> HttpResponse:
    """启用账号."""
    one = actions.reopen_account(user=get_object_or_404(User, pk=pk), by=request.user)
    messages.info(request, f"已启用{one}的账号。")
    return redirect("accounts:person", pk=pk)


def _open_lines(post, today) -> list:
    return [line for line in post.portfolio.all() if line.valid_to is None or line.valid_to >= today]


def _open(said: dict, by) -> User:
    return actions.open_account(by=by, **{name: said[name] for name in ("username", "name", "email", "phone", "expires_on")})


def _amend(one: User, said: dict, by) -> User:
    return actions.amend_account(user=one, version=said["version"] or 0, values=said, by=by)


def _with(request: HttpRequest, **values: str) -> str:
    """This address with some values replaced."""
    query = request.GET.copy()
    for name, value in values.items():
        query[name] = value
    return f"?{query.urlencode()}"
