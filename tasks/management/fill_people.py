"""The units and people of an office that is filled for trying."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from accounts.models import Portfolio, Post, Unit, UnitKind, User
from accounts.roles import Role
from accounts.users.names import initials
from tasks.management.fill_trail import BATCH, keep_trail

BRANCHES = 19
BUREAUS = [
    "财政",
    "教育",
    "民政",
    "水利",
    "农业农村",
    "交通运输",
    "卫生健康",
    "应急管理",
    "司法",
    "审计",
    "统计",
    "林业",
    "文化旅游",
    "市场监管",
]
SURNAMES, GIVEN = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗", "建国志强明华海涛文军晓东丽萍春梅秀英永红卫民"
THEMES = ("政治建设", "思想建设", "组织建设", "作风建设", "纪律建设", "制度建设", "反腐败", "监督考核", "队伍建设", "减负")


@dataclass(frozen=True)
class Hands:
    """Who acts: the office, its checker, and for each unit its secretary and leader."""

    office: User
    checker: User
    secretary: dict[int, User]
    leader: dict[int, Post]


def make_units(count: int) -> list[Unit]:
    """A county of its own: organs, and nineteen branches below each."""
    root = Unit(name=f"中共演练县委员会{_round()}", kind=UnitKind.COUNTY_COMMITTEE, path=_root_path())
    root.save(force_insert=True)
    made: list[Unit] = []
    while len(made) < count:
        made += _organ(root, len(made) // (BRANCHES + 1) + 1, count - len(made))
    keep_trail((unit, "设立单位", None, {"name": unit.name}) for unit in made)
    return made


def _organ(root: Unit, number: int, most: int) -> list[Unit]:
    """One organ with its branches, at most `most` units together."""
    name = f"{BUREAUS[number % len(BUREAUS)]}{number}局"
    tail = root.name.removeprefix("中共演练县委员会")
    organ = Unit(
        name=f"演练县{name}党组{tail}", short_name=name, kind=UnitKind.PARTY_GROUP, parent=root, path=f"{root.path}{number:04}/"
    )
    organ.save(force_insert=True)
    below = Unit.objects.bulk_create(
        Unit(
            name=f"{organ.name}第{n}党支部",
            short_name=f"{name}第{n}支部",
            kind=UnitKind.BRANCH,
            parent=organ,
            path=f"{organ.path}{n:04}/",
        )
        for n in range(1, min(BRANCHES, most - 1) + 1)
    )
    return [organ, *below]


def _round() -> str:
    """Told apart from an office that was filled before."""
    before = Unit.objects.filter(name__startswith="中共演练县委员会").count()
    return f"（{before + 1}）" if before else ""


def _root_path() -> str:
    last = Unit.objects.filter(parent=None).order_by("path").last()
    return f"{int(last.path[:4]) + 1 if last else 1:04}/"


def make_people(units: list[Unit], today: date, chance: Random) -> Hands:
    """A secretary, a leader with a portfolio and a clerk for each unit; the office's own people are taken or made."""
    office, checker = _office(Role.OFFICE_ADMIN, units[0].parent, today), _office(Role.SUPERVISOR, units[0].parent, today)
    since, stamp = today - timedelta(1500), units[0].pk
    users = User.objects.bulk_create((_user(f"fill{stamp}-{n}", chance) for n in range(len(units) * 3)), batch_size=BATCH)
    roles = (Role.UNIT_SECRETARY, Role.UNIT_LEADER, Role.UNIT_CLERK)
    posts = Post.objects.bulk_create(
        (Post(user=user, unit=units[n // 3], role=roles[n % 3], valid_from=since) for n, user in enumerate(users)), batch_size=BATCH
    )
    leaders = {post.unit_id: post for post in posts if post.role == Role.UNIT_LEADER}
    Portfolio.objects.bulk_create(
        (Portfolio(post=post, field=chance.choice(THEMES), valid_from=since) for post in leaders.values()), batch_size=BATCH
    )
    keep_trail((post, "任职", None, {"role": post.role, "valid_from": since}) for post in posts)
    return Hands(office, checker, {post.unit_id: post.user for post in posts if post.role == Role.UNIT_SECRETARY}, leaders)


def _user(username: str, chance: Random) -> User:
    name = chance.choice(SURNAMES) + "".join(chance.sample(GIVEN, 2))
    return User(username=username, name=name, initials=initials(name), email=f"{username}@example.cn", password="!")


def _office(role: Role, unit: Unit, today: date) -> User:
    """Whoever holds the role, else somebody new without a password."""
    held = Post.objects.on(today).with_role(role).select_related("user").first()
    if held:
        return held.user
    user = User.objects.create(username=f"fill-{role}", name="演练人员", initials="ylry", password="!")
    Post.objects.create(user=user, unit=unit, role=role, valid_from=today - timedelta(1500))
    return user
