"""述 and 评 of the office's year by hand in a browser: a duty report, a secret ballot, a leader's appraisal."""

from tasks.ballots.jobs import purge
from tasks.ballots.models import Ballot
from tasks.duty_reports.models import DutyReport
from tests.journeys.walking import Walker
from tests.journeys.year import Year

OWN_WORDS = "本单位两项任务均已按期办结，党组会逐项研究过。"


def reported(walker: Walker, people, year: Year) -> None:
    """述: asked by the office; on a phone the secretary rewrites one sentence of the draft and signs."""
    walker.go("/assessment/duty-reports/")
    walker.page.get_by_label("报送期限").fill("2026-12-20")
    walker.press("布置述职")
    assert "已布置述职，共" in walker.text
    walker.at(390)
    secretary = year.secretary(year.prompt)
    walker.sign_in(secretary)
    walker.go("/assessment/duty-reports/")
    report = DutyReport.objects.get(post__user=secretary)
    walker.page.locator(f"a[href='/assessment/duty-reports/{report.pk}/']").click()
    walker.follow("修改、补充")
    line = walker.page.locator(".duty-report .line").first
    line.locator("summary").click()
    line.locator("textarea").fill(OWN_WORDS)
    walker.press("保存")
    assert OWN_WORDS in walker.text
    walker.press("本人签署")
    assert "已签署，报告已锁定" in walker.text and OWN_WORDS in walker.text
    report.refresh_from_db()
    assert report.state == "signed"
    walker.at(1280)


def voted(walker: Walker, people, year: Year) -> None:
    """评: one group with three slips; two come back by phone; before closing nothing but the turnout is seen."""
    walker.sign_in(people.admin)
    walker.go("/assessment/ballots/new/")
    walker.page.get_by_label("名称*", exact=True).fill("2026年度党建工作民主测评")
    walker.page.get_by_label("截止日期").fill("2026-12-20")
    for place, (name, weight, role, slips) in enumerate([("服务对象代表", "100", "", "3"), ("", "", "", ""), ("", "", "", "")]):
        walker.page.locator(f"#id_groups-{place}-name").fill(name)
        walker.page.locator(f"#id_groups-{place}-weight").fill(weight)
        walker.page.locator(f"#id_groups-{place}-role").select_option(role)
        walker.page.locator(f"#id_groups-{place}-slips").fill(slips)
    walker.press("保存")
    walker.press("开始投票")
    ballot = Ballot.objects.get()
    walker.press("打印纸质票")
    codes = walker.page.locator(".slip-code").all_inner_texts()
    assert len(codes) == 3
    walker.at(390)
    walker.page.context.clear_cookies()
    for code, marks in zip(codes, [("好", "较好", "较好", "差"), ("好", "一般", "好", "一般")], strict=False):
        walker.go(f"/vote/{ballot.pk}/")
        walker.page.get_by_label("票号").fill(code)
        walker.press("打开测评票")
        for unit, mark in zip(year.units, marks, strict=True):
            sheet = walker.page.locator("fieldset").filter(has=walker.page.locator(f"input[name='unit-{unit.pk}']"))
            sheet.get_by_label(mark, exact=True).check()
        walker.press("投票")
        assert "您的票已收到" in walker.text
    walker.at(1280)
    walker.sign_in(people.admin)
    walker.go(f"/assessment/ballots/{ballot.pk}/")
    assert "2／3" in walker.text and walker.page.get_by_role("heading", name="结果").count() == 0
    walker.page.get_by_label("提前结束的理由").fill("一位代表出差，来电说明不再投票。")
    walker.press("结束投票")
    purge()
    walker.go(f"/assessment/ballots/{ballot.pk}/")
    assert "原票已于" in walker.text and walker.page.get_by_role("heading", name="结果").count() == 1


def appraised(walker: Walker, people, title: str) -> None:
    """The leader in charge says one sentence about each unit, on a phone."""
    walker.go("/assessment/appraisals/")
    walker.page.get_by_label("截止日期").fill("2026-12-20")
    walker.press("发起评鉴")
    walker.at(390)
    walker.sign_in(people.county_leader)
    walker.go("/assessment/appraisals/")
    walker.follow(title)
    walker.page.get_by_label("好", exact=True).check()
    walker.page.get_by_label("评鉴意见").fill("责任落得实，下一步把经验带到下属单位。")
    walker.press("保存")
    assert "已保存1个单位的评鉴" in walker.text
    walker.at(1280)
