"""The pages: who sees what, what is kept when something goes wrong, and the same number of queries for few and many."""

from io import BytesIO

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from docx import Document

from accounts.roles import Role
from tasks.duty_reports import actions, owner
from tasks.duty_reports.gathering import gather
from tasks.duty_reports.models import TypedReport
from tasks.duty_reports.queries import reporters
from tests import factories
from tests.accounts.signed_in import client_of, text
from tests.client import TrailClient
from tests.tasks.duty_reports.stage import FROM, ON, TO, Stage, stage
from tests.tasks.items.matters import clock, give

pytestmark = pytest.mark.django_db
ROOM = "/assessment/duty-reports/"


@pytest.fixture
def here():
    with time_machine.travel(clock(ON)["now"], tick=False):
        yield stage()


def address(here: Stage, user) -> str:
    return f"{ROOM}{here.report(user).pk}/"


def test_units_see_their_own_leaders_their_own_the_office_all(here):
    call, small = here.ask(), here.small
    of_secretary, of_leader = address(here, small.a.secretary), address(here, small.a.leader)
    seen = {
        who: [client_of(person).get(page).status_code for page in (of_secretary, of_leader)]
        for who, person in (
            ("secretary", small.a.secretary), ("leader", small.a.leader), ("clerk", small.a.clerk), ("other", small.b.secretary),
            ("admin", small.admin), ("county leader", small.county_leader),
        )
    }  # fmt: skip
    both, none = [200, 200], [404, 404]
    assert seen == {
        "secretary": both, "leader": [404, 200], "clerk": both, "other": none, "admin": both, "county leader": both,
    }  # fmt: skip
    assert client_of(small.a.secretary).get(f"{ROOM}calls/{call.pk}/").status_code == 403
    assert client_of(small.b.secretary).get(f"/reports/duty-reports/{here.report(small.a.secretary).pk}/word/").status_code == 404


def test_the_page_names_its_sources_with_links_and_offers_the_signature_to_the_holder_only(here):
    here.ask()
    page = text(client_of(here.small.a.secretary).get(address(here, here.small.a.secretary)))
    assert f'<a href="/assignments/{here.done.pk}/">第1项“抓党课”</a>：时限11月30日，11月23日提请办结' in page
    assert "本人签署</button>" in page
    page = text(client_of(here.small.a.clerk).get(address(here, here.small.a.secretary)))
    assert ("本人签署</button>" in page, "修改、补充" in page) == (False, True)


def test_edited_on_the_page_signed_changed_returned(here):
    here.ask()
    secretary, page = client_of(here.small.a.secretary), address(here, here.small.a.secretary)
    form = secretary.get(f"{page}edit/").context["form"]
    said = {name: form[name].value() or "" for name in form.fields}
    said |= {"text-listed.done": "两项已办一项。", "own-next": "月底前补办。"}
    assert secretary.post(f"{page}edit/", said).status_code == 302
    shown = text(secretary.get(page))
    assert ("人工修改" in shown, "据记录生成的原句" in shown, "月底前补办。" in shown) == (True, True, True)
    answer = secretary.get(page)
    sign = {"version": here.report(here.small.a.secretary).version, "seen": answer.context["seen"]}
    assert secretary.post(f"{page}sign/", sign).status_code == 302
    here.deliver(here.led)
    assert "签署以后，下列记录有变化" in text(secretary.get(page))
    office = client_of(here.small.admin)
    back = {"version": here.report(here.small.a.secretary).version, "reason": "请按最新情况更新。"}
    assert office.post(f"{page}return/", back).status_code == 302
    assert "请按最新情况更新。" in text(secretary.get("/today/"))
    assert "两项已办一项。" in text(secretary.get(f"{page}signed/1/"))
    assert secretary.get(f"{page}signed/2/").status_code == 404


def test_what_is_too_long_is_told_and_kept(here):
    here.ask()
    secretary, page = client_of(here.small.a.secretary), address(here, here.small.a.secretary)
    said = {"version": 1, "own-next": "长" * 2000, "own-problems": "短" * 1001}
    answer = secretary.post(f"{page}edit/", said)
    shown = text(answer)
    assert (answer.status_code, "合计最多3000字，现有3001字" in shown, "长" * 2000 in shown) == (422, True, True)
    assert here.report(here.small.a.secretary).version == 1


