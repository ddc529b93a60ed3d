"""Who reports, what a report says today, and what waits for whom."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Count, QuerySet

from accounts.models import Post
from tasks.ballots.queries import subjects
from tasks.duty_reports.content import Content, put_together, words_of
from tasks.duty_reports.drafting import draft
from tasks.duty_reports.gathering import gather
from tasks.duty_reports.models import DutyCall, DutyReport, SignedReport, TypedReport
from tasks.duty_reports.states import REPORTERS, ReportState


def reporters(on: date) -> QuerySet[Post]:
    """Secretaries and leaders of the day in units that were ever given an item."""
    return Post.objects.on(on).with_role(*REPORTERS).filter(unit__in=subjects()).select_related("user", "unit")


def missing_from(call: DutyCall, on: date) -> QuerySet[Post]:
    """Who came into post after the call, and was not asked yet."""
    return reporters(on).exclude(duty_reports__call=call)


def statements_of(report: DutyReport, on: date) -> tuple:
    """What the records say of the report's post today: a fixed number of queries."""
    cycle = report.call.cycle
    return draft(gather([report.post], cycle.from_on, cycle.to_on, on)[report.post_id])


def as_it_stands(report: DutyReport, on: date) -> Content:
    """The statements of today with what was typed into the report."""
    return put_together(statements_of(report, on), words_of(report.words), on)


def standing(report: DutyReport) -> SignedReport | None:
    """The signed version that was not returned."""
    return report.signings.filter(returned_at=None).select_related("by").first()


def to_write(user, on: date) -> list[DutyReport]:
    """What waits for this person: to sign, or as clerk to prepare; soonest first, with the reason where it was returned."""
    found = DutyReport.objects.workable_by(user).unsigned().with_everything().prefetch_related("signings")
    rows = list(found.filter(post__in=Post.objects.on(on)).order_by("call__due_on", "id"))
    for one in rows:
        one.is_own = one.post.user_id == user.pk
        one.reason = next((each.reason for each in reversed(one.signings.all()) if each.reason), "")
    return rows


def counts(call: DutyCall) -> dict[str, int]:
    """How many reports are in each state."""
    found = dict(call.reports.order_by().values_list("state").annotate(Count("pk")))
    return {state: found.get(state, 0) for state in ReportState.values}


def signed_on(reports: Iterable[DutyReport]) -> dict[int, date]:
    """By report, the day of the signature that stands: one query."""
    return dict(SignedReport.objects.filter(report__in=list(reports), returned_at=None).values_list("report", "on"))


def typed_of(report: DutyReport, user) -> TypedReport | None:
    """What this person has typed for the report and not saved."""
    return TypedReport.objects.filter(report=report, by=user).first()
