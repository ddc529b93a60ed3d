"""Posts: appoint, end, hand over, put in charge."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from accounts.access import allow
from accounts.conflict import accepted, posted
from accounts.roles import GUARDIANS, Permission
from accounts.units import actions
from accounts.units.inputs import EndForm
from accounts.units.models import Portfolio, Post
from accounts.units.queries import others_in_charge
from accounts.users.forms import AppointForm, HandOverForm, PortfolioForm
from accounts.users.models import User


@allow(Permission.MANAGE_PEOPLE)
def appoint(request: HttpRequest, pk: int) -> HttpResponse:
    """任职."""
    one = get_object_or_404(User, pk=pk)
    form = AppointForm(posted(request), initial={"valid_from": timezone.localdate(), "unit": request.GET.get("unit")})

    def act(said: dict) -> str:
        post = actions.appoint(user=one, by=request.user, **said)
        return f"已任职：{post}。"

    return _page(request, form, act, f"任职：{one}", one)


@allow(Permission.MANAGE_PEOPLE)
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """离任."""
    post = get_object_or_404(_posts(), pk=pk, valid_to=None)
    note = "该日为任职的最后一日；次日起其权限随岗位终止。"
    initial = {"on": timezone.localdate()}
    form = EndForm(posted(request), initial=initial, send="办理离任", label="离任日期", help_text=note)

    def act(said: dict) -> str:
        actions.end_post(post=post, on=said["on"], by=request.user)
        return f"已离任：{post}，至{said['on']:%Y年%-m月%-d日}止。"

    waiting = "、".join(actions.to_hand_over(post))
    note = f"手中还有：{waiting}。离任不移交这些，" if waiting else "离任不移交在办事项，"
    instead = {"note": f"{note}分管同时终止。有人接任的，请改办", "link": "交接", "href": reverse("accounts:hand_over", args=[pk])}
    return _page(request, form, act, f"离任：{post}", post.user, instead=instead)


@allow(Permission.MANAGE_PEOPLE)
def hand_over(request: HttpRequest, pk: int) -> HttpResponse:
    """交接: one act for both people."""
    post = get_object_or_404(_posts(), pk=pk, valid_to=None)
    form = HandOverForm(posted(request), initial={"on": timezone.localdate(), "title": post.title})

    def act(said: dict) -> str:
        new = actions.hand_over(post=post, by=request.user, **said)
        return f"已交接：{new}自{said['on']:%Y年%-m月%-d日}起任职，在办事项一并移交。"

    form.fields["on"].help_text = _goes_along(post)
    return _page(request, form, act, f"交接：{post}", post.user)


def _goes_along(post: Post) -> str:
    """What the act takes along, beside the date."""
    along = "、".join(["分管内容", *actions.to_hand_over(post)])
    return f"原任到前一日为止；一并移交：{along}。明细见该单位“我的岗位”中的交接单，由交接双方打印签字。"


@allow(Permission.MANAGE_PEOPLE)
def put_in_charge(request: HttpRequest, pk: int) -> HttpResponse:
    """明确分管: one more line."""
    post = get_object_or_404(_posts(), pk=pk, valid_to=None)
    form = PortfolioForm(posted(request), initial={"valid_from": timezone.localdate()})

    def act(said: dict) -> str:
        line = actions.put_in_charge(post=post, by=request.user, **said)
        others = others_in_charge(post, line.field, line.unit, line.valid_from, line.valid_to)
        shared = "、".join(str(other.post) for other in others)
        return f"已明确分管：{line.what}。" + (f"注意：{shared}同时分管，请核对是否共同分管。" if shared else "")

    return _page(request, form, act, f"明确分管：{post}", post.user)


@require_POST
@allow(Permission.MANAGE_PEOPLE)
def release(request: HttpRequest, pk: int) -> HttpResponse:
    """不再分管, from tomorrow on."""
    line = get_object_or_404(Portfolio.objects.select_related("post__user", "unit"), pk=pk, valid_to=None)
    actions.release(line=line, on=max(timezone.localdate(), line.valid_from), by=request.user)
    messages.info(request, f"不再分管：{line.what}。")
    return redirect("accounts:person", pk=line.post.user_id)


def _posts():
    """Posts that this room may touch; the guardians' are the security administrator's."""
    return Post.objects.exclude(role__in=GUARDIANS).select_related("user", "unit")


def _page(request: HttpRequest, form, act: Callable[[dict], str], title: str, person: User, **more) -> HttpResponse:
    """One form about one person: do, say it, and go back to the person; or show what was refused."""
    said: list[str] = []
    if request.method == "POST" and form.is_valid() and accepted(form, lambda: said.append(act(form.cleaned_data))):
        messages.info(request, said[0])
        return redirect("accounts:person", pk=person.pk)
    shown = {"form": form, "title": title, "back": "accounts:person", "pk": person.pk, **more}
    return render(request, "accounts/form.html", shown, status=422 if form.errors else 200)
