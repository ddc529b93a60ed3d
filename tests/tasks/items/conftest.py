"""Drafts, ready and issued."""

from datetime import date

import pytest

from tasks.items.actions import draft_from_speech, issue, settle
from tests.factories import approve
from tests.keeping import once
from tests.tasks.conftest import NOW, ON

DUE = date(2026, 12, 31)


@pytest.fixture
def draft(speech, small):
    """The draft of the decided speech: item 1 of all units, item 2 of none, no dates."""
    title = "2026年度党建工作责任清单"
    return once(lambda: draft_from_speech(speech=speech, year=2026, title=title, by=small.admin), "draft", speech, small.admin)


@pytest.fixture
def ready(draft, small):
    """Nothing is missing in it; item 2 is for organ A alone."""
    values = {"units": [small.a.unit], "due_on": DUE}
    once(lambda: settle(responsibility_list=draft, **values, by=small.admin), "ready", draft, small.admin, small.a.unit)
    return draft


@pytest.fixture
def issued(ready, small):
    """Approved and issued."""
    once(lambda: _issue(ready, small), "issued", ready, small.admin)
    ready.refresh_from_db()
    return ready


def _issue(ready, small) -> None:
    approve(ready, on=ON, by=small.admin)
    issue(responsibility_list=ready, number="清直党〔2026〕8号", on=ON, now=NOW, by=small.admin)
