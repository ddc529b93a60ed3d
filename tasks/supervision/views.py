"""Pages of supervision: the lights, what was said to whom, and the office's rules."""

from datetime import timedelta

from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import allow, may
from accounts.roles import Permission
from tasks.days.queries import calendar
from tasks.items.models import Assignment
from tasks.items.states import State
from tasks.supervision import actions, queries
from tasks.supervision.forms import ExampleForm, LightsForm, RulesForm, typed
from tasks.supervision.ladder import Matter, reason, steps
from tasks.supervision.lights import WORDS, Color, light, review_light

AT_ONCE = 50


@require_safe
@allow(Permission.SUPERVISE)
def lights(request: HttpRequest) -> HttpResponse:
    """All open matters by light, nearest due date first, each with its sentence."""
    on = timezone.localdate()
    rules, days = queries.rules_on(on), calendar()
    form = LightsForm(request.GET)
    chosen = form.cleaned_data if form.is_valid() else {}
    found = queries.lit(Assignment.objects.visible_to(request.user).open(), rules, on)
    if chosen.get("unit"):
        found = found.of_subtree(chosen["unit"])
    if chosen.get("state"):
        found = found.filter(state=chosen["state"])
    page = list(_narrowed(found, chosen).with_everything().order_by("due_on", "id")[: AT_ONCE + 1])
    shown = {
        "form": form,
        "rows": [(a, light(queries.facts(a), rules, on), _review(a, rules, days, on)) for a in page[:AT_ONCE]],
        "chips": _chips(request, queries.counts(found)),
        "on": on,
        "filtered": any(chosen.values()),
        "may_set_policy": may(request.user, Permission.SET_POLICY),
    }
    if len(page) > AT_ONCE:
        shown["next"] = _address(request, after=f"{page[AT_ONCE - 1].due_on}.{page[AT_ONCE - 1].pk}")
    return render(request, "supervision/lights.html", shown)


def _narrowed(found, chosen: dict):
    """By colour, and what comes after the page before."""
    if chosen.get("color"):
        found = found.filter(color=chosen["color"])
    if chosen.get("after"):
        due_on, pk = chosen["after"]
        found = found.filter(Q(due_on__gt=due_on) | Q(due_on=due_on, pk__gt=pk))
    return found


def _review(assignment: Assignment, rules, days, on):
    """The reviewer's light, where the matter waits for a review."""
    if assignment.state not in (State.SUBMITTED, State.OBJECTED) or not assignment.submitted_on:
        return None
    words = {"said": "提出异议", "awaited": "答复"} if assignment.state == State.OBJECTED else {}
    return review_light(assignment.submitted_on, rules, days, on, **words)


def _chips(request: HttpRequest, counts: dict[str, int]) -> list[dict]:
    """One chip for each colour with its count, and one for all."""
    now = request.GET.get("color", "")
    chips = [{"label": f"全部 {sum(counts.values())}", "href": _address(request, color="", after=""), "active": not now}]
    for color in (Color.RED, Color.YELLOW, Color.GREEN):
        label = f"{WORDS[color]} {counts.get(color, 0)}"
        chips.append({"label": label, "href": _address(request, color=color, after=""), "active": now == color})
    return chips


def _address(request: HttpRequest, **values) -> str:
    """This page's address with some parameters replaced; empty ones fall away."""
    query = request.GET.copy()
    for name, value in values.items():
        query[name] = value
        if not value:
            del query[name]
    return f"?{query.urlencode()}"


@require_safe
@allow(Permission.SUPERVISE)
def reminders(request: HttpRequest) -> HttpResponse:
    """What was said to whom, why, and whether the letter arrived; newest first."""
    found = queries.reminders(request.user)
    before = request.GET.get("before", "")
    if before.isascii() and before.isdigit() and len(before) < 19:
        found = found.filter(pk__lt=int(before))
    page = list(found[: AT_ONCE + 1])
    shown = {"reminders": page[:AT_ONCE]}
    if len(page) > AT_ONCE:
        shown["next"] = _address(request, before=page[AT_ONCE - 1].pk)
    return render(request, "supervision/reminders.html", shown)


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
