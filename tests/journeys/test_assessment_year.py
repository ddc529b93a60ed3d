"""The office's year-end by hand in a real browser: 方案, 述, 评, 考, 集体审定, 反馈, 复核, 通报, 整改, 结果运用, 考核报告.

The year before that is made by the real actions (tests.journeys.year). So is the approval and issue of the list with the problem that
the assessment brought up: test_seed_speech goes that way in the browser. The clock stands in December 2026 and leaps once, when the
units' days to ask for a second look have to be over.
"""

from datetime import date

import pytest
import time_machine
from django.utils import timezone

from accounts.trail.sealing import seal
from tasks.assessment.models import Cycle, Scheme, UnitScore
from tasks.bulletins.models import Bulletin
from tasks.items.models import Item, ResponsibilityList
from tasks.results.models import ResultUse
from tests.journeys.opinions import appraised, reported, voted
from tests.journeys.walking import Walker
from tests.journeys.year import FLOOD, Year, issued_rectification, lived
from tests.tasks.chain import at

SETTLING, AFTERWARDS = date(2026, 12, 14), date(2026, 12, 28)
TITLE, WHY_LATE = "2026年度党建工作考核", "年初机构调整，方案经研究后于1月公布"
KNEW = "两项任务都已办结，迟报一次，已当面说明。"
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_year_from_the_scheme_to_the_use_of_its_results(browser_page, people):
    browser_page.on("dialog", lambda dialog: dialog.accept())
    walker = Walker(browser_page)
    with time_machine.travel(at(SETTLING)):
        year = lived(people)
        cycle = opened(walker, people)
        reported(walker, people, year)
        voted(walker, people, year)
        appraised(walker, people, TITLE)
        graded(walker, people, year, cycle)
        decided_and_told(walker, year, cycle)
        own_result_only(walker, year, cycle)
        looked_at_again(walker, people, year, cycle)
    with time_machine.travel(at(AFTERWARDS)):
        made_known(walker, people, year, cycle)
        problem_recorded(walker, people, year)
        used(walker, year, cycle)
        answered_the_speech(walker, cycle)
        whole(walker, people)


def score(cycle: Cycle, unit) -> UnitScore:
    return UnitScore.objects.get(cycle=cycle, unit=unit)


def opened(walker: Walker, people) -> Cycle:
    """方案: from a preset, published in January, so that the period from 1 January needs a reason."""
    walker.sign_in(people.admin)
    walker.go("/assessment/schemes/new/?preset=sixty")
    walker.page.get_by_label("方案名称").fill("县直单位党建考核办法")
    walker.press("保存新方案")
    scheme = Scheme.objects.get(name="县直单位党建考核办法")
    card = walker.page.locator(".card", has=walker.page.locator(f"form[action='/assessment/schemes/{scheme.pk}/publish/']"))
    card.get_by_label("公布日期").fill("2026-01-20")
    card.get_by_role("button", name="公布方案").click()
    walker.page.get_by_text("已公布：").wait_for()
    walker.go("/assessment/open/")
    walker.page.get_by_label("考核名称").fill(TITLE)
    walker.page.get_by_label("考核期开始*", exact=True).fill("2026-01-01")
    walker.page.get_by_label("考核期结束*", exact=True).fill("2026-12-31")
    walker.page.get_by_label("考核方案").select_option(str(scheme.pk))
    walker.press("开始考核")
    assert "请填写" in walker.text
    walker.page.get_by_label("理由").fill(WHY_LATE)
    walker.press("开始考核")
    assert f"理由：{WHY_LATE}" in walker.text
    return Cycle.objects.get(title=TITLE)


