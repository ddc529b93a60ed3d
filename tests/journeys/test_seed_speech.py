"""The whole chain on the commissioning speech, by hand in a real browser: from the file to a line of the assessment report.

The worker's jobs are called where a worker would run them; a test of its own runs the real worker and its clock.
"""

import io
from datetime import datetime, time, timedelta

import pytest
from django.conf import settings as django_settings
from django.utils import timezone
from docx import Document

from accounts.letters.deliver import deliver
from accounts.letters.models import Letter
from accounts.trail.sealing import seal
from speeches.jobs import sweep
from speeches.models import Speech
from tasks.days.queries import calendar
from tasks.items.models import Assignment, ResponsibilityList
from tasks.supervision.actions import plan
from tests.journeys.walking import Walker

SEED = django_settings.BASE_DIR / "speeches" / "samples" / "00-seed-speech.txt"
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 64
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_from_the_speech_to_a_line_of_the_report(browser_page, people, smtp):
    browser_page.on("dialog", lambda dialog: dialog.accept())
    walker = Walker(browser_page)
    speech = imported(walker, people)
    decided(walker, speech)
    issued = drafted_and_issued(walker, people, speech)
    letters_sent(smtp, "issued", 2)
    assignment = Assignment.objects.get(unit=people.a.unit, item=issued.items.get(title="落实主体责任"))
    accepted_and_reported(walker, people, assignment)
    returned_and_approved(walker, people, assignment, smtp)
    reminded(smtp, people, issued)
    assessed(walker, people, assignment)
    trailed(walker, people, assignment)


def imported(walker: Walker, people) -> Speech:
    """Upload the file; the page follows the reading by itself."""
    walker.sign_in(people.admin)
    walker.go("/speeches/")
    walker.follow("导入讲话")
    walker.page.get_by_label("文件").set_input_files(SEED)
    walker.page.get_by_label("会议").fill("县直机关党建座谈会")
    walker.press("导入讲话")
    assert "待识别" in walker.text
    sweep()
    walker.page.get_by_text("还有 107 句未判定").wait_for()
    walker.go(walker.page.url)
    speech = Speech.objects.get()
    assert (speech.text.encode(), speech.directives.count()) == (SEED.read_bytes(), 19)
    return speech


def decided(walker: Walker, speech: Speech) -> None:
    """The first by keyboard, one amended, the others by their buttons; the rest of the text in one act."""
    walker.go(f"/speeches/{speech.pk}/review/")
    walker.page.locator(".directive.proposed h2").first.click()
    walker.page.locator(".directive.here.proposed").wait_for()
    walker.page.keyboard.press("Enter")
    walker.page.locator(".directive.confirmed").first.wait_for()
    amended = speech.directives.order_by("order")[1]
    walker.go(f"/speeches/directives/{amended.pk}/edit/")
    walker.page.get_by_label("标题").fill("严格落实支部工作条例")
    walker.press("保存并确认")
    while walker.page.locator(".directive.proposed").count():
        before = walker.page.locator(".directive.proposed").count()
        walker.page.locator(".directive.proposed [data-key=Enter]").first.click()
        walker.page.wait_for_function("n => document.querySelectorAll('.directive.proposed').length < n", arg=before)
    walker.press("其余语句按识别结果认定")
    assert "已判定 107/107" in walker.text
    amended.refresh_from_db()
    assert (amended.title, amended.sources["title"]) == ("严格落实支部工作条例", "人工")


def approved(walker: Walker, people, drafted: ResponsibilityList) -> None:
    """A county leader reads the draft on a phone and approves it."""
    walker.at(390)
    walker.sign_in(people.county_leader)
    walker.go("/lists/")
    walker.follow(drafted.title)
    walker.page.get_by_label("审定会议").fill("县委常委会")
    walker.press("审定同意")
    assert "已审定" in walker.text
    walker.at(1280)


def drafted_and_issued(walker: Walker, people, speech: Speech) -> ResponsibilityList:
    """Draft, split the directive on supervision, settle what is open, issue."""
    walker.follow("起草清单")
    walker.press("起草清单")
    drafted = ResponsibilityList.objects.get()
    item = drafted.items.get(title="强化监督考核")
    walker.go(f"/items/{item.pk}/split/")
    walker.press("拆分")
    parts = drafted.items.filter(directive=item.directive)
    assert len({str(i.spans) for i in parts}) == parts.count() > 2
    assert "起草中" in walker.text
    walker.page.get_by_label("统一责任单位").select_option("各级党组织")
    walker.page.get_by_label("统一完成时限").fill(f"{timezone.localdate() + timedelta(days=20)}")
    walker.page.get_by_label("统一验收标准").fill("有具体做法和结果，由审核人员核实。")
    walker.press("填入空缺的事项")
    walker.page.get_by_label("报审说明").fill("请审定")
    walker.press("报审")
    assert "等待审定" in walker.text
    approved(walker, people, drafted)
    walker.sign_in(people.admin)
    walker.go(f"/lists/{drafted.pk}/")
    walker.page.get_by_label("超上限理由").fill("讲话部署的事项年底前集中落实。")
    walker.page.get_by_label("文号").fill("清直党〔2026〕8号")
    walker.press("印发")
    drafted.refresh_from_db()
    assert drafted.state == "issued"
    assert f"{drafted.items.count() * 2} 项任务下达到责任单位" in walker.text
    return drafted


def open_window() -> datetime:
    """Noon of the next working day, whenever the test runs."""
    day = calendar().workday_on_or_after(timezone.localdate() + timedelta(days=1))
    return timezone.make_aware(datetime.combine(day, time(12)))


