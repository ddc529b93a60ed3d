"""Notes beside a matter."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from accounts.access import allow
from accounts.conflict import posted
from accounts.roles import Permission
from tasks.desk import notes
from tasks.desk.forms import NoteForm, new_key
from tasks.items.models import Assignment

# So many earlier notes stand below the form; all of them are in the matter's whole life.
LATEST = 5


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Permission.READ_LISTS)
def comment(request: HttpRequest, pk: int) -> HttpResponse:
    """Leave a short note that the office and the unit read."""
    within = Assignment.objects.visible_to(request.user).with_everything()
    one = get_object_or_404(within, pk=pk)
    form = NoteForm(posted(request), initial={"key": new_key()})
    if form.is_bound and form.is_valid():
        notes.comment(assignment=one, **form.cleaned_data, now=timezone.now(), by=request.user)
        messages.info(request, "已留言。")
        return redirect("desk:assignment", pk=pk)
    shown = {"form": form, "assignment": one, "latest": one.comments.select_related("by").order_by("-id")[:LATEST]}
    return render(request, "desk/comment.html", shown, status=422 if form.errors else 200)
