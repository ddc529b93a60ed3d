"""The period that a page of supervision looks at: a quarter, a half-year or a year, from the address. Pure."""

from collections.abc import Mapping
from datetime import date, timedelta

from tasks.duties.rules.periods import Span, span_of
from tasks.duties.states import Period

RHYTHMS = {Period.QUARTER: "季度", Period.HALF_YEAR: "半年", Period.YEAR: "全年"}
FIRST, LAST = 2000, 2100


def chosen(said: Mapping[str, str], on: date) -> Span:
    """The span that the address names; what makes no sense is the quarter of today."""
    rhythm = said.get("rhythm", "")
    try:
        day = date.fromisoformat(said.get("on", ""))
    except ValueError:
        day = on
    day = day if FIRST <= day.year <= LAST else on
    return span_of(rhythm if rhythm in RHYTHMS else Period.QUARTER, day)


def choices(span: Span, on: date, **kept: str) -> list[dict]:
    """Chips for parts/filters.html: the period before and after (not beyond today), and the same day in other rhythms."""
    keep = "".join(f"&{name}={value}" for name, value in kept.items() if value)
    before, after = span_of(span.rhythm, span.start - timedelta(1)), span_of(span.rhythm, span.end + timedelta(1))
    chips = [{"label": f"‹ {before.label}", "href": f"?rhythm={span.rhythm}&on={before.start}{keep}"}]
    chips.append({"label": span.label, "href": f"?rhythm={span.rhythm}&on={span.start}{keep}", "active": True})
    if after.start <= on:
        chips.append({"label": f"{after.label} ›", "href": f"?rhythm={span.rhythm}&on={after.start}{keep}"})
    day = min(max(on, span.start), span.end)
    others = [(rhythm, label) for rhythm, label in RHYTHMS.items() if rhythm != span.rhythm]
    return chips + [{"label": f"按{label}看", "href": f"?rhythm={rhythm}&on={day}{keep}"} for rhythm, label in others]
