"""One matter with its whole life: of one unit, and of one item over all its units."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.access import allow
from accounts.roles import Permission
from tasks.desk import queries, standing, supervised, timeline
from tasks.errands import queries as errands
from tasks.items.holders import in_post
from tasks.items.models import Assignment
from tasks.items.paging import page
from tasks.items.queries import reached
from tasks.items.rights import holds
from tasks.supervision.lights import WORDS, Color, light
from tasks.supervision.queries import counts, facts, lights_of, lit, missed_by, of_color, rules_on

WORST_FIRST = (Color.RED, Color.YELLOW, Color.GREEN, Color.DONE_LATE, Color.GREY)


@require_safe
@allow(Permission.READ_LISTS)
def assignment(request: HttpRequest, pk: int) -> HttpResponse:
    """One unit's matter: the requirement its words in the speech, the light, the life, and the acts open to this person.

    A `guest` is somebody of the 核验单位: the list and the other units' matters are not theirs to see.
    """
    one = get_object_or_404(queries.whole(request.user), pk=pk)
    on = timezone.localdate()
    shown = {
        "assignment": one,
        "light": lights_of([one], on)[one.pk],
        "events": timeline.events(one),
        "acts": standing.acts(one, request.user, on),
        "standing": standing.of(one, request.user, on),
        "errands": errands.of(one),
        "excuse": supervised.standing_excuse(one),
        "may_reply": holds(request.user, Permission.SUBMIT, one),
        "on": on,
        "guest": not Assignment.objects.visible_to(request.user).filter(pk=one.pk).exists(),
    }
    shown |= reached(request.user, one) | {"more_words": queries.more_words(one.item)}
    if one.item.directive:
        shown["words"] = queries.words(one.item.directive, one.item.spans)
    return render(request, "desk/assignment.html", shown)


@require_safe
@allow(Permission.READ_LISTS)
def item(request: HttpRequest, pk: int) -> HttpResponse:
    """One item over all its units within reach."""
    one = get_object_or_404(queries.items(request.user), pk=pk)
    on, chosen = timezone.localdate(), request.GET.get("light", "")
    rules, found = rules_on(on), queries.units_of(one, request.user)
    counted = counts(lit(found.prefetch_related(None), rules, on))
    if chosen in WORDS:
        found = of_color(found, chosen, rules, on)
    at = page(found, request.GET, order=("unit__path",))
    missed = missed_by(at.rows, on)
    rows = [(a, light(facts(a, on, missed), rules, on)) for a in in_post(at.rows, on)]
    shown = {"item": one, "on": on, "all": sum(counted.values()), "chips": _chips(counted, chosen), "rows": rows} | at.links
    shown |= {"more_words": queries.more_words(one), "steps": queries.steps_of(one, request.user)}
    shown |= {"parts": queries.parts_of(one, request.user)}
    if one.directive:
        shown["words"] = queries.words(one.directive, one.spans)
    return render(request, "desk/item.html", shown)


def _chips(counted: dict[str, int], chosen: str) -> list[dict]:
    """How many units stand under each light, each leading to these; nothing to choose where all are alike."""
    if len(counted) < 2:
        return []
    chips = [{"label": f"全部 {sum(counted.values())}", "href": "?", "active": chosen not in WORDS}]
    return chips + [
        {"label": f"{WORDS[color]} {counted[color]}", "href": f"?light={color}", "active": chosen == color}
        for color in WORST_FIRST
        if counted.get(color)
    ]