def letters_sent(smtp, kind: str, count: int, now: datetime | None = None) -> None:
    """What was posted leaves through the real mail server, one letter a person, as soon as the sending window is open."""
    deliver(limit=100, now=now or open_window())
    sent = Letter.objects.filter(kind=kind, state="sent")
    assert (sent.count(), len({x.to_id for x in sent})) == (count, count)
    assert {x.message_id for x in sent} <= set(smtp.ids)


def accepted_and_reported(walker: Walker, people, assignment: Assignment) -> None:
    """On a phone: 签收, one short text with a proof, 提请办结."""
    walker.at(390)
    walker.sign_in(people.a.secretary)
    assert "我的事项" in walker.text and "待签收" in walker.text
    walker.go(f"/assignments/{assignment.pk}/")
    assert "落实主体责任" in walker.page.locator("blockquote mark").inner_text()
    walker.press("签收")
    walker.follow("报进展")
    walker.page.get_by_label("进展", exact=False).first.fill("党组会专题研究，明确责任人和时限。")
    walker.page.get_by_label("50%").check()
    walker.page.get_by_label("佐证").set_input_files({"name": "会议记录.png", "mimeType": "image/png", "buffer": PNG})
    walker.press("报进展")
    assert "会议记录.png" in walker.text
    walker.follow("提请办结")
    walker.page.get_by_label("完成情况").fill("责任清单已制定，党组会研究两次。")
    walker.press("提请办结")
    assert "已提请办结，等待审核" in walker.text
    walker.at(1280)


def returned_and_approved(walker: Walker, people, assignment: Assignment, smtp) -> None:
    """Returned with a reason, done again, approved by one, closed off by another."""
    walker.sign_in(people.admin)
    walker.go("/review/")
    walker.follow("审核")
    walker.go(f"/assignments/{assignment.pk}/decide/")
    walker.page.get_by_label("核验结果").fill("请补充第二次会议的时间。")
    walker.press("退回")
    letters_sent(smtp, "returned", 1)
    walker.sign_in(people.a.clerk)
    assert "请补充第二次会议的时间。" in walker.text
    walker.go(f"/assignments/{assignment.pk}/submit/")
    walker.page.get_by_label("完成情况").fill("两次会议分别于5月、9月召开。")
    walker.press("提请办结")
    walker.sign_in(people.admin)
    walker.go(f"/assignments/{assignment.pk}/decide/")
    walker.page.get_by_label("核验结果").fill("查阅会议记录，属实。")
    walker.press("通过")
    walker.go(f"/assignments/{assignment.pk}/")
    assert walker.page.get_by_role("button", name="销号").count() == 0
    walker.sign_in(people.supervisor)
    walker.go("/review/closing/")
    walker.press("销号")
    assignment.refresh_from_db()
    assert (assignment.state, assignment.completed_by, assignment.closed_off_by) == ("closed_off", people.admin, people.supervisor)


def reminded(smtp, people, issued: ResponsibilityList) -> None:
    """Two working days later the tick says once, in one letter a person, what has not been accepted."""
    day = timezone.localdate() + timedelta(days=7)
    noon = timezone.make_aware(datetime.combine(day, time(12)))
    while not (planned := plan(now=noon)).letters:
        noon += timedelta(days=1)
    assert plan(now=noon).letters == 0
    letters_sent(smtp, "digest", planned.letters, noon)
    digest = Letter.objects.get(kind="digest", to=people.b.secretary)
    assert digest.subject.startswith(f"【党建清单】{issued.items.count()}项待签收")


def assessed(walker: Walker, people, assignment: Assignment) -> None:
    """Publish the scheme, open the cycle, compute, look at one unit, and read the report that answers the speech."""
    walker.sign_in(people.admin)
    walker.go("/assessment/")
    walker.page.get_by_label("公布日期").fill(f"{timezone.localdate()}")
    walker.press("公布方案")
    walker.go("/assessment/open/")
    walker.page.get_by_label("考核名称").fill("年终考核")
    walker.page.get_by_label("考核期开始*", exact=True).fill(f"{timezone.localdate()}")
    walker.page.get_by_label("考核期结束*", exact=True).fill(f"{timezone.localdate() + timedelta(days=30)}")
    walker.press("开始考核")
    walker.press("计算得分")
    walker.follow(people.a.unit.name)
    assert "查阅会议记录，属实。" in walker.text and "拟定等次" in walker.text
    walker.page.go_back()
    walker.follow("考核报告")
    report = walker.page.content()
    for words in ("一岗双责", "监督考核", "落实主体责任", "查阅会议记录，属实（"):
        assert words in report
    with walker.page.expect_download() as download:
        walker.page.get_by_role("link", name="Word").first.click()
    text = "\n".join(p.text for p in Document(io.BytesIO(download.value.path().read_bytes())).paragraphs)
    assert "监督考核" in text and "查阅会议记录，属实（" in text


def trailed(walker: Walker, people, assignment: Assignment) -> None:
    """The item's page tells its whole life; the chain is whole."""
    walker.go(f"/assignments/{assignment.pk}/")
    life = walker.page.locator(".timeline").inner_text()
    told = [life.index(word) for word in ("销号", "通过", "退回", "报进展 50%", "签收", "下达")]
    assert told == sorted(told)
    seal(limit=10_000, now=timezone.now())
    walker.sign_in(people.audit_admin)
    walker.go("/trail/")
    walker.press("校验痕迹")
    assert "痕迹完整" in walker.text
