"""Schemes: drawn up, tried on what is known, published."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from accounts.access import allow
from accounts.conflict import Refused, posted
from accounts.roles import Permission
from tasks.assessment import actions, trials
from tasks.assessment.forms import PublishForm, TrialForm
from tasks.assessment.models import Scheme
from tasks.assessment.presets import PRESETS, SCALES, scaled
from tasks.assessment.scheme import DEFAULT
from tasks.assessment.scheme import Scheme as Rules
from tasks.assessment.scheme_forms import SchemeForm


@allow(Permission.ASSESS)
def scheme(request: HttpRequest) -> HttpResponse:
    """Draw up a new version of the rules, beginning from the newest, from ?preset=, or with the grades of ?scale=."""
    last = Scheme.objects.order_by("-pk").first()
    chosen, scale = request.GET.get("preset", ""), request.GET.get("scale", "")
    based_on = Rules.from_dict(last.rules) if last else DEFAULT
    based_on = PRESETS[chosen][1] if chosen in PRESETS else based_on
    based_on = scaled(based_on, SCALES[scale]) if scale in SCALES else based_on
    form = SchemeForm(posted(request), based_on=based_on, initial={"name": last.name if last else ""})
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.new_scheme(name=form.cleaned_data["name"], rules=form.rules(), by=request.user)
        except Refused as error:
            form.add_error(None, str(error))
        else:
            messages.info(request, f"已保存：{made}。公布后才能用于考核。")
            return redirect("assessment:cycles")
    shown = {"form": form, "presets": PRESETS, "scales": SCALES, "chosen": chosen, "scale": scale}
    return render(request, "assessment/scheme.html", shown, status=422 if form.errors else 200)


@require_safe
@allow(Permission.ASSESS)
def trial(request: HttpRequest, pk: int) -> HttpResponse:
    """试算 of a scheme, draft or published, on the cycle that ?cycle= names, else the newest that was computed."""
    one = get_object_or_404(Scheme, pk=pk)
    form = TrialForm(request.GET or None)
    cycle = form.cleaned_data["cycle"] if form.is_valid() else form.fields["cycle"].queryset.first()
    rules = Rules.from_dict(one.rules)
    shown = {"scheme": one, "rules": rules, "cycle": cycle, "form": form}
    if cycle:
        lines = trials.trial(rules, cycle, timezone.localdate())
        shown |= {"lines": lines, "shares": trials.shares(lines, rules), "changed": sum(line.changed for line in lines)}
        shown |= {"moved": sum(bool(line.moves) for line in lines), "fresh": trials.fresh(rules, cycle)}
    return render(request, "assessment/trial.html", shown)


@require_POST
@allow(Permission.ASSESS)
def publish(request: HttpRequest, pk: int) -> HttpResponse:
    """公布 a scheme."""
    one = get_object_or_404(Scheme, pk=pk)
    form = PublishForm(request.POST)
    if not form.is_valid():
        raise Refused("请填写“公布日期”，如2026-01-05。")
    actions.publish_scheme(scheme=one, on=form.cleaned_data["on"], today=timezone.localdate(), by=request.user)
    messages.info(request, f"已公布：{one}。")
    return redirect("assessment:cycles")


def publish_form(one: Scheme) -> PublishForm | None:
    """The form that publishes an unpublished scheme."""
    if one.published_on:
        return None
    action = reverse("assessment:publish", args=[one.pk])
    # Several drafts may stand on one page: each label has to find its own field.
    return PublishForm(action=action, auto_id=f"id_%s_{one.pk}", initial={"on": timezone.localdate()})
