"""The pages: a unit sees what was published to it and nothing else, and signs; the office sees sources, receipts and the plan."""

import re
from html import unescape

from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import Entry
from tasks.bulletins import actions
from tasks.bulletins.models import Bulletin
from tasks.items import actions as items
from tasks.items.models import Item
from tests.accounts.signed_in import client_of, text
from tests.tasks.bulletins.making import DAY, FROM, accepted, approved, draft, matter, published


def test_a_unit_finds_only_what_was_published_to_it(small):
    made = published(small, draft(small, small.a.unit))
    waits = draft(small, small.a.unit, small.b.unit, from_on=FROM.replace(day=2))
    paths = [f"/bulletins/{made.pk}/", f"/reports/bulletins/{made.pk}/word/", f"/bulletins/{waits.pk}/"]
    mine, other = client_of(small.a.clerk), client_of(small.b.secretary)
    assert [mine.get(path).status_code for path in paths] == [200, 200, 404]
    assert [other.get(path).status_code for path in paths] == [404, 404, 404]
    assert (made.code in text(mine.get("/bulletins/")), made.code in text(other.get("/bulletins/"))) == (True, False)
    assert client_of(small.county_leader).get(paths[2]).status_code == 404


def test_it_stands_on_the_units_day_until_it_is_signed(small):
    matter(small.a.unit, "转作风", state="active")
    made = published(small)
    client, receipt = client_of(small.a.secretary), made.receipts.get(unit=small.a.unit)
    assert f'待签收通报：<a href="/bulletins/{made.pk}/">{made}</a>' in text(client.get("/today/"))
    page = text(client.get(f"/bulletins/{made.pk}/"))
    assert (f"/bulletins/receipts/{receipt.pk}/acknowledge/" in page, "涉及本单位的依据" in page, "办理过程" in page) == (
        True,
        True,
        False,
    )
    assert client.post(f"/bulletins/receipts/{receipt.pk}/acknowledge/").status_code == 302
    assert client.post(f"/bulletins/receipts/{receipt.pk}/acknowledge/").status_code == 409
    assert "待签收通报" not in text(client.get("/today/"))
    assert Entry.objects.get(act="签收通报").after == {"unit": "县财政局党组"}
    office = text(client_of(small.admin).get(f"/bulletins/{made.pk}/"))
    assert (
        "未签收1个" in office,
        "未签收：县教育局党委" in office,
        f"/assignments/{small.a.unit.assignments.get().pk}/" in office,
    ) == (True,) * 3


def test_a_leader_finds_it_on_the_overview_and_approves_or_returns_with_a_reason(small):
    made = draft(small)
    office, leader = client_of(small.admin), client_of(small.county_leader)
    assert office.post(f"/bulletins/{made.pk}/submit/", {"version": made.version}).status_code == 302
    assert "待您审定的通报" in text(leader.get("/overview/"))
    decide = f"/bulletins/{made.pk}/decide/"
    assert "请写明要改什么" in text(leader.post(decide, {"version": 2, "return": "1"}))
    assert leader.post(decide, {"version": 2, "return": "1", "words": "请核对数据。"}).status_code == 302
    assert "请核对数据。" in text(office.get(f"/bulletins/{made.pk}/"))
    assert [office.post(f"/bulletins/{made.pk}/submit/", {"version": v}).status_code for v in (2, 3)] == [409, 302]
    assert leader.post(decide, {"version": 4, "approve": "1"}).status_code == 302
    assert office.post(f"/bulletins/{made.pk}/publish/", {"version": 5}).status_code == 302
    assert Bulletin.objects.get().code == "县直通〔2026〕1号"
    assert office.get(f"/bulletins/{made.pk}/edit/").status_code == 409


def test_a_text_is_edited_in_boxes_and_a_fault_keeps_what_was_typed(small):
    accepted(small.a.unit, small.admin, "抓党课")
    made, office = draft(small), client_of(small.admin)
    path = f"/bulletins/{made.pk}/edit/"
    said = {"title": "十月通报", "version": 1, "scope": "all", "text_0": "开头。", "text_1": "", "add_faults": "个别单位重视不够。"}
    said |= {f"text_{place}": one.text for place, one in enumerate(made.text) if place > 1}
    again = office.post(path, said | {"title": ""})
    assert (again.status_code, "个别单位重视不够。" in text(again), "开头。" in text(again)) == (422, True, True)
    assert office.post(path, said).status_code == 302
    made.refresh_from_db()
    assert (made.title, made.scope, made.text[0].text, made.text[0].changed) == ("十月通报", "all", "开头。", True)
    assert ("个别单位重视不够。", "") in [(one.text, one.drafted) for one in made.text]
    assert office.post(path, said).status_code == 409