def test_an_old_page_gets_both_texts_and_the_typed_one_stays_as_a_draft(here):
    here.ask()
    page = address(here, here.small.a.secretary)
    client_of(here.small.a.clerk).post(f"{page}edit/", {"version": 1, "own-next": "干部写的。"})
    secretary = client_of(here.small.a.secretary)
    answer = secretary.post(f"{page}edit/", {"version": 1, "own-next": "书记写的。"})
    assert (answer.status_code, "干部写的。" in text(answer), "书记写的。" in text(answer)) == (409, True, True)
    again = text(secretary.get(f"{page}edit/"))
    assert ("书记写的。" in again, "存的草稿，还没有保存" in again) == (True, True)
    assert secretary.post(f"{page}discard/").status_code == 302
    assert "干部写的。" in text(secretary.get(f"{page}edit/"))


def test_what_was_typed_outlives_the_session(here):
    here.ask()
    report, who = here.report(here.small.a.secretary), here.small.a.secretary
    said = {"owner": owner.mark(user=who.pk, report=report.pk), "version": 1, "own-next": "登录过期前写的。"}
    answer = TrailClient().post(f"{ROOM}{report.pk}/edit/", said)
    assert answer.status_code == 302 and answer.headers["Location"].startswith("/sign-in/")
    assert TypedReport.objects.get(report=report, by=who).words == {"own-next": "登录过期前写的。"}
    assert TrailClient().post(f"{ROOM}typed/", {"owner": "forged", "own-next": "x"}).status_code == 422


def test_the_office_reads_who_has_not_signed_by_name(here):
    call = here.ask()
    here.sign(here.report(here.small.a.secretary))
    office = client_of(here.small.admin)
    page = text(office.get(f"{ROOM}calls/{call.pk}/?state=draft"))
    names = [str(here.small.a.leader) in page, str(here.small.b.secretary) in page, f"{here.small.a.secretary}</a>" in page]
    assert names == [True, True, False]
    assert [chip["label"] for chip in office.get(f"{ROOM}calls/{call.pk}/").context["chips"]] == [
        "全部 4", "未签署 3", "已签署 1", "退回修改 0",
    ]  # fmt: skip


def test_facts_and_lists_cost_the_same_number_of_queries_for_few_and_many(here):
    call = here.ask()
    office = client_of(here.small.admin)

    def queries(act) -> int:
        with CaptureQueriesContext(connection) as found:
            act()
        return len(found)

    def both() -> tuple[int, int]:
        posts = list(reporters(ON))
        listed = queries(lambda: office.get(f"{ROOM}calls/{call.pk}/"))
        return queries(lambda: gather(posts, FROM, TO, ON)), listed

    few = both()
    for _ in range(3):
        organ = factories.organ(f"县第{_}局党组", here.small.county)
        here.deliver(give(here.done.item, organ.unit, leader=organ.leader_post))
    actions.ask_more(call=call, by=here.small.admin, **clock(ON))
    assert call.reports.count() == 10
    assert both() == few


def test_word_and_pdf_hold_the_sentences_their_notes_and_the_signature(here):
    here.ask()
    secretary, report = client_of(here.small.a.secretary), here.report(here.small.a.secretary)

    def lines() -> list[str]:
        answer = secretary.get(f"/reports/duty-reports/{report.pk}/word/")
        return [paragraph.text for paragraph in Document(BytesIO(answer.getvalue())).paragraphs if paragraph.text]

    draft = lines()
    assert draft[:4] == [
        "2026年度党建工作述职报告",
        f"{report.post.label}　{here.small.a.secretary}",
        "（2026年1月1日至2026年12月31日）",
        "（草稿，尚未签署，数据截至2026年11月24日）",
    ]
    assert "本单位责任清单事项，考核期内应办结2项，经审核办结1项，未办结1项。[1]" in draft
    assert any(line.startswith("[1] 第1项“抓党课”：时限11月30日，11月23日提请办结，11月24日") for line in draft)
    here.sign(report)
    signed = lines()
    place = signed.index("注")
    assert signed[place - 2 : place] == [f"述职人：{here.small.a.secretary}", "2026年11月24日"]
    assert secretary.get(f"/reports/duty-reports/{report.pk}/pdf/").getvalue()[:5] == b"%PDF-"


def test_clerk_sees_what_to_prepare_and_a_reader_of_nothing_is_told_what_comes(here):
    page = text(client_of(here.small.a.clerk).get(ROOM))
    assert "还没有述职报告" in page
    here.ask()
    today = text(client_of(here.small.a.clerk).get("/today/"))
    assert today.count("协助准备") == 2
    assert Role.UNIT_CLERK not in {post.role for post in reporters(ON)}