def graded(walker: Walker, people, year: Year, cycle: Cycle) -> None:
    """考: computed; the arithmetic unfolds down to the assignment; four grades by a person, one of them against the proposal."""
    walker.sign_in(people.admin)
    walker.go(f"/assessment/cycles/{cycle.pk}/")
    walker.press("计算得分")
    assert "已按方案快照计算4个单位的得分" in walker.text
    by_unit = [score(cycle, unit).score for unit in year.units]
    assert by_unit[0] == max(by_unit) and by_unit[3] == min(by_unit) and by_unit[2] > by_unit[1]
    walker.follow(year.excused.name)
    walker.page.locator("summary", has_text="按时").first.click()
    assert FLOOD[:10] in walker.text
    changed = "一般" if score(cycle, year.late).proposed_grade != "一般" else "较好"
    for unit in year.units:
        one = score(cycle, unit)
        walker.go(f"/assessment/scores/{one.pk}/")
        if unit == year.late:
            walker.page.get_by_label(changed, exact=True).check()
            walker.press("审定")
            assert "须填写“调整理由”" in walker.text
            walker.page.get_by_label("调整理由").fill(KNEW)
        walker.press("审定")
        one.refresh_from_db()
        assert one.grade == (changed if unit == year.late else one.proposed_grade)
    assert "一票否决" in walker.text and "督办单逾期未答复" in walker.text  # the page of the last one, the failing unit
    assert [score(cycle, unit).score for unit in year.units] == by_unit


def decided_and_told(walker: Walker, year: Year, cycle: Cycle) -> None:
    """集体审定 and 反馈 with one working day to ask for a second look; until then no unit finds its page."""
    walker.go(f"/assessment/cycles/{cycle.pk}/")
    walker.page.get_by_label("审定会议").fill("县直机关工委会议")
    walker.page.get_by_label("会议日期").fill(f"{SETTLING}")
    walker.page.get_by_label("审定说明").fill("各单位等次经集体研究。")
    walker.press("审定考核结果")
    assert "县直机关工委会议集体审定" in walker.text
    walker.sign_in(year.secretary(year.late))
    assert walker.page.goto(f"/assessment/scores/{score(cycle, year.late).pk}/").status == 404
    walker.sign_in(year.chain.admin)
    walker.go(f"/assessment/cycles/{cycle.pk}/")
    walker.page.get_by_label("申请复核期限").fill("1")
    walker.press("向各单位反馈")
    assert "已向各单位反馈本单位结果" in walker.text


def own_result_only(walker: Walker, year: Year, cycle: Cycle) -> None:
    """On a phone the secretary reads the own result; another unit's is not there; 申请复核 at the figure."""
    walker.at(390)
    walker.sign_in(year.secretary(year.late))
    assert walker.page.goto(f"/assessment/scores/{score(cycle, year.prompt).pk}/").status == 404
    walker.go("/assessment/")
    for other in (year.prompt, year.excused, year.failing):
        assert other.name not in walker.text
    walker.page.locator(f"a[href='/assessment/scores/{score(cycle, year.late).pk}/']").click()
    walker.page.wait_for_load_state()
    assert f"{score(cycle, year.late).score}" in walker.text and KNEW in walker.text
    walker.follow("申请复核")
    walker.page.get_by_label("理由").fill("退回后补报的材料在期限内，请核对。")
    walker.press("申请复核")
    assert "正在复核" in walker.text
    walker.at(1280)


def looked_at_again(walker: Walker, people, year: Year, cycle: Cycle) -> None:
    """Answered by the administrator who did not give the grade; the unit reads why."""
    walker.sign_in(people.second_admin)
    walker.go(f"/assessment/cycles/{cycle.pk}/")
    walker.follow(f"{year.late.name}申请复核")
    walker.page.get_by_label("维持原结果").check()
    walker.page.get_by_label("答复*", exact=True).fill("经查，首次提请在时限以后，维持原结果。")
    walker.press("答复")
    walker.sign_in(year.secretary(year.late))
    walker.go(f"/assessment/scores/{score(cycle, year.late).pk}/")
    assert "维持原结果。经查，首次提请在时限以后" in walker.text


