"""A 通报 on paper: the same words in Word and PDF, red head or none, records only on the copy for checking."""

from io import BytesIO

import pytest
import time_machine
from docx import Document

from tests.accounts.signed_in import client_of
from tests.factories import office
from tests.tasks.bulletins.making import ON, draft, matter, published
from tests.tasks.supervision.matters import clock


@pytest.fixture
def small(db):
    with time_machine.travel(clock(ON, 10), tick=False):
        yield office()


def lines(who, path: str) -> list[str]:
    document = Document(BytesIO(client_of(who).get(path).getvalue()))
    return [paragraph.text for paragraph in document.paragraphs if paragraph.text]


def test_word_holds_head_number_addressees_chapters_signature_and_imprint(small):
    matter(small.b.unit, "转作风 #strong[x] \x0b", state="active")
    made = published(small)
    found = lines(small.a.clerk, f"/reports/bulletins/{made.pk}/word/?notes=1")
    assert found == [
        "县直机关工委文件",
        "县直通〔2026〕1号",
        "关于2026年10月党建工作责任清单落实情况的通报",
        "县财政局党组、县教育局党委：",
        made.text[0].text,
        "一、存在问题",
        "县教育局党委（逾期未办结1项）：“转作风 #strong[x] ”时限10月20日，已逾期35天。",
        "二、工作要求",
        *(one.text for one in made.text if one.section == "demands"),
        "特此通报。",
        "县直机关工委",
        "2026年11月24日",
        "县直机关工委\t2026年11月24日印发",
    ]


def test_a_draft_says_so_and_the_copy_for_checking_lists_the_records(small):
    matter(small.b.unit, "转作风", state="active")
    made = draft(small)
    found = lines(small.admin, f"/reports/bulletins/{made.pk}/word/?notes=1")
    assert ("（送审稿，尚未印发）" in found, "县直机关工委文件" in found) == (True, False)
    assert found[-2:] == ["依据（核对用，不印发）", "〔1〕县教育局党委：“转作风”时限10月20日，已逾期35天"]


def test_pdf_is_set_from_the_same_words_and_the_red_head_may_be_left_out(small):
    made = published(small)
    answer = client_of(small.b.clerk).get(f"/reports/bulletins/{made.pk}/pdf/?head=0")
    assert (answer.status_code, answer.getvalue()[:5]) == (200, b"%PDF-")
    assert "县直机关工委文件" not in lines(small.b.clerk, f"/reports/bulletins/{made.pk}/word/?head=0")
