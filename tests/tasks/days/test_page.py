"""The office keeps the table of days: one day with a reason, a published year, a year entered by hand."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.urls import reverse

from accounts.models import Entry
from accounts.roles import Role
from tasks.days.calendar import official
from tasks.days.models import CalendarYear, Day
from tasks.days.queries import calendar
from tests import factories

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 24, 10, tzinfo=ZoneInfo("Asia/Shanghai"))
MAY_DAY = date(2027, 5, 4)
SAID = {"said": "off", "name": "劳动节", "reason": "按放假通知。", "based_on": "plain"}


@pytest.fixture
def admin(client):
    """Signed in as the office's administrator."""
    who = factories.post(Role.OFFICE_ADMIN).user
    with time_machine.travel(NOW, tick=False):
        client.force_login(who)
        yield who


def change(client, on: date, **said):
    """Send the form of one day."""
    return client.post(reverse("days:day", args=[on]), SAID | said)


def cells(client, year: int) -> dict:
    """The days of the year view."""
    months = client.get(reverse("days:year") + f"?year={year}").context["months"]
    return {cell.on: cell for month in months for week in month.weeks for cell in week if cell}


def test_a_year_is_shown_with_what_differs_from_the_week(client, admin):
    found = cells(client, 2026)
    assert {day for day, cell in found.items() if cell.mark} == set(official(2026))
    assert (len(found), found[date(2026, 10, 1)].name, found[date(2026, 10, 10)].mark) == (365, "国庆节", "班")


def test_a_day_is_changed_with_a_reason_and_a_trail_and_given_back(client, admin):
    assert change(client, MAY_DAY).status_code == 302
    assert (calendar().is_workday(MAY_DAY), cells(client, 2027)[MAY_DAY].mark, cells(client, 2027)[MAY_DAY].own) == (
        False,
        "休",
        True,
    )
    row = Entry.objects.get(act="修改节假日")
    assert (row.before, row.after, row.note) == (
        {"on": "2027-05-04", "said": "不另定（按国家安排或周末）", "name": ""}, {"said": "休息", "name": "劳动节"}, "按放假通知。",
    )  # fmt: skip
    change(client, MAY_DAY, said="plain", based_on="off")
    assert (calendar().is_workday(MAY_DAY), Day.objects.count()) == (True, 0)


def test_the_loser_of_two_changes_is_told_what_stands(client, admin):
    change(client, MAY_DAY)
    page = change(client, MAY_DAY, said="work")
    assert (page.status_code, Day.objects.get().working) == (409, False)
    assert "刚被他人改为“休息”" in page.content.decode()


@pytest.mark.parametrize(
    ("said", "field", "sentence"),
    [
        ({"reason": ""}, "reason", "请填写此项。"),
        ({"said": "half"}, "said", "所选的不在可选范围内，请重新选择。"),
        ({"said": "plain"}, "__all__", "没有改动。请改选后再保存。"),
    ],
)
def test_a_wrong_change_is_explained(client, admin, said, field, sentence):
    page = change(client, MAY_DAY, **said)
    assert (page.status_code, page.context["form"].errors[field]) == (422, [sentence])


@pytest.mark.parametrize("day", ["2027-02-30", "2019-01-01", "2041-01-01", "0000-01-01"])
def test_a_day_that_is_not_there_or_out_of_range_is_not_found(client, admin, day):
    assert client.get(f"/days/{day}/").status_code == 404


@pytest.mark.parametrize("year", ["x", "1", "99999999999999999999", ""])
def test_a_wrong_year_shows_this_one(client, admin, year):
    assert client.get(f"{reverse('days:year')}?year={year}").context["year"] == 2026


def test_a_published_year_is_taken_over_and_own_days_stay(client, admin):
    change(client, date(2026, 10, 1), said="work", name="值班")
    assert client.post(reverse("days:take_over", args=[2026])).status_code == 302
    rows = dict(Day.objects.values_list("on", "working"))
    assert rows == {day: working for day, (working, _) in official(2026).items()} | {date(2026, 10, 1): True}
    assert Entry.objects.get(act="导入放假安排").after == {"year": 2026, "days": len(official(2026)) - 1}
    client.post(reverse("days:take_over", args=[2026]))
    assert (Day.objects.count(), CalendarYear.objects.count()) == (len(official(2026)), 1)


def test_a_year_that_is_not_out_is_not_taken_over_and_says_so_until_the_office_has_entered_it(client, admin):
    assert client.post(reverse("days:take_over", args=[2027])).status_code == 409
    assert client.get(reverse("days:year") + "?year=2027").context["caution"] == "2027年放假安排尚未公布，按周末推算。"
    empty = client.post(reverse("days:declare", args=[2027]), {"notice": "国办发明电〔2026〕7号"})
    assert (empty.status_code, CalendarYear.objects.exists()) == (422, False)
    change(client, MAY_DAY)
    assert client.post(reverse("days:declare", args=[2027]), {"notice": "国办发明电〔2026〕7号"}).status_code == 302
    assert client.get(reverse("days:year") + "?year=2027").context["caution"] == ""
    assert Entry.objects.get(act="放假安排已录齐").after == {"year": 2027, "notice": "国办发明电〔2026〕7号"}


def test_units_look_and_do_not_change(client):
    client.force_login(factories.post(Role.UNIT_CLERK).user)
    assert (client.get(reverse("days:year")).status_code, change(client, MAY_DAY).status_code) == (200, 403)
