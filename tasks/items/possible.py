"""Which due dates can be given. Pure."""

from datetime import date, timedelta

from accounts.conflict import Refused

FURTHEST = timedelta(days=3 * 366)


def must_be_possible(due_on: date, on: date) -> None:
    """A new due date lies between today and three years from now: a mistyped year is told."""
    if due_on < on:
        raise Refused(f"新时限 {due_on:%Y年%-m月%-d日} 已过。请改为 {on:%Y年%-m月%-d日} 或以后。")
    if due_on > on + FURTHEST:
        raise Refused(f"新时限 {due_on:%Y年%-m月%-d日} 超过三年。请核对年份。")
