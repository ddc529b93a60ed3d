"""A small 测评 of two units by 书记 (letters) and 服务对象代表 (slips), run by the real actions."""

import re
from datetime import date
from decimal import Decimal

from accounts.models import Letter, Unit, User
from accounts.roles import Role
from tasks.assessment import actions as assessment
from tasks.assessment.models import Cycle, Scheme
from tasks.ballots.actions import drawing, voting
from tasks.ballots.actions.drawing import GroupSaid
from tasks.ballots.models import Ballot
from tasks.ballots.rules import DEFAULT
from tests import factories
from tests.tasks.chain import at

PUBLISHED, FROM, TO, TODAY, LAST = date(2025, 12, 20), date(2026, 1, 1), date(2026, 12, 31), date(2026, 12, 7), date(2026, 12, 18)
SECRETARIES, SERVED = "单位书记", "服务对象代表"
CODE = re.compile(r"票号 ([A-Z0-9-]{14})")


class Booth:
    """The office, two units, `secretaries` people with a mailbox."""

    def __init__(self, secretaries: int = 3) -> None:
        self.admin: User = factories.post(Role.OFFICE_ADMIN).user
        self.units: list[Unit] = [factories.unit("县审计局党组"), factories.unit("县统计局党组")]
        self.voters = [self.voter(n) for n in range(secretaries)]
        self.cycle = self.opened_cycle()

    def voter(self, number: int, *, email: bool = True) -> User:
        """A secretary of some unit."""
        who = factories.user(f"评议人{number}", email=f"voter{number}@qinghe.example" if email else "")
        return factories.post(Role.UNIT_SECRETARY, who=who).user

    def opened_cycle(self) -> Cycle:
        """A cycle under the seeded scheme."""
        scheme = Scheme.objects.order_by("pk").first()
        if scheme.published_on is None:
            assessment.publish_scheme(scheme=scheme, on=PUBLISHED, today=TODAY, by=self.admin)
        dates = {"from_on": FROM, "to_on": TO}
        return assessment.open_cycle(title="2026年度考核", scheme=scheme, **dates, now=at(TODAY), by=self.admin)

    def drawn(self, *groups: GroupSaid, title: str = "年度民主测评", rules=DEFAULT, **values) -> Ballot:
        """A draft."""
        said = {"cycle": self.cycle, "title": title, "explanation": "", "trial": False, "closes_on": LAST} | values
        chosen = list(groups) or [
            GroupSaid(SECRETARIES, Decimal(60), role=Role.UNIT_SECRETARY),
            GroupSaid(SERVED, Decimal(40), slips=3),
        ]
        return drawing.draw_up(
            values=said, units=self.units, groups=chosen, rules=rules.as_dict(), on=TODAY, by=self.admin
        )  # fmt: skip

    def opened(self, *groups: GroupSaid, **values) -> Ballot:
        """Votes may come in."""
        return drawing.open_(ballot=self.drawn(*groups, **values), on=TODAY, now=at(TODAY), by=self.admin)

    def print_slips(self, ballot: Ballot, name: str = SERVED) -> list[str]:
        """The codes on a group's slips."""
        return drawing.print_slips(group=ballot.groups.get(name=name), by=self.admin)

    def answers(self, *grades: str) -> dict[int, str]:
        """A sheet, in the order of the units."""
        return {unit.pk: grade for unit, grade in zip(self.units, grades, strict=True)}

    def cast(self, ballot: Ballot, code: str, *grades: str, on: date = TODAY) -> None:
        """One vote."""
        voting.cast(ballot=ballot, code=code, answers=self.answers(*grades), on=on, now=at(on))


def code_of(user: User, ballot: Ballot) -> str:
    """The code in the letter that waits for this person."""
    return CODE.search(Letter.objects.get(to=user, kind="ballot", data__ballot=ballot.pk).text)[1]
