"""An import is all or nothing, does what the preview showed, and a second time does nothing."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from django.db import connection

from accounts.conflict import Refused, Stale
from accounts.importing.actions import preview, take
from accounts.importing.shapes import Verdict
from accounts.models import Entry, Portfolio, Post, Unit, User
from accounts.roles import Role
from accounts.units.actions import create_unit
from tests import factories
from tests.accounts.importing.files import COUNTY, ORGAN, SECRETARY, book, person

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 24)
BRANCH = ("县财政局机关党支部", "党支部", ORGAN[0], "")
LEADER = person(
    姓名="刘芳", 账号="caizheng-fu", 角色="班子成员（分管领导）", 职务="副局长", 任职日期="", 分管领域="作风建设、组织建设"
)


def admin() -> User:
    """A system administrator in a unit that no import names."""
    return factories.post(Role.SYSTEM_ADMIN, factories.unit("县大数据中心", kind="office")).user


def taken(content: bytes, by: User) -> tuple[int, int, int]:
    """Import and count (new, changed, unchanged)."""
    agreed = take(content=content, digest=preview(content).digest, on=TODAY, by=by)
    return agreed.count(Verdict.NEW), agreed.count(Verdict.CHANGED), agreed.count(Verdict.UNCHANGED)


def test_units_people_posts_and_portfolios_come_into_being_whatever_the_order_of_the_lines():
    by = admin()
    assert taken(book([BRANCH, ORGAN, COUNTY], [SECRETARY, LEADER]), by) == (5, 0, 0)
    organ = Unit.objects.get(name=ORGAN[0])
    assert [unit.name for unit in Unit.objects.subtree(organ)] == [ORGAN[0], BRANCH[0]]
    secretary = Post.objects.get(role=Role.UNIT_SECRETARY)
    assert (secretary.user.name, secretary.unit, secretary.valid_from) == ("周文斌", organ, date(2025, 3, 1))
    leader = Post.objects.get(role=Role.UNIT_LEADER)
    assert (leader.valid_from, {line.field for line in leader.portfolio.all()}) == (TODAY, {"作风建设", "组织建设"})
    assert not leader.user.has_usable_password()


def test_the_same_file_a_second_time_brings_nothing_new():
    by, content = admin(), book([COUNTY, ORGAN, BRANCH], [SECRETARY, LEADER])
    taken(content, by)
    rows = (Unit.objects.count(), User.objects.count(), Post.objects.count(), Portfolio.objects.count())
    assert taken(content, by) == (0, 0, 5)
    assert (Unit.objects.count(), User.objects.count(), Post.objects.count(), Portfolio.objects.count()) == rows


def test_one_wrong_row_of_five_hundred_and_nothing_is_saved():
    by = admin()
    people = [person(账号=f"person-{n}", 姓名=f"同志{n}", 角色="党务干部") for n in range(499)]
    content = book([COUNTY, ORGAN], [*people, person(账号="last", 单位="县农业局", 角色="党务干部")])
    before = Entry.objects.count()
    with pytest.raises(Refused, match="文件中有 1 处错误，未导入"):
        taken(content, by)
    assert (Unit.objects.count(), User.objects.count(), Entry.objects.count()) == (1, 1, before)


def test_what_an_action_refuses_on_the_way_undoes_everything_before_it():
    by = admin()
    content = book([COUNTY, ORGAN], [SECRETARY, person(账号=by.username, 姓名=by.name, 角色="党务干部")])
    with pytest.raises(Refused, match="人员 第3行：不能为自己任职或免职，请由另一名管理员办理。未导入任何内容。"):
        taken(content, by)
    assert (Unit.objects.count(), User.objects.count()) == (1, 1)


def test_changed_cells_change_and_empty_cells_leave_things_as_they_are():
    by = admin()
    taken(book([COUNTY, ORGAN], [SECRETARY, LEADER]), by)
    again = [person(电子邮箱="cz@qinghe.example", 职务=""), (*LEADER[:6], "作风建设、安全稳定", *LEADER[7:])]
    shown = [change.values for change in preview(book([], again)).changes]
    assert shown == [(("电子邮箱", "", "cz@qinghe.example"),), (("分管领域", "作风建设、组织建设", "作风建设、安全稳定"),)]
    assert taken(book([], again), by) == (0, 2, 0)
    secretary = Post.objects.select_related("user").get(role=Role.UNIT_SECRETARY)
    assert (secretary.title, secretary.user.email) == ("党组书记、局长", "cz@qinghe.example")
    open_fields = set(Portfolio.objects.filter(valid_to=None).values_list("field", flat=True))
    assert open_fields == {"作风建设", "安全稳定"}


def test_a_unit_moves_with_what_is_below_it_when_its_superior_changes():
    by = admin()
    committee = ("县直机关工委", "机关工委", COUNTY[0], "")
    taken(book([COUNTY, committee, ORGAN, BRANCH]), by)
    assert taken(book([(ORGAN[0], "党组", committee[0], "")]), by) == (0, 1, 0)
    above = Unit.objects.get(name=committee[0])
    assert [unit.name for unit in Unit.objects.subtree(above)] == [committee[0], ORGAN[0], BRANCH[0]]


def test_what_changed_after_the_preview_is_not_done_blindly():
    by, content = admin(), book([COUNTY, ORGAN], [SECRETARY])
    seen = preview(content).digest
    create_unit(name=COUNTY[0], kind="county_committee", by=None)
    with pytest.raises(Stale, match="预览之后单位或人员有变化"):
        take(content=content, digest=seen, on=TODAY, by=by)
    assert list(Unit.objects.values_list("name", flat=True)) == ["县大数据中心", COUNTY[0]]


def test_an_import_leaves_a_trail_row_for_each_act_and_one_for_itself():
    by = admin()
    last = Entry.objects.latest("id").pk
    taken(book([COUNTY, ORGAN], [SECRETARY, LEADER]), by)
    acts = list(Entry.objects.filter(pk__gt=last).values_list("act", flat=True))
    assert acts == [
        "设立单位", "设立单位", "开立账号", "任职", "开立账号", "任职", "明确分管", "明确分管", "导入单位和人员",
    ]  # fmt: skip


@pytest.mark.skipif(connection.vendor != "postgresql", reason="on SQLite one transaction writes at a time")
@pytest.mark.django_db(transaction=True)
def test_of_two_people_who_confirm_the_same_file_at_once_one_is_told_that_things_have_moved():
    factories.unit(COUNTY[0], kind="county_committee")
    admins, content = [admin(), factories.post(Role.SYSTEM_ADMIN).user], book([COUNTY, ORGAN], [SECRETARY])
    digest = preview(content).digest

    def confirm(by: User) -> str:
        try:
            take(content=content, digest=digest, on=TODAY, by=by)
            return "taken"
        except Stale:
            return "stale"
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(confirm, admins)) == ["stale", "taken"]
    assert (Unit.objects.filter(name=ORGAN[0]).count(), Post.objects.filter(role=Role.UNIT_SECRETARY).count()) == (1, 1)
