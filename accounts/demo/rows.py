"""The demo office as the two sheets of an import: the same rows each time. Pure."""

from collections.abc import Iterator
from random import Random

from accounts.demo.organs import CHARGES, COUNTY, COUNTY_OFFICE, HEADS_CHARGE, LEADERS, OFFICES, ORGANS, WORK_COMMITTEE, Organ

SINCE = "2025-02-01"
SECRETARY, LEADER, CLERK = "书记（第一责任人）", "班子成员（分管领导）", "党务干部"
SURNAMES = "周吴郑冯陈褚卫蒋沈韩杨朱秦许何吕施张孔曹严华金魏陶姜谢邹苏潘范彭鲁韦马苗方俞任袁柳鲍史唐费岑薛雷贺倪汤罗毕郝安常傅卞康伍余顾孟黄穆萧尹"
GIVEN = (
    "文斌晓梅立群建业淑敏志远海燕国栋雅琴永刚丽华春生玉洁宏伟秀兰明轩思源佳慧振宇红霞广林若兰兴民爱萍守信"
    "静怡德厚彦博凤英树森清扬巧云卫东文静学勤润泽金玲长河敏芝景行如松月娥承志书瑶一鸣锦程素贞浩然兰芳知行"
)


class Names:
    """Invented names, each given once, always in the same order."""

    def __init__(self) -> None:
        chance = Random("清禾县")
        given = [GIVEN[i : i + 2] for i in range(0, len(GIVEN), 2)]
        pairs = [surname + name for surname in SURNAMES for name in given]
        self.left = chance.sample(pairs, 400)

    def next(self) -> str:
        """A name that nobody has yet."""
        return self.left.pop()


def units() -> list[tuple[str, ...]]:
    """Rows of 单位, from above to below."""
    rows = [(COUNTY, "县委", "", "县委"), (WORK_COMMITTEE, "机关工委", COUNTY, "机关工委")]
    for _, name, short, body, kind, _, _ in OFFICES:
        rows += [(name, "工作机构", COUNTY, short), (body, kind, name, body)]
    for organ in ORGANS:
        rows.append((organ.name, organ.kind, COUNTY, organ.short))
        rows += [(name, kind, _above(organ, kind), "") for name, kind in organ.below]
    return rows


def _above(organ: Organ, kind: str) -> str:
    """Branches stand below the organ's 机关党委 where there is one."""
    office_committee = next((name for name, k in organ.below if k == "机关党委"), organ.name)
    return office_committee if kind == "党支部" else organ.name


def people() -> list[tuple[str, ...]]:
    """Rows of 人员: the office, the county's leaders, then organ by organ."""
    names = Names()
    rows = list(_office(names)) + list(_leaders(names))
    for key, _, _, body, _, title, deputy in OFFICES:
        rows += _body(key, body, title, (deputy,), "机关党务干事", names)
    for organ in ORGANS:
        staff = _body(organ.key, organ.name, organ.head, organ.deputies, organ.clerk, names)
        rows += staff
        rows += _secretaries_below(organ, staff)
    return rows


def _row(name, account, unit, role, title, fields="", units="", email="", phone="") -> tuple[str, ...]:
    return (name, account, unit, role, title, SINCE, fields, units, email, phone)


def _office(names: Names) -> Iterator[tuple[str, ...]]:
    mail = "gongwei@qinghe.example"
    yield _row(names.next(), "gongwei1", WORK_COMMITTEE, "党建办管理员", "常务副书记", email=mail, phone="0300-5550101")
    yield _row(names.next(), "gongwei2", WORK_COMMITTEE, "党建办管理员", "办公室主任", email=mail, phone="0300-5550102")
    yield _row(names.next(), "ducha", COUNTY_OFFICE, "督查员", "督查室主任", email="ducha@qinghe.example", phone="0300-5550103")


def _leaders(names: Names) -> Iterator[tuple[str, ...]]:
    organs = {organ.key: organ.name for organ in ORGANS}
    for account, title, keys in LEADERS:
        in_charge = "、".join(organs[key] for key in keys)
        yield _row(names.next(), account, COUNTY, "县委领导", title, units=in_charge, email=f"{account}@qinghe.example")


def _body(key: str, unit: str, head: str, deputies: tuple[str, ...], clerk: str, names: Names) -> list[tuple[str, ...]]:
    """Secretary, deputies with their fields, clerk. Secretary and clerk share the office's mailbox; later deputies have none."""
    mail = f"{key}@qinghe.example"
    rows = [_row(names.next(), f"{key}-shuji", unit, SECRETARY, head, HEADS_CHARGE, email=mail)]
    for number, (title, fields) in enumerate(zip(deputies, _dealt(len(deputies)), strict=True), start=1):
        own = f"{key}-fu1@qinghe.example" if number == 1 else ""
        rows.append(_row(names.next(), f"{key}-fu{number}", unit, LEADER, title, fields, email=own))
    rows.append(_row(names.next(), f"{key}-ganshi", unit, CLERK, clerk, email=mail))
    return rows


def _dealt(deputies: int) -> tuple[str, ...]:
    """The charges dealt out: two deputies share all, a single one is given the first only, so that holes can be seen."""
    first, second, third = CHARGES
    return {1: (first,), 2: (first, f"{second}、{third}")}.get(deputies, CHARGES)


def _secretaries_below(organ: Organ, staff: list[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """The bodies below are led by the organ's own deputies and its clerk: one person, several posts."""
    _, *others = staff
    rows = []
    for number, (name, kind) in enumerate(organ.below):
        person = others[number % len(others)]
        rows.append(_row(person[0], person[1], name, SECRETARY, f"{kind}书记", email=person[8]))
    return rows
