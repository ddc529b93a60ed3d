"""Acts on a whole list ask for their right by themselves: no page, command or job can lend it."""

import pytest

from accounts.conflict import NotYours
from accounts.models import Entry
from tasks.items.actions import archive, issue, propose, take_back
from tasks.items.models import ResponsibilityList
from tests.factories import approve
from tests.tasks.conftest import NOW, ON

CLOCK = {"on": ON, "now": NOW}
ACTS = {
    "报审清单": lambda listed, by: propose(responsibility_list=listed, by=by, **CLOCK),
    "撤回报审的清单": lambda listed, by: take_back(responsibility_list=listed, reason="再改", now=NOW, by=by),
    "印发清单": lambda listed, by: issue(responsibility_list=listed, number="1号", by=by, **CLOCK),
    "归档清单": lambda listed, by: archive(responsibility_list=listed, on=ON, by=by),
}
OTHERS = ("supervisor", "county_leader", "a.secretary", "system_admin")


@pytest.mark.parametrize("who", OTHERS)
@pytest.mark.parametrize("act", ACTS)
def test_nobody_but_the_office_proposes_takes_back_issues_or_archives(ready, small, act, who):
    if act in ("撤回报审的清单", "印发清单"):
        approve(ready, on=ON, by=small.admin)
    person, before = small, Entry.objects.count()
    for name in who.split("."):
        person = getattr(person, name)
    with pytest.raises(NotYours, match=f"您的岗位不能{act}。请由党建办办理。"):
        ACTS[act](ready, person)
    assert (ResponsibilityList.objects.get().state, Entry.objects.count()) == ("draft", before)


def test_the_office_may_do_the_same(ready, small):
    for act in ("报审清单", "撤回报审的清单", "报审清单"):
        ACTS[act](ready, small.admin)
    take_back(responsibility_list=ready, reason="换人审定", now=NOW, by=small.second_admin)
    approve(ready, on=ON, by=small.admin)
    ACTS["印发清单"](ready, small.admin)
    assert ResponsibilityList.objects.get().state == "issued"
