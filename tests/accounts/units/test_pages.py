"""The pages of units: set up, rename, move, dissolve; what is refused is said in the form and keeps what was typed."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import Unit
from accounts.roles import Role
from tests import factories
from tests.accounts.signed_in import client_of, text

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    return factories.office()


@pytest.fixture
def admin(office):
    return client_of(office.system_admin)


def said(unit: Unit, **changed) -> dict:
    """The form as the page shows it, with some fields changed."""
    shown = {"name": unit.name, "short_name": unit.short_name, "kind": unit.kind, "parent": unit.parent_id or ""}
    return shown | {"version": unit.version} | changed


def test_the_tree_shows_each_unit_with_its_secretary_and_its_posts(office, admin):
    page = text(admin.get("/units/"))
    rows = [row for row in page.split("<tr>") if "县财政局党组</a>" in row]
    assert len(rows) == 1
    assert [word in rows[0] for word in (f">{office.a.secretary}<", 'class="num">3<', "党组")] == [True, True, True]


def test_the_tree_asks_the_database_as_often_for_one_unit_as_for_thirty(office, admin):
    with CaptureQueriesContext(connection) as few:
        admin.get("/units/")
    for number in range(30):
        factories.post(Role.UNIT_SECRETARY, factories.unit(f"第{number}支部", parent=office.a.unit))
    with CaptureQueriesContext(connection) as many:
        admin.get("/units/")
    assert len(many) == len(few)


def test_a_unit_is_set_up_below_another(office, admin):
    new = {"name": "县水利局党组", "kind": "party_group", "parent": office.county.pk, "short_name": "县水利局"}
    assert admin.post("/units/new/", new).headers["Location"] == "/units/"
    assert Unit.objects.get(name="县水利局党组").parent == office.county


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"name": "县财政局党组"}, "具有 名称 的 单位 已存在。"),
        ({"name": "长" * 101}, "101"),
        ({"name": "\u200b "}, "请填写此项。"),
        ({"kind": "bureau"}, "所选的不在可选范围内，请重新选择。"),
        ({"parent": "999999"}, "所选的不在可选范围内"),
    ],
)
def test_what_a_unit_cannot_be_is_told_with_what_was_typed(office, admin, changed, told):
    new = {"name": "县水利局党组", "kind": "party_group", "parent": office.county.pk, "short_name": "水利"} | changed
    answer = admin.post("/units/new/", new)
    assert (answer.status_code, told in text(answer), 'value="水利"' in text(answer)) == (422, True, True)
    assert Unit.objects.count() == 6


def test_a_unit_is_renamed_and_moved_in_one_form(office, admin):
    unit = office.b.unit
    admin.post(f"/units/{unit.pk}/edit/", said(unit, name="县教育体育局党委", parent=office.a.unit.pk))
    unit.refresh_from_db()
    assert (unit.name, unit.parent, unit.depth) == ("县教育体育局党委", office.a.unit, 2)


def test_a_loop_is_told_in_the_form(office, admin):
    answer = admin.post(f"/units/{office.a.unit.pk}/edit/", said(office.a.unit, parent=office.branch.pk))
    told = "“县财政局党组”不能放在自己之下：县财政局党组 → 县财政局机关党支部 → 县财政局党组。请另选上级单位。"
    assert (answer.status_code, told in text(answer)) == (422, True)


def test_the_slower_of_two_editors_gets_the_conflict_page_with_both_names(office, admin):
    unit = office.b.unit
    admin.post(f"/units/{unit.pk}/edit/", said(unit, name="县教育体育局党委"))
    answer = admin.post(f"/units/{unit.pk}/edit/", said(unit, name="县教体局党委"))
    assert (answer.status_code, "县教育体育局党委" in text(answer), "县教体局党委" in text(answer)) == (409, True, True)


def test_a_unit_is_dissolved_and_leaves_the_tree_but_not_the_records(office, admin):
    answer = admin.post(f"/units/{office.b.unit.pk}/dissolve/", {"on": "2026-11-30"})
    assert answer.headers["Location"] == f"/units/{office.b.unit.pk}/"
    assert "县教育局党委</a>" not in text(admin.get("/units/"))
    assert "县教育局党委</a>" in text(admin.get("/units/?dissolved=1"))
    assert "2026年11月30日撤销" in text(admin.get(answer.headers["Location"]))


def test_a_unit_with_units_below_is_not_dissolved(office, admin):
    answer = admin.post(f"/units/{office.a.unit.pk}/dissolve/", {"on": "2026-11-30"})
    assert (answer.status_code, "请先撤销下级单位，或把它们调整到别的上级单位。" in text(answer)) == (422, True)


@pytest.mark.parametrize("day", ["9999-12-31", "2026-02-30", "", "0001-01-01"])
def test_a_day_that_cannot_be_meant_is_refused(office, admin, day):
    assert admin.post(f"/units/{office.b.unit.pk}/dissolve/", {"on": day}).status_code == 422
    assert Unit.objects.current().count() == 6


@pytest.mark.parametrize("path", ["/units/", "/units/new/", "/units/{}/", "/units/{}/edit/", "/units/{}/dissolve/"])
def test_only_the_system_administrator_comes_in(office, path):
    address = path.format(office.b.unit.pk)
    answers = {
        name: client_of(getattr(office, name)).get(address).status_code for name in ("admin", "security_admin", "supervisor")
    }
    assert answers == {"admin": 403, "security_admin": 403, "supervisor": 403}


def test_a_unit_that_does_not_exist_is_not_found(admin):
    assert [admin.get(f"/units/{pk}/").status_code for pk in (999999, 10**30)] == [404, 404]
