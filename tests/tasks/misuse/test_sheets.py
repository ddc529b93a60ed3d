"""Rows I1, I2 for sheets of items. (People and units: tests/accounts/importing; I3–I7 for items: tests/tasks/exchange.)"""

import time

import pytest

from tasks.exchange.models import Difference
from tests.accounts.importing.files import with_entry
from tests.accounts.importing.test_sheet import replaced
from tests.tasks.chain import Chain
from tests.tasks.exchange.sheets import ITEMS, back, draft, out

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(settings, tmp_path):
    """The office's draft of two items, and its sheet."""
    settings.MEDIA_ROOT = tmp_path
    chain = Chain()
    listed = draft(chain, "改进文风", "精简会议")
    return chain.admin, listed, out(listed, chain.admin, ITEMS)[1]


@pytest.mark.parametrize(
    ("entry", "told"), [("xl/vbaProject.bin", "含有宏"), ("xl/externalLinks/externalLink1.xml", "含有指向其他文件的链接")]
)
def test_i1_a_sheet_with_macros_or_links_to_other_files_is_refused_whole(office, entry, told):
    admin, listed, content = office
    reply = back(listed, with_entry(content, entry), admin)
    assert (told in reply.reason, Difference.objects.count()) == (True, 0)


def test_i2_a_sheet_that_unfolds_to_a_bomb_is_refused_in_ten_seconds(office):
    admin, listed, content = office
    bomb, began = replaced(content, "xl/worksheets/sheet1.xml", b" " * 70_000_000), time.monotonic()
    reply = back(listed, bomb, admin)
    assert ("展开后过大" in reply.reason, time.monotonic() - began < 10, Difference.objects.count()) == (True, True, 0)
