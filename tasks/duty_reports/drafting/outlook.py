"""四、下一步打算: what is still in hand, from the records; plans are the person's own words. Pure."""

from collections.abc import Iterator

from tasks.duty_reports.content import Statement
from tasks.duty_reports.drafting.wording import all_behind, day, named
from tasks.duty_reports.facts import Facts


def statements(facts: Facts) -> Iterator[Statement]:
    """Open matters with their dates, and problems that are not closed."""
    hand = sorted((one for one in facts.matters if one.open), key=lambda one: (one.due_on, one.pk))
    late = [one for one in hand if one.overdue(facts.on)]
    if hand:
        first, last = day(hand[0].due_on, facts), day(hand[-1].due_on, facts)
        span = f"时限{first}" if first == last else f"时限自{first}至{last}"
        overdue = f"，其中已逾期{len(late)}项" if late else ""
        yield Statement("next.hand", f"在办事项{len(hand)}项，{span}{overdue}。", all_behind(hand, facts))
    else:
        yield Statement("next.none", "现无在办的责任清单事项。")
    left = [one.title for one in facts.problems if not one.settled_on or one.recurred]
    if left:
        yield Statement("next.problems", f"{named(left)}须继续整改至核验销号。")
