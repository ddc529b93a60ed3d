"""Bring the demo office in: founding, then the same import that an office uses. Running it again changes nothing."""

from collections.abc import Iterable
from datetime import date, datetime, time

from django.conf import settings
from django.contrib.auth.hashers import is_password_usable, make_password
from django.db import transaction
from django.utils import timezone

from accounts.conflict import Refused
from accounts.demo import rows
from accounts.demo.organs import COUNTY, LEADERS, ORGANS
from accounts.founding import found
from accounts.importing.actions import preview, take
from accounts.importing.shapes import Plan
from accounts.importing.template import template
from accounts.roles import Role
from accounts.trail.actions import as_of, record
from accounts.units.actions import appoint
from accounts.units.models import Post, Unit
from accounts.users.actions import open_account
from accounts.users.models import User

PASSWORD = "qinghe-demo-2026"
BEGAN, IMPORTED = date(2025, 1, 2), date(2025, 2, 5)
GUARDIANS = {
    Role.SYSTEM_ADMIN: ("xitong", "钟维安"),
    Role.SECURITY_ADMIN: ("anquan", "童守正"),
    Role.AUDIT_ADMIN: ("shenji", "盛明察"),
}
# (account, who, what for): shown on the sign-in page of the demo and at the end of load_demo.
DEMO_SIGN_INS = (
    ("gongwei1", "县直机关工委常务副书记（党建办管理员）", "导入讲话、逐句判定、印发清单、审核、考核"),
    ("gongwei2", "县直机关工委办公室主任（党建办管理员）", "第二名管理员：审核与销号分人办理"),
    ("ducha", "县委办公室督查室主任（督查员）", "看亮灯、催办、核验销号"),
    ("xianwei1", "县委书记（县委领导）", "看全县：卡在哪里、谁负责"),
    ("caizheng-shuji", "县财政局党组书记（第一责任人）", "我的事项：签收、报进展、提请办结"),
    ("caizheng-fu1", "县财政局党组成员（分管领导）", "一岗双责：自己分管的事项"),
    ("caizheng-ganshi", "县财政局机关党委专职副书记（党务干部）", "报进展、附佐证"),
    ("jiaoyu-shuji", "县教育局党委书记（第一责任人）", "另一个单位，可对照看权限"),
    ("xitong", "系统管理员", "人员与单位、批量导入、口令条"),
    ("anquan", "安全管理员", "权限、停用账号、解除锁定"),
    ("shenji", "审计管理员", "痕迹查询与校验"),
)


def load_people(*, on: date) -> Plan:
    """The whole office with its sign-ins; returns what the import did. Refused outside the demo."""
    if not settings.DEMO:
        raise Refused("只有演示环境（DEMO=1）可以载入演示数据。")
    with as_of(timezone.make_aware(datetime.combine(IMPORTED, time(9)))), transaction.atomic():
        return _load(on)


def _load(on: date) -> Plan:
    if not Unit.objects.exists() and not User.objects.exists():
        found(unit=COUNTY, short_name="县委", guardians=GUARDIANS, on=BEGAN)
    system_admin = User.objects.get(username=GUARDIANS[Role.SYSTEM_ADMIN][0])
    sheet = template(rows.units(), rows.people())
    done = take(content=sheet, digest=preview(sheet).digest, on=on, by=system_admin)
    _predecessor(system_admin)
    _give_password(User.objects.order_by("id"), system_admin)
    return done


def _predecessor(by: User) -> None:
    """县水利局 had another secretary until the end of January 2025: duties follow the post, not the person."""
    unit, ended = Unit.objects.get(name="县水利局党组"), date(2025, 1, 31)
    if Post.objects.filter(unit=unit, role=Role.UNIT_SECRETARY, valid_to=ended).exists():
        return
    former = open_account(username="shuili-yuan", name="穆长河", by=by)
    title = "党组书记、局长"
    appoint(user=former, unit=unit, role=Role.UNIT_SECRETARY, title=title, valid_from=date(2021, 6, 1), valid_to=ended, by=by)


def _give_password(users: Iterable[User], by: User) -> None:
    """The one shown password for all that have none; hashed once, because hashing is slow on purpose."""
    encoded = make_password(PASSWORD)
    for user in users:
        if not is_password_usable(user.password):
            User.objects.filter(pk=user.pk).update(password=encoded)
            record(act="设置演示密码", target=user, by=by)


def sign_in_lines() -> list[str]:
    """The table of sign-ins as the terminal shows it."""
    width = max(len(account) for account, _, _ in DEMO_SIGN_INS)
    lines = [f"  {account.ljust(width)}  {who}：{what}" for account, who, what in DEMO_SIGN_INS]
    others = (
        f"各单位：账号为“单位拼音-shuji / -fu1 / -ganshi”，如 {ORGANS[2].key}-shuji；县委领导 {LEADERS[0][0]} 至 {LEADERS[-1][0]}。"
    )
    return [f"演示账号（密码都是 {PASSWORD}）：", *lines, others]
