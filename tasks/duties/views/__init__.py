"""Pages of standing duties."""

from tasks.duties.views.checking import check, sample
from tasks.duties.views.library import duty_edit, duty_new, duty_retire, library
from tasks.duties.views.overview import overview
from tasks.duties.views.plans import change, plan, plans, switch_off, switch_on
from tasks.duties.views.units import done, excuse, mine, period, unit

__all__ = [
    "change", "check", "done", "duty_edit", "duty_new", "duty_retire", "excuse", "library", "mine", "overview", "period", "plan", "plans",
    "sample", "switch_off", "switch_on", "unit",
]  # fmt: skip
