"""专项."""

from datetime import date

from django.db import transaction

from accounts.trail.actions import record
from tasks.items.models import Campaign


@transaction.atomic
def begin_campaign(*, name: str, starts_on: date, ends_on: date, about: str = "", by) -> Campaign:
    """设立专项, for lists to belong to."""
    made = Campaign(name=name, starts_on=starts_on, ends_on=ends_on, about=about)
    made.full_clean()
    made.save(force_insert=True)
    record(act="设立专项", target=made, after={"name": name, "starts_on": starts_on, "ends_on": ends_on}, by=by)
    return made