def made_known(walker: Walker, people, year: Year, cycle: Cycle) -> None:
    """通报: drafted from the data, submitted, approved by a county leader on a phone, published, signed for."""
    walker.sign_in(people.admin)
    walker.go(f"/assessment/cycles/{cycle.pk}/")
    walker.follow("起草考核结果通报")
    walker.press("按数据起草")
    bulletin = Bulletin.objects.get()
    assert year.prompt.name in walker.text and "报审" in walker.text
    walker.press("报请审定")
    walker.at(390)
    walker.sign_in(people.county_leader)
    walker.go(f"/bulletins/{bulletin.pk}/")
    walker.press("审定同意")
    walker.at(1280)
    walker.sign_in(people.admin)
    walker.go(f"/bulletins/{bulletin.pk}/")
    walker.press("印发并写信")
    assert "未签收" in walker.text
    walker.at(390)
    walker.sign_in(year.secretary(year.prompt))
    walker.go("/bulletins/")
    walker.follow("阅读并签收")
    walker.press("签收")
    assert "已签收" in walker.text
    bulletin.refresh_from_db()
    assert bulletin.state == "published" and bulletin.receipts.filter(acknowledged_by=year.secretary(year.prompt)).count() == 1
    walker.at(1280)


def problem_recorded(walker: Walker, people, year: Year) -> None:
    """整改: what the assessment found becomes an item; once issued it stands in the ledger."""
    draft = ResponsibilityList.objects.create(year=2026, title="考核问题整改清单")
    walker.sign_in(people.admin)
    walker.go("/rectification/")
    walker.follow("登记问题")
    said = {"问题": "两项任务逾期未办结。", "整改措施": "制定补办计划，逐项办结。", "验收标准": "两项任务办结并通过审核。"}
    for label, words in said.items():
        walker.page.get_by_label(label, exact=False).and_(walker.page.locator("textarea")).first.fill(words)
    walker.page.get_by_label("问题来源").select_option(label="考核评议")
    walker.page.get_by_label("整改时限").fill("2027-02-26")
    walker.page.get_by_label(year.failing.name).check()
    walker.page.get_by_label("列入哪份清单").select_option(str(draft.pk))
    walker.press("登记并列入")
    assert "问题已登记并列入" in walker.text
    issued_rectification(year, draft, AFTERWARDS)
    assert Item.objects.get(responsibility_list=draft).words == "两项任务逾期未办结。"
    walker.go("/rectification/")
    assert "两项任务逾期未办结。" in walker.text and "2027-02-26" in walker.text


def used(walker: Walker, year: Year, cycle: Cycle) -> None:
    """结果运用: recorded at the unit's result by a person; the yearly page shows it."""
    walker.go(f"/assessment/scores/{score(cycle, year.failing).pk}/")
    walker.follow("登记结果运用")
    walker.page.get_by_label("约谈", exact=True).check()
    walker.page.get_by_label("运用单位").fill("县委办公室")
    walker.page.get_by_label("运用情况").fill("约谈该单位主要负责人，提出整改要求。")
    walker.press("签字保存")
    walker.go("/results/?year=2026")
    assert "约谈该单位主要负责人，提出整改要求。" in walker.text
    assert ResultUse.objects.get().score == score(cycle, year.failing)


def answered_the_speech(walker: Walker, cycle: Cycle) -> None:
    """The report of the cycle, in the speech's own chapters."""
    walker.go("/assessment/")
    walker.follow("考核报告")
    assert f"/reports/assessment/{cycle.pk}/" in walker.page.url
    for words in (TITLE, "一岗双责", "监督考核", "落实主体责任"):
        assert words in walker.page.content()


def whole(walker: Walker, people) -> None:
    """The chain of the trail is whole."""
    seal(limit=10_000, now=timezone.now())
    walker.sign_in(people.audit_admin)
    walker.go("/trail/")
    walker.press("校验痕迹")
    assert "痕迹完整" in walker.text
