"""The directive table of a speech leaves as Excel and Word."""

import io

import pytest
from django.urls import reverse
from docx import Document
from openpyxl import load_workbook

from tests.factories import office
from tests.tasks.speech import seed_speech

pytestmark = pytest.mark.django_db


@pytest.fixture
def small(settings, tmp_path):
    """The small office."""
    settings.MEDIA_ROOT = tmp_path
    return office()


def fetched(client, name, speech):
    """The bytes of an export."""
    answer = client.get(reverse(name, args=[speech.pk]))
    assert answer.status_code == 200
    return io.BytesIO(b"".join(answer.streaming_content))


def test_excel_has_every_directive_in_its_own_words_and_no_invented_deadline(client, small):
    speech = seed_speech(small.admin)
    client.force_login(small.admin)
    rows = list(load_workbook(fetched(client, "reports:speech_xlsx", speech)).active.iter_rows(min_row=3, values_only=True))
    wanted = [d.text for d in speech.directives.order_by("start")]
    assert [row[3] for row in rows] == wanted
    assert {(row[8], row[9]) for row in rows} == {("文中无时限", None)}


def test_word_says_the_same(client, small):
    speech = seed_speech(small.admin)
    client.force_login(small.county_leader)
    table = Document(fetched(client, "reports:speech_docx", speech)).tables[0]
    assert [row.cells[2].text for row in table.rows[1:]] == [d.text.strip() for d in speech.directives.order_by("start")]


def test_a_speech_that_could_not_be_read_has_no_table(client, small):
    speech = seed_speech(small.admin)
    type(speech).objects.filter(pk=speech.pk).update(state="unreadable")
    client.force_login(small.admin)
    assert client.get(reverse("reports:speech_xlsx", args=[speech.pk])).status_code == 404
