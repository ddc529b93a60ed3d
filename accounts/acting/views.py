"""我的岗位: what one holds, who acts for one, and for whom one acts."""

from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from accounts.access import allow
from accounts.acting import actions, queries
from accounts.acting.forms import ActingForm
from accounts.acting.models import Acting
from accounts.conflict import accepted, posted
from accounts.roles import Permission


@allow(Permission.READ_LISTS)
def my_posts(request: HttpRequest) -> HttpResponse:
    """One's posts, and the form by which a colleague acts during an absence."""
    today = timezone.localdate()
    form = ActingForm(posted(request), user=request.user, on=today, initial={"valid_from": today})
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        if accepted(form, lambda: actions.authorise(today=today, now=timezone.now(), by=request.user, **said)):
            messages.info(request, f"{said['deputy']}自{said['valid_from']:%-m月%-d日}至{said['valid_to']:%-m月%-d日}代办。")
            return redirect("accounts:my_posts")
    own = queries.own_posts(request.user, today).prefetch_related("portfolio__unit")
    shown = {"form": form, "own": own, "colleagues": form.fields["deputy"].queryset.exists(), "on": today}
    shown |= {"given": queries.given(request.user, today), "received": queries.received(request.user, today)}
    return render(request, "accounts/my_posts.html", shown, status=422 if form.errors else 200)


@require_POST
@allow(Permission.READ_LISTS)
def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    """收回 or 交回."""
    mine = Acting.objects.filter(Q(post__user=request.user) | Q(deputy=request.user))
    acting = get_object_or_404(mine.select_related("post__unit", "post__user", "deputy"), pk=pk)
    actions.revoke(acting=acting, now=timezone.now(), by=request.user)
    messages.info(request, f"已终止：{acting}。")
    return redirect("accounts:my_posts")