def test_a_text_that_no_longer_matches_its_digest_is_not_shown(small):
    made = published(small)
    Bulletin.objects.filter(pk=made.pk).update(title="改过的标题")
    answers = [client_of(small.a.clerk).get(path) for path in (f"/bulletins/{made.pk}/", f"/reports/bulletins/{made.pk}/pdf/")]
    assert [(one.status_code, "与印发时的摘要不符" in text(one)) for one in answers] == [(409, True)] * 2


def test_the_office_drafts_from_the_page_and_corrects(small):
    office = client_of(small.admin)
    said = {"from_on": "2026-10-01", "to_on": "2026-10-31", "scope": "units"}
    for wrong in (
        {},
        {"units": ["x", str(10**30)]},
        {"scope": "planet"},
        {"from_on": "31"},
        {"to_on": "2029-01-01", "scope": "all"},
    ):
        assert office.post("/bulletins/new/supervision/", said | wrong).status_code == 422
    assert [office.get(f"/bulletins/{way}").status_code for way in ("?state=%00", "?after=x", "new/result/?cycle=%00")] == [200] * 3
    assert office.post("/bulletins/new/supervision/", said | {"units": [small.a.unit.pk]}).status_code == 302
    made = published(small, Bulletin.objects.get())
    assert "年度计划12份" in text(office.get("/bulletins/"))
    assert office.post(f"/bulletins/{made.pk}/correct/", {"reason": "数据有误。"}).status_code == 302
    new = Bulletin.objects.get(corrects=made)
    assert "更正通报<a" in text(office.get(f"/bulletins/{made.pk}/"))
    published(small, new)
    page = text(client_of(small.a.clerk).get(f"/bulletins/{made.pk}/"))
    assert (f"{new.code}《{new.title}》" in page, "签收</button>" in page, "已更正" in page) == (True, False, True)


def test_lists_and_pages_ask_a_fixed_number_of_questions(small):
    counts = []
    for number in range(1, 4):
        made = approved(small, draft(small, from_on=FROM.replace(day=number)))
        actions.publish(bulletin=made, version=made.version, by=small.admin, **DAY)
        for who in (small.admin, small.a.clerk):
            client = client_of(who)
            for path in ("/bulletins/", f"/bulletins/{made.pk}/"):
                client.get(path)
                with CaptureQueriesContext(connection) as seen:
                    assert client.get(path).status_code == 200
                counts.append(len(seen))
    assert counts[4:8] == counts[8:]


def test_an_exception_that_a_paper_names_becomes_a_rectification_with_its_words_and_is_marked_so(small):
    matter(small.a.unit, "转作风", state="active")
    made, office = published(small), client_of(small.admin)
    page = text(office.get(f"/bulletins/{made.pk}/"))
    link = unescape(re.search(r'href="(/rectification/new/[^"]+)">登记为整改问题', page).group(1))
    words = next(one.text for one in made.text if one.section == "faults" and one.unit)
    listed = items.draft(year=2026, title="整改清单", by=small.admin)
    form = office.get(link).context["form"]
    assert (form.initial["words"], form.initial["basis"], form.initial["units"]) == (words, made.code, [small.a.unit.pk])
    said = {
        "words": words,
        "basis": made.code,
        "found_in": form.initial["found_in"],
        "found_on": "2026-11-24",
        "remedy": "time_limited",
    }
    said |= {"due_on": "2027-03-31", "measures": "逐项办结。", "acceptance_criteria": "全部办结。", "units": [small.a.unit.pk]}
    assert office.post(link, said | {"responsibility_list": listed.pk}).status_code == 302
    item = Item.objects.get(source="problem")
    assert (item.words, item.basis) == (words, made.code)
    page = text(office.get(f"/bulletins/{made.pk}/"))
    assert (f'<a href="/items/{item.pk}/">已列为整改事项' in page, "登记为整改问题" in page) == (True, False)
    assert "转为整改" not in text(client_of(small.a.secretary).get(f"/bulletins/{made.pk}/"))
    strange = {"words": "x" * 3000 + "\0", "unit": "９" * 5, "found_in": "?", "basis": "b"}
    assert office.get("/rectification/new/", strange).context["form"].initial["words"] == "x" * 1000
