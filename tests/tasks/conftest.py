"""A decided speech of two directives, and the office."""

from datetime import UTC, date, datetime

import pytest

from speeches.models import Directive, Speech
from speeches.states import DirectiveState, SpeechState
from tests.factories import Office, office
from tests.keeping import once

NOW = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
ON = date(2026, 11, 24)
TEXT = "一要转作风。各单位要改进文风会风，减少文件，精简会议。二要抓党课。书记每年讲党课。"


@pytest.fixture
def small(db) -> Office:
    """The small office."""
    return office()


@pytest.fixture
def speech(small) -> Speech:
    """Decided: one directive with three demands, one without a named actor."""
    return once(lambda: _decided(small), "decided speech", small.admin)


def _decided(small: Office) -> Speech:
    made = Speech.objects.create(
        title="座谈会讲话", digest="0" * 64, text=TEXT, state=SpeechState.DECIDED, received_at=NOW, received_by=small.admin
    )
    decided = {"state": DirectiveState.CONFIRMED, "decided_at": NOW, "decided_by": small.admin, "strength": "soft"}
    first, second = TEXT.index("一要"), TEXT.index("二要")
    cuts = [TEXT.index("各单位"), TEXT.index("减少"), TEXT.index("精简"), second]
    Directive.objects.create(
        speech=made,
        order=1,
        start=first,
        end=second,
        title="改进文风会风",
        actor="各单位",
        themes=["作风建设"],
        demands=[[cuts[i], cuts[i + 1]] for i in range(3)],
        **decided,
    )
    Directive.objects.create(speech=made, order=2, start=second, end=len(TEXT), title="抓党课", themes=["党员教育管理"], **decided)
    return made
