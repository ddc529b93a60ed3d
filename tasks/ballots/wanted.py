"""Asked at sending time: is this letter with a code still of use?"""

from datetime import datetime

from django.utils import timezone

from accounts.letters.models import Letter
from tasks.ballots.models import Ballot, BallotState


def still_wanted(letters: list[Letter], now: datetime) -> set[int]:
    """Those (primary keys) whose 测评 takes votes."""
    named = {letter.data["ballot"] for letter in letters}
    taking = Ballot.objects.filter(pk__in=named, state=BallotState.OPEN, closes_on__gte=timezone.localdate(now))
    open_ = set(taking.values_list("pk", flat=True))
    return {letter.pk for letter in letters if letter.data["ballot"] in open_}
