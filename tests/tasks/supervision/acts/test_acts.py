"""Talks for few eyes, checks on the spot that may become problems, 批示 that somebody answers."""

from datetime import date, timedelta

import pytest
import time_machine

from accounts.conflict import NotYours, Refused, Stale
from accounts.models import Entry, Letter, Post
from tasks.items import actions as items
from tasks.supervision.acts import actions
from tasks.supervision.acts.models import Instruction, Talk, Visit
from tests.accounts.signed_in import client_of, text
from tests.factories import office
from tests.tasks.supervision.matters import clock
from tests.tasks.supervision.orders.late import DAY, ON, late

ABOUT, RESULT = "提醒抓紧办理党课事项", "表示月底以前全部办结"


@pytest.fixture
def small(db):
    with time_machine.travel(clock(ON, 10), tick=False):
        yield office()


def talk(small, one, *, by=None, held_on: date = ON) -> Talk:
    """The supervisor has talked with the secretary of A."""
    talker, whom = Post.objects.get(user=small.supervisor), Post.objects.get(user=small.a.secretary)
    said = {"talker": talker, "talked_with": whom, "held_on": held_on, "about": ABOUT, "result": RESULT}
    return actions.hold_talk(assignment=one, by=by or small.supervisor, **said, **DAY)


def readers(small) -> dict[str, object]:
    """Everybody who could be curious."""
    return {
        "supervisor": small.supervisor, "county leader": small.county_leader, "writer": small.admin, "other admin": small.second_admin,
        "the person": small.a.secretary, "his leader": small.a.leader, "his clerk": small.a.clerk, "another secretary": small.b.secretary,
    }  # fmt: skip


def test_a_talk_is_read_by_few_and_is_not_there_for_all_others(small):
    made = talk(small, late(small.a.unit, 20), by=small.admin)
    seen = {name: client_of(user).get(f"/supervision/talks/{made.pk}/").status_code for name, user in readers(small).items()}
    few = {"supervisor", "county leader", "writer", "the person"}
    assert seen == {name: 200 if name in few else 404 for name in readers(small)}


def test_neither_timeline_list_search_nor_sheet_tells_others_of_a_talk(small):
    one = late(small.a.unit, 20)
    talk(small, one, by=small.admin)
    shown = {}
    for name, user in readers(small).items():
        browser = client_of(user)
        pages = ["/supervision/talks/", f"/search/?q={ABOUT}", "/matters/"]
        pages += [f"/assignments/{one.pk}/"] if name != "another secretary" else []
        pages += [f"/reports/lists/{one.item.responsibility_list_id}/excel/"] if name == "supervisor" else []
        bodies = {place: b"".join(answer) if (answer := browser.get(place)).streaming else answer.content for place in pages}
        told = "只有少数人可见".encode()
        shown[name] = (told in bodies.get(f"/assignments/{one.pk}/", b""), any(RESULT.encode() in body for body in bodies.values()))
    few = {"supervisor", "county leader", "writer", "the person"}
    assert shown == {name: (name in few, False) for name in readers(small)}


def test_the_trail_says_that_there_is_a_record_and_nothing_of_it(small):
    made = talk(small, late(small.a.unit, 20))
    entry = Entry.objects.latest("id")
    assert (entry.act, entry.target_label, entry.after, entry.note) == (
        "登记提醒谈话", f"提醒谈话记录（编号{made.pk}）", {"on": "2026-11-24"}, "",
    )  # fmt: skip


def test_somebody_acting_for_a_supervisor_does_not_read_talks(small):
    made = talk(small, late(small.a.unit, 20))
    post = Post.objects.get(user=small.supervisor)
    post.acted = True
    small.second_admin._posts = {ON: [post]}
    assert Talk.objects.readable_by(small.second_admin).filter(pk=made.pk).count() == 0
    post.acted = False
    assert Talk.objects.readable_by(small.second_admin).filter(pk=made.pk).count() == 1


def test_a_talk_that_could_not_have_been_is_refused(small):
    one = late(small.a.unit, 20)
    for day, sentence in ((ON + timedelta(1), "不能晚于今天"), (date(2025, 1, 2), "早于一年前")):
        with pytest.raises(Refused, match=sentence):
            talk(small, one, held_on=day)
    with pytest.raises(Refused, match="谈话对象须是"):
        talk(small, late(small.b.unit, 20))
    with pytest.raises(NotYours):
        talk(small, one, by=small.a.leader)


