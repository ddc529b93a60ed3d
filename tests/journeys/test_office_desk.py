"""The office at its desk in a real browser: a sheet goes out, is filled in elsewhere and comes back; all matters by keyboard."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from accounts.models import Entry
from tasks.items import actions as items
from tasks.items.models import Item, ResponsibilityList
from tests.factories import Office, office
from tests.journeys.test_unit_day import PASSWORD, fits, sign_in
from tests.tasks.exchange.sheets import draft, edited
from tests.tasks.supervision.matters import assignment

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def small(settings, tmp_path, redis_url) -> Office:
    """The small office; its administrator can sign in."""
    settings.MEDIA_ROOT = tmp_path
    made = office()
    made.admin.set_password(PASSWORD)
    made.admin.save(update_fields=["password"])
    return made


class Hands:
    """What tests.tasks.exchange.sheets.draft needs of an office."""

    def __init__(self, small: Office) -> None:
        self.admin, self.left = small.admin, [small.a.unit, small.b.unit, small.branch]

    def unit(self):
        return self.left.pop(0)


def test_a_sheet_goes_out_comes_back_and_only_some_of_its_cells_are_taken(
    browser_page: Page, small: Office, tmp_path: Path
) -> None:
    page, listed = browser_page, draft(Hands(small), "改进文风", "抓好党课", "发展党员")
    page.goto(f"/lists/{listed.pk}/")
    sign_in(page, small.admin)
    page.get_by_role("link", name="表格往来").click()
    content = taken_out(page)
    filled = tmp_path / "填好的表.xlsx"
    filled.write_bytes(edited(content, {
        (1, "事项"): "改进文风会风", (1, "验收标准"): "文件减少三成", (2, "完成时限"): "2026-09-30", (2, "验收标准"): "讲一次",
        (3, "权重"): "多",
    }))  # fmt: skip
    changed_meanwhile(small, listed)
    handed_in(page, filled)
    compared(page)
    page.get_by_label("采纳第5行“事项”").uncheck()
    page.get_by_role("button", name="采纳勾选的内容").click()
    expect(page.locator(".stat").filter(has_text="已写入（处）")).to_contain_text("2")
    fits(page)
    said = list(Item.objects.order_by("number").values_list("title", "acceptance_criteria"))
    assert said == [("改进文风", "文件减少三成"), ("抓好党课", "每人讲两次"), ("发展党员", "")]
    assert f"{Item.objects.get(number=2).due_on}" == "2026-09-30"
    assert Entry.objects.filter(act="修改事项").count() == 3


def taken_out(page: Page) -> bytes:
    """The file as the unit gets it."""
    fits(page)
    page.get_by_role("button", name="生成表格").click()
    with page.expect_download() as download:
        page.get_by_role("link", name="下载 .xlsx").click()
    page.get_by_role("link", name="返回表格往来").click()
    return download.value.path().read_bytes()


def changed_meanwhile(small: Office, listed: ResponsibilityList) -> None:
    """A colleague writes another criterion while the sheet is away."""
    second = listed.items.get(number=2)
    items.amend(item=second, version=second.version, values={"acceptance_criteria": "每人讲两次"}, by=small.second_admin)


def handed_in(page: Page, filled: Path) -> None:
    """The file is chosen and sent."""
    page.get_by_label("填好的填报表").set_input_files(filled)
    page.get_by_role("button", name="交回并对比").click()
    expect(page.get_by_role("heading", name="对比填报表")).to_be_visible()
    fits(page)


def compared(page: Page) -> None:
    """Three values beside each other; changes are ticked, the conflict is not, the wrong cell has its sentence."""
    rows = page.locator("table.compared tbody tr")
    expect(rows).to_have_count(4)
    conflict = rows.filter(has_text="冲突")
    expect(conflict.locator(".cell")).to_have_text(["（空）", "每人讲两次", "讲一次"])
    expect(page.get_by_label("采纳第6行“验收标准”")).not_to_be_checked()
    for ticked in ("采纳第5行“事项”", "采纳第5行“验收标准”", "采纳第6行“完成时限”"):
        expect(page.get_by_label(ticked)).to_be_checked()
    expect(page.locator(".errors")).to_contain_text("第 7 行“权重”：“多”不是数")


def test_all_matters_by_keyboard(browser_page: Page, small: Office) -> None:
    page, today = browser_page, timezone.localdate()
    titles = ["改进文风", "抓好党课", "发展党员", "精简会议"]
    made = [assignment(small.a.unit, today + timedelta(n + 1), assigned_on=today, title=title) for n, title in enumerate(titles)]
    page.goto("/matters/")
    sign_in(page, small.admin)
    page.goto("/matters/")
    keys = page.locator("#keys")
    page.keyboard.press("?")
    expect(keys.get_by_text("下一项、上一项")).to_be_visible()
    page.keyboard.press("Escape")
    expect(keys.get_by_text("下一项、上一项")).to_be_hidden()
    here = page.locator("tr.here")
    for key, title in (("j", titles[0]), ("j", titles[1]), ("j", titles[2]), ("k", titles[1])):
        page.keyboard.press(key)
        expect(here).to_contain_text(title)
    page.keyboard.press("x")
    expect(page.locator("#picked")).to_have_text("1 项")
    expect(page.get_by_label(f"选中：{small.a.unit.short} {titles[1]}")).to_be_checked()
    page.keyboard.press("x")
    expect(page.locator("#picked")).to_have_text("0 项")
    page.keyboard.press("/")
    page.keyboard.type("jjhy?")
    expect(page.locator("#id_q")).to_have_value("jjhy?")
    page.locator("#id_q").fill("jjhy")
    page.keyboard.press("Enter")
    expect(page.locator(".matters tbody tr")).to_have_count(1)
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/assignments/{made[3].pk}/")
    fits(page)
