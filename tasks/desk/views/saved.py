"""Saved filters: keep one, look at them, take one away."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import allow
from accounts.conflict import accepted, posted
from accounts.roles import Permission
from tasks.desk import saved as keeping
from tasks.desk.forms import SaveForm


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Permission.READ_LISTS)
def saved(request: HttpRequest) -> HttpResponse:
    """The filters that this person can use; a POST keeps one more."""
    form, made = SaveForm(posted(request)), []

    def keep() -> None:
        made.append(keeping.save_filter(**form.cleaned_data, now=timezone.now(), by=request.user))

    if form.is_bound and form.is_valid() and accepted(form, keep):
        messages.info(request, f"已存为常用筛选：{made[0].name}。")
        return redirect(f"{reverse('desk:matters')}?{made[0].query}")
    kept = [(one, keeping.in_words(one, request.user)) for one in keeping.kept(request.user).select_related("owner")]
    return render(request, "desk/saved.html", {"form": form, "kept": kept}, status=422 if form.errors else 200)


@require_POST
@allow(Permission.READ_LISTS)
def forget(request: HttpRequest, pk: int) -> HttpResponse:
    """Take away a filter of one's own."""
    one = get_object_or_404(keeping.kept(request.user), pk=pk)
    keeping.remove_filter(saved=one, by=request.user)
    messages.info(request, f"已删除常用筛选：{one.name}。")
    return redirect("desk:saved")