def test_the_page_says_that_only_the_first_form_belongs_here(small):
    page = text(client_of(small.county_leader).get(f"/assignments/{late(small.a.unit).pk}/talk/"))
    assert ["四种形态”的第一种" in page, "其他三种形态的，由纪检机关按规定办理，不得写入本系统" in page] == [True, True]


def test_a_check_stands_on_the_timeline_and_its_finding_becomes_an_item_once(small):
    one, admin = late(small.a.unit, title="抓党课"), client_of(small.admin)
    said = {"checked_on": "2026-11-24", "finding": "differs", "seen": "台账缺两次。", "companions": ""}
    assert client_of(small.supervisor).post(f"/assignments/{one.pk}/visit/", said).status_code == 302
    visit = Visit.objects.get()
    assert "与所报不符：台账缺两次。" in text(client_of(small.a.clerk).get(f"/assignments/{one.pk}/"))
    drafted = items.draft(year=2026, title="整改清单", by=small.admin)
    assert admin.post(f"/supervision/visits/{visit.pk}/problem/", {"responsibility_list": drafted.pk}).status_code == 302
    made = drafted.items.get()
    assert (made.source, made.words, made.title) == ("problem", "台账缺两次。", "整改：抓党课")
    assert [iu.unit for iu in made.item_units.all()] == [small.a.unit]
    with pytest.raises(Stale):
        actions.list_problem(visit=visit, responsibility_list=drafted, now=DAY["now"], by=small.admin)


def test_a_check_without_a_finding_becomes_no_item(small):
    said = {"checked_on": ON, "seen": "台账齐全。", "finding": "conforms"}
    visit = actions.check_on_site(assignment=late(small.a.unit), by=small.supervisor, **said, **DAY)
    drafted = items.draft(year=2026, title="整改清单", by=small.admin)
    with pytest.raises(Refused, match="没有需要列入清单的问题"):
        actions.list_problem(visit=visit, responsibility_list=drafted, now=DAY["now"], by=small.admin)
    with pytest.raises(NotYours):
        actions.check_on_site(assignment=late(small.a.unit), by=small.county_leader, **said, **DAY)


def instruct(small, one, *, by=None) -> Instruction:
    """The county leader writes to the secretary of A."""
    leader, whom = Post.objects.get(user=small.county_leader), Post.objects.get(user=small.a.secretary)
    said = {"said_by": leader, "said_on": ON, "words": "请抓紧。", "answerer": whom, "answer_by_on": date(2026, 12, 1)}
    return actions.instruct(assignment=one, by=by or small.county_leader, **said, **DAY)


def test_a_leaders_words_reach_the_unit_at_once_and_are_answered_once(small):
    one = late(small.a.unit, title="抓党课")
    made = instruct(small, one)
    letter = Letter.objects.get()
    assert (letter.to, letter.subject, "请抓紧。" in letter.text) == (small.a.secretary, "【党建清单】领导批示：抓党课", True)
    clerk = client_of(small.a.clerk)
    assert clerk.post(f"/supervision/instructions/{made.pk}/answer/", {"words": "已落实。"}).status_code == 302
    assert clerk.post(f"/supervision/instructions/{made.pk}/answer/", {"words": "再答。"}).status_code == 409
    page = text(clerk.get(f"/assignments/{one.pk}/"))
    assert ["批示（2026年11月24日）" in page, "已落实。" in page, "再答。" in page] == [True, True, False]


def test_the_office_enters_for_a_leader_and_a_leader_only_for_himself(small):
    assert instruct(small, late(small.a.unit), by=small.admin).by == small.admin
    other = Post.objects.get(user=small.county_leader)
    small.supervisor._posts = {
        ON: [Post(user=small.supervisor, unit=small.county, role="county_leader", valid_from=date(2020, 1, 1))]
    }
    with pytest.raises(NotYours, match="只登记本人的批示"):
        instruct(small, late(small.a.unit), by=small.supervisor)
    assert other.user == small.county_leader
