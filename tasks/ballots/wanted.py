"""Asked at sending time: is this letter with a code still of use?"""

from datetime import datetime

from django.utils import timezone

from accounts.letters.models import Letter
from tasks.ballots.models import Ballot, BallotState


def still_wanted(letter: Letter, now: datetime) -> bool:
    """While the 测评 takes votes."""
    last = timezone.localdate(now)
    return Ballot.objects.filter(pk=letter.data["ballot"], state=BallotState.OPEN, closes_on__gte=last).exists()
