"""The office's rules: those in force, what they cause, and a form for the next version, which is shown before it is saved."""

from datetime import date, timedelta

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
from tasks.supervision.differences import difference
from tasks.supervision.example import GIVEN_BEFORE, weeks
from tasks.supervision.forms import ExampleForm, RulesForm, typed
from tasks.supervision.ladder import Matter, reason, steps
from tasks.supervision.presets import PRESETS, preset
from tasks.supervision.rules import Rules


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Permission.SET_POLICY)
def policy(request: HttpRequest) -> HttpResponse:
    """The rules in force, a preset to start from, and a form for the next version.

    A version is saved only after the page has shown what it changes: the form then carries the mark of these rules (`seen`).
    htmx asks the same view and gets the example and the differences.
    """
    now = timezone.now()
    on = timezone.localdate(now)
    rules, chosen = queries.rules_on(on), preset(request.GET.get("preset", ""))
    start = chosen.rules if chosen else rules
    first = typed(start) | {"valid_from": on + timedelta(1), "based_on": queries.newest_version()}
    form = RulesForm(request.POST or None, initial=first)
    tried = start
    if request.method == "POST" and form.is_valid():
        tried, said = form.rules(), form.cleaned_data
        if "try" not in request.POST and said["seen"] == tried.mark:
            made = actions.set_policy(
                rules=tried, valid_from=said["valid_from"], based_on=said["based_on"], now=now, by=request.user
            )
            messages.info(request, f"{made}自{made.valid_from:%Y年%-m月%-d日}起用。")
            return redirect("supervision:policy")
        if "try" not in request.POST:
            messages.warning(request, "尚未保存。请先看右侧“本周会有什么不同”，无误后再点“起用新规则”。")
    shown = {
        "form": form,
        "rules": rules,
        "policy": queries.policy_on(on),
        "coming": queries.coming(on),
        "presets": [(one, one == chosen) for one in PRESETS],
        "chosen": chosen,
        "mark": tried.mark,
    }
    shown |= _example(request, rules, tried, on)
    page = "supervision/_example.html" if request.htmx else "supervision/policy.html"
    return render(request, page, shown, status=422 if form.errors else 200)


def _example(request: HttpRequest, rules: Rules, tried: Rules, on: date) -> dict:
    """What a due date (from the address, else in two weeks) would cause under the rules, and how the week would differ."""
    form, days = ExampleForm(request.GET), calendar()
    due_on = (form.is_valid() and form.cleaned_data["due"]) or on + timedelta(14)
    given = due_on - GIVEN_BEFORE
    return {
        "due_on": due_on,
        "given": given,
        "steps": [(step.on, reason(step, tried)) for step in steps(Matter(State.PENDING, given, due_on), tried, days)],
        "weeks": weeks(due_on, tried, days),
        "caution": days.caution(due_on),
        "tried": tried != rules,
        "difference": difference(rules, tried, days, on) if tried != rules else None,
    }
