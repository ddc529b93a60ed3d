"""The office's rules: those in force, what they cause, and a form for the next version."""

from datetime import timedelta

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from accounts.access import allow
from accounts.roles import Permission
from tasks.days.queries import calendar
from tasks.items.states import State
from tasks.supervision import actions, queries
from tasks.supervision.forms import ExampleForm, RulesForm, typed
from tasks.supervision.ladder import Matter, reason, steps


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Permission.SET_POLICY)
def policy(request: HttpRequest) -> HttpResponse:
    """The rules in force, an example of what they cause, and a form for the next version."""
    now = timezone.now()
    on = timezone.localdate(now)
    newest = queries.newest_version()
    rules = tried = queries.rules_on(on)
    form = RulesForm(request.POST or None, initial=typed(rules) | {"valid_from": on + timedelta(1), "based_on": newest})
    if request.method == "POST" and form.is_valid():
        tried, said = form.rules(), form.cleaned_data
        if "try" not in request.POST:
            made = actions.set_policy(
                rules=tried, valid_from=said["valid_from"], based_on=said["based_on"], now=now, by=request.user
            )
            messages.info(request, f"{made}自{made.valid_from:%Y年%-m月%-d日}起用。")
            return redirect("supervision:policy")
    shown = {"form": form, "rules": rules, "policy": queries.policy_on(on), "coming": queries.coming(on), "tried": tried != rules}
    return render(request, "supervision/policy.html", shown | _example(request, tried, on), status=422 if form.errors else 200)


def _example(request: HttpRequest, rules, on) -> dict:
    """What a due date (from the address, else in two weeks) would cause under the rules."""
    form = ExampleForm(request.GET)
    due_on = (form.is_valid() and form.cleaned_data["due"]) or on + timedelta(14)
    given, days = due_on - timedelta(30), calendar()
    found = steps(Matter(State.PENDING, given, due_on), rules, days)
    said = [(step.on, reason(step, rules)) for step in found]
    return {"due_on": due_on, "given": given, "steps": said, "caution": days.caution(due_on)}
