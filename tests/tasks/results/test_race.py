"""Two people put the same thing on record at the same moment: one record is kept, the other person is told."""

from datetime import date
from functools import partial

import pytest
import time_machine

from tasks.items.models import Assignment
from tasks.rectification.models import FollowUp
from tasks.results import actions
from tasks.results.models import ResultUse
from tests.accounts.signed_in import client_of
from tests.factories import office
from tests.tasks.chain import at
from tests.tasks.items.matters import give, issued_list, item
from tests.tasks.review.test_race import at_once

pytestmark = pytest.mark.django_db(transaction=True)
RIGHTED, ON = date(2026, 3, 30), date(2026, 7, 2)


def test_a_check_is_held_and_a_record_put_right_by_one_of_two():
    with time_machine.travel(at(ON), tick=True):
        small = office()
        said = {"source": "problem", "words": "党课记录不全。", "found_in": "inspection", "remedy": "time_limited"}
        one = give(item(issued_list(small), due_on=RIGHTED, **said), small.a.unit, on=RIGHTED)
        closed = {"completed_on": RIGHTED, "closed_off_on": RIGHTED, "completed_by": small.admin, "closed_off_by": small.supervisor}
        Assignment.objects.filter(pk=one.pk).update(state="closed_off", **closed)
        used = {"use": "talk", "used_by": "工委", "used_on": ON, "words": "约谈。", "document": "清直党〔2026〕9号"}
        wrong = actions.sign(unit=small.a.unit, by=small.admin, on=ON, now=at(ON), **used)
        looked = {"checked_on": "2026-07-02", "held": "holds", "seen": "抽查三个支部。", "months": 3}
        typed = used | {"used_on": "2026-07-02", "words": "约谈书记。"}
        people = [client_of(small.admin), client_of(small.second_admin)]
        for address, sent in ((f"/assignments/{one.pk}/follow-up/", looked), (f"/results/{wrong.pk}/correct/", typed)):
            answers = at_once([partial(browser.post, address, sent) for browser in people])
            assert sorted(answer.status_code for answer in answers) == [302, 409]
        assert (FollowUp.objects.count(), ResultUse.objects.filter(corrects=wrong).count()) == (1, 1)
