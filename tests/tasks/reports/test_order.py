"""A 督办单 on paper: the same words in Word and PDF, text that people typed is only text."""

from datetime import date
from io import BytesIO

import pytest
import time_machine
from docx import Document

from tasks.supervision.orders.actions import accept, answer
from tests.accounts.signed_in import client_of
from tests.factories import office
from tests.tasks.supervision.matters import clock
from tests.tasks.supervision.orders.late import late, order


@pytest.fixture
def made(db):
    """The office and an order with odd words in it."""
    with time_machine.travel(clock(date(2026, 11, 24), 10), tick=False):
        small = office()
        yield small, order(late(small.a.unit, title="抓党课"), small.supervisor, demand="请办结 #strong[x] =cmd|'/C'!A0 \x0b。")


def test_word_holds_number_addressee_demand_limit_and_signature(made):
    small, one = made
    answer = client_of(small.a.clerk).get(f"/reports/orders/{one.pk}/word/")
    document = Document(BytesIO(answer.getvalue()))
    lines = [paragraph.text for paragraph in document.paragraphs if paragraph.text]
    assert lines == [
        "县直机关工委督办单",
        "县直督〔2026〕1号",
        "关于“抓党课”的督办单",
        "县财政局党组：",
        f"你单位承担的“抓党课”（《2026年度党建工作责任清单》第{one.assignment.item.number}项），已逾期。",
        "督办要求：请办结 #strong[x] =cmd|'/C'!A0 。",
        "请于2026年12月1日前答复办理情况。",
        "县直机关工委",
        "2026年11月24日",
    ]
    rows = [tuple(cell.text for cell in row.cells) for row in document.tables[0].rows]
    assert [head for head, _ in rows] == ["事项情况", "责任内容", "验收标准", "责任人", "完成时限", "答复期限"]
    assert [tuple(cell.text for cell in row.cells) for row in document.tables[1].rows] == [("答复和核查", "内容"), ("办理情况", "")]
    assert "%E5%8F%B7%E7%9D%A3%E5%8A%9E%E5%8D%95.docx" in answer.headers["Content-Disposition"]


def test_the_paper_tells_the_answer_and_what_was_said_about_it(made):
    small, one = made
    with time_machine.travel(clock(date(2026, 11, 25), 10), tick=False):
        moment = {"on": date(2026, 11, 25), "now": clock(date(2026, 11, 25))}
        answer(order=one, version=1, words="已办结。", by=small.a.clerk, **moment)
        accept(order=one, version=2, by=small.supervisor, **moment)
    document = Document(BytesIO(client_of(small.a.clerk).get(f"/reports/orders/{one.pk}/word/").getvalue()))
    rows = [tuple(cell.text for cell in row.cells) for row in document.tables[1].rows]
    assert [head for head, _ in rows] == ["答复和核查", "办理情况", "核查意见"]
    assert rows[1][1].startswith("已办结。（") and rows[1][1].endswith(f"{small.a.clerk}，2026年11月25日）")
    assert rows[2][1].startswith("认可答复（")


def test_pdf_is_set_from_the_same_words(made):
    small, one = made
    answer = client_of(small.supervisor).get(f"/reports/orders/{one.pk}/pdf/")
    assert (answer.status_code, answer.getvalue()[:5]) == (200, b"%PDF-")
    assert client_of(small.b.clerk).get(f"/reports/orders/{one.pk}/pdf/").status_code == 404
