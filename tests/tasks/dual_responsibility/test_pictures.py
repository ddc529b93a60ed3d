"""The matrices: each kind of hole, as of a day, within reach only, at a fixed cost."""

from datetime import date

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import Portfolio
from accounts.roles import Role
from tasks.dual_responsibility.queries.charge import leaders
from tasks.dual_responsibility.queries.fields import fields, holes
from tasks.dual_responsibility.queries.four import rows
from tasks.items.models import Move
from tasks.supervision.periods import chosen
from tests import factories
from tests.accounts.signed_in import client_of, text
from tests.tasks.items.matters import at, give, issued_list, item

ON = date(2026, 11, 24)
SPAN = chosen({}, ON)


@pytest.fixture
def small(db):
    with time_machine.travel(at(ON), tick=False):
        yield factories.office()


def matter(small, theme, unit=None, **values):
    return give(item(issued_list(small), theme=theme, **values), unit or small.a.unit)


def sign(one, by, on=date(2026, 11, 3)):
    Move.objects.create(assignment=one, act="acknowledge", origin="pending", target="active", on=on, at=at(on), by=by)


def found(small, day=ON):
    return [(hole.name, cell.name) for hole, cell in holes([small.a.unit], SPAN, day)]


def test_each_kind_of_hole_is_found_and_goes_when_it_is_filled(small):
    matter(small, "安全稳定")
    style = matter(small, "作风建设")
    assert found(small) == [("unled", "安全稳定"), ("idle", "作风建设")]
    sign(style, small.a.leader)
    second = factories.post(Role.UNIT_LEADER, small.a.unit)
    factories.portfolio(second, "作风建设", since=date(2026, 11, 10))
    factories.portfolio(second, "安全稳定", since=date(2026, 11, 10))
    assert found(small) == [("shared", "作风建设"), ("idle", "安全稳定")]
    assert found(small, date(2026, 11, 9)) == [("unled", "安全稳定")]


def test_acts_of_others_in_other_fields_and_in_other_periods_fill_no_hole(small):
    style, other = matter(small, "作风建设"), matter(small, "减负")
    sign(style, small.a.secretary)
    sign(style, small.a.leader, date(2026, 9, 30))
    sign(other, small.a.leader)
    assert ("idle", "作风建设") in found(small)


def test_a_leader_answers_for_his_field_and_the_secretary_for_what_is_left(small):
    matter(small, "作风建设")
    matter(small, "减负", four_manage=["管纪律"])
    sign(matter(small, "政治建设"), small.a.secretary)
    posts = list(leaders(small.admin, ON).filter(unit=small.a.unit).order_by("role"))
    told = {row.post.role: [(c.matters, c.deeds, c.hole and c.hole.name) for c in row.cells] for row in rows(posts, SPAN, ON)}
    assert told[Role.UNIT_LEADER] == [(0, 0, "empty"), (0, 0, "empty"), (1, 0, "idle"), (0, 0, "empty")]
    assert told[Role.UNIT_SECRETARY] == [(1, 1, None), (0, 0, "empty"), (0, 0, "empty"), (1, 0, "idle")]


def test_a_county_leader_has_the_matters_of_the_units_in_charge(small):
    matter(small, "作风建设")
    matter(small, "作风建设", small.branch)
    matter(small, "作风建设", small.b.unit)
    [row] = rows(list(leaders(small.county_leader, ON).filter(role=Role.COUNTY_LEADER)), SPAN, ON)
    assert [cell.matters for cell in row.cells] == [0, 0, 2, 0]


def test_the_portfolio_in_force_decides_not_who_was_named_when_the_list_was_issued(small):
    one = matter(small, "减负")
    one.leader = small.a.unit.posts.get(role=Role.UNIT_SECRETARY)
    one.save(update_fields=["leader"])
    factories.portfolio(small.a.leader_post, "减负", since=ON)
    cell = fields([small.a.unit], SPAN, ON)[small.a.unit.pk]["减负"]
    assert ([owner.post for owner in cell.owners], cell.matters) == ([small.a.leader_post], 1)
    [row] = rows([small.a.leader_post], SPAN, ON)
    assert [c.matters for c in row.cells] == [0, 0, 1, 0]


def test_a_leader_sees_his_own_row_a_secretary_his_unit_the_office_all(small):
    for unit in (small.a.unit, small.b.unit):
        matter(small, "作风建设", unit)
    names = {person: person.name for person in (small.a.leader, small.a.secretary, small.b.leader)}

    def seen(by, path):
        page = text(client_of(by).get(path)).split('id="content"')[1]
        return [f">{name}<" in page for name in names.values()]

    assert seen(small.a.leader, "/leaders/four/") == [True, False, False]
    assert seen(small.a.secretary, "/leaders/four/") == [True, True, False]
    assert seen(small.supervisor, "/leaders/four/") == [True, True, True]
    assert seen(small.a.secretary, "/leaders/fields/") == [True, False, False]
    assert "整个单位的分管情况由书记查看" in text(client_of(small.a.leader).get("/leaders/fields/"))


def test_a_cell_leads_to_its_matters_and_acts_and_to_nothing_else(small):
    sign(matter(small, "作风建设", title="改进文风"), small.a.leader)
    sign(matter(small, "减负", title="少开会"), small.a.leader)
    page = text(client_of(small.a.leader).get(f"/leaders/{small.a.leader_post.pk}/cell/?field=作风建设"))
    assert ("改进文风" in page, "少开会" in page) == (True, False)
    for nonsense in ("manage=乱写", "field=%00", "manage=管作风&rhythm=x&on=x&day=x"):
        status = client_of(small.a.leader).get(f"/leaders/{small.a.leader_post.pk}/cell/?{nonsense}").status_code
        assert status == (200 if "管作风" in nonsense else 404)


@pytest.mark.parametrize(
    "path", ["/leaders/four/", "/leaders/fields/", "/leaders/holes/", "/leaders/steps/", "/leaders/orders/", "/leaders/portfolios/"]
)
def test_pages_cost_the_same_for_few_and_for_many(small, path):
    browser, counts = client_of(small.admin), []
    matter(small, "业务工作", small.b.unit)
    for more in (1, 6):
        for _ in range(more):
            organ = factories.organ("", small.county)
            sign(matter(small, "作风建设", organ.unit), organ.leader)
            matter(small, "业务工作", organ.unit)
        browser.get(path)
        with CaptureQueriesContext(connection) as captured:
            assert browser.get(path).status_code == 200
        counts.append(len(captured))
    assert counts[0] == counts[1]


def test_an_empty_theme_has_a_name_and_a_lonely_unit_no_leader(small):
    Portfolio.objects.all().delete()
    matter(small, "")
    page = text(client_of(small.admin).get("/leaders/holes/"))
    assert ("未写类别" in page, "没有，由书记" in page) == (True, True)
