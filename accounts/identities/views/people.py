"""统一身份 of a person, as the system administrator keeps it."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from accounts.access import allow
from accounts.conflict import accepted, posted
from accounts.identities import actions, queries
from accounts.identities.forms import SubjectForm
from accounts.roles import Permission
from accounts.users.models import User


@allow(Permission.MANAGE_PEOPLE)
def person_identity(request: HttpRequest, pk: int) -> HttpResponse:
    """关联: the subject as the provider's administrator wrote it down."""
    one = _person(pk)
    form = SubjectForm(posted(request))

    def act() -> None:
        actions.link(user=one, subject=form.cleaned_data["subject"], now=timezone.now(), by=request.user)

    if request.method == "POST" and form.is_valid() and accepted(form, act):
        messages.info(request, f"已为{one}关联统一身份。")
        return redirect("accounts:person", pk=pk)
    shown = {"form": form, "title": f"关联统一身份：{one}", "back": "accounts:person", "pk": pk}
    return render(request, "accounts/form.html", shown, status=422 if form.errors else 200)


@require_POST
@allow(Permission.MANAGE_PEOPLE)
def person_identity_off(request: HttpRequest, pk: int) -> HttpResponse:
    """解除."""
    one = _person(pk)
    identity = queries.of_user(one)
    if identity is None:
        raise Http404
    actions.unlink(identity=identity, by=request.user)
    messages.info(request, f"已解除{one}的统一身份关联。")
    return redirect("accounts:person", pk=pk)


def _person(pk: int) -> User:
    if not queries.switched_on():
        raise Http404
    return get_object_or_404(User, pk=pk)
