"""What four units did in a year, by the real actions: all on time; late and once returned; late with a reason; hardly anything."""

from dataclasses import dataclass
from datetime import date, timedelta

from accounts.models import Post, Unit, User
from accounts.roles import Role
from tasks.items import actions as items
from tasks.items.models import Assignment, ResponsibilityList
from tasks.supervision.acts import excusing
from tasks.supervision.orders import actions as orders
from tests import factories
from tests.journeys.walking import give_account
from tests.tasks.chain import Chain, at
from tests.tasks.speech import seed_speech

FIRST, SECOND, LIMIT = date(2026, 6, 30), date(2026, 9, 30), date(2026, 10, 30)
FLOOD = "6月下旬全体人员参加防汛抢险，县防汛指挥部有调令。"
DEMANDS = {"落实主体责任": FIRST, "强化监督考核": SECOND}


@dataclass
class Year:
    """The office with its records."""

    chain: Chain
    listed: ResponsibilityList
    prompt: Unit
    late: Unit
    excused: Unit
    failing: Unit

    @property
    def units(self) -> list[Unit]:
        """In the order of the fates."""
        return [self.prompt, self.late, self.excused, self.failing]

    def secretary(self, unit: Unit) -> User:
        """Who answers for a unit."""
        return self.chain.secretaries[unit.pk]


def lived(people: factories.Office) -> Year:
    """Two demands of the speech for each of the four units of the small office, and what became of them."""
    more = [factories.organ(name, people.county) for name in ("县审计局党组", "县统计局党组")]
    for organ in more:
        give_account(organ.secretary)
    organs = [people.a, people.b, *more]
    chain = Chain(people.admin, people.supervisor, {organ.unit.pk: organ.secretary for organ in organs})
    units = [organ.unit for organ in organs]
    speech = seed_speech(people.admin)
    told = {one.title: one for one in speech.directives.all()}
    rows = [{"directive": told[title], "units": units, "due_on": due} for title, due in DEMANDS.items()]
    year = Year(chain, chain.issue(*rows, speech=speech), *units)
    _in_time(year), _late(year), _excused(year), _failing(year)
    return year


def issued_rectification(year: Year, draft: ResponsibilityList, on: date) -> Assignment:
    """The list with a recorded problem is approved and issued; gives the matter of the unit."""
    factories.approve(draft, on=on, by=year.chain.admin)
    clock = {"on": on, "now": at(on), "by": year.chain.admin}
    items.issue(responsibility_list=draft, number="清直党〔2026〕19号", over_reason="考核发现的问题须限期整改。", **clock)
    return Assignment.objects.get(item__responsibility_list=draft)


def _matters(year: Year, unit: Unit) -> list[Assignment]:
    found = Assignment.objects.filter(item__responsibility_list=year.listed, unit=unit)
    return list(found.order_by("due_on"))


def _in_time(year: Year) -> None:
    for one in _matters(year, year.prompt):
        year.chain.deliver(one, one.due_on - timedelta(days=8), close_off=True)


def _late(year: Year) -> None:
    first, second = _matters(year, year.late)
    year.chain.deliver(first, FIRST + timedelta(days=9), returns=1)
    year.chain.deliver(second, SECOND - timedelta(days=1))


def _excused(year: Year) -> None:
    first, second = _matters(year, year.excused)
    year.chain.deliver(first, FIRST + timedelta(days=6))
    day = FIRST + timedelta(days=10)
    excusing.excuse(assignment=first, reason=FLOOD, on=day, now=at(day), by=year.chain.checker)
    year.chain.deliver(second, SECOND - timedelta(days=3))


def _failing(year: Year) -> None:
    """Nothing was handed in, and the 督办单 about it is not answered in time."""
    first, _ = [year.chain.accept(one) for one in _matters(year, year.failing)]
    said = {"basis": "已逾期三个月。", "demand": "请说明原因，限期办结。", "limit_on": LIMIT}
    to, day = Post.objects.get(unit=year.failing, role=Role.UNIT_SECRETARY), LIMIT - timedelta(days=14)
    orders.issue(assignment=first, version=first.version, to_post=to, on=day, now=at(day), by=year.chain.checker, **said)
