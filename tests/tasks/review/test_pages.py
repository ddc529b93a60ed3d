"""The pages of asking and answering: every act in every state, bad input, and what each person sees."""

from datetime import timedelta

import pytest
import time_machine
from django.db import transaction
from django.urls import reverse

from accounts.models import Entry
from tasks.items import life
from tasks.items.models import Assignment, Extension, Objection
from tasks.items.states import DONE, Mode, Part, State
from tasks.review.models import Submission
from tests.accounts.signed_in import client_of, text
from tests.tasks.items.matters import DUE, at, clock, give, issued_list, item

pytestmark = pytest.mark.django_db
TODAY = DUE - timedelta(10)
LATER = f"{DUE + timedelta(30)}"
WORDS = {"reason": "写明理由。"}

# page: who presses the button, what is sent, and the states in which it is done (S1)
PAGES = {
    "items:acknowledge": ("secretary", {}, "pending"),
    "review:object": ("secretary", WORDS, "pending"),
    "review:objection": ("admin", {"outcome": "rejected", "answer": "驳回。"}, "objected"),
    "review:extend": ("secretary", WORDS | {"due_on": LATER}, "active"),
    "review:extension": ("admin", {"grant": "1", "due_on": LATER}, "pending objected active submitted"),
    "review:submit": ("secretary", {"claim": "已完成。"}, "active"),
    "review:decide": ("admin", {"approve": "1", "result": "属实。"}, "submitted"),
    "review:close_off": ("admin", {}, "completed"),
    "items:cancel": ("admin", WORDS, "pending objected active submitted"),
    "review:terminate": ("admin", WORDS, "pending objected active submitted"),
    "review:reopen": ("admin", WORDS | {"due_on": LATER}, "completed closed_off"),
    "review:reschedule": ("admin", WORDS | {"due_on": LATER}, "pending active"),
    "review:contribute": ("secretary", {"text": "已配合。"}, ""),
}


@pytest.fixture(autouse=True)
def at_ten():
    """Some days before the due date."""
    with time_machine.travel(at(TODAY), tick=False):
        yield


@pytest.fixture
def listed(small):
    """An issued list."""
    return issued_list(small)


def standing(small, listed, state: str) -> dict[str, int]:
    """A matter of organ A in a state, with what belongs to it; the keys of its pages."""
    one = give(item(listed), small.a.unit)
    said = {"on": TODAY, "at": at(TODAY), "by": small.a.secretary}
    done = {"completed_by": small.second_admin, "completed_on": TODAY} if state in DONE else {}
    if state == State.CLOSED_OFF:
        done |= {"closed_off_by": small.supervisor, "closed_off_on": TODAY}
    Assignment.objects.filter(pk=one.pk).update(state=state, submitted_on=TODAY, **done)
    if state == State.SUBMITTED:
        Submission.objects.create(assignment=one, claim="已完成。", **said)
    answered = {} if state == State.OBJECTED else {"outcome": "rejected", "answer": "驳回。", "answered_at": at(TODAY)}
    answered |= {} if state == State.OBJECTED else {"answered_by": small.admin}
    objection = Objection.objects.create(assignment=one, reason="异议。", **said, **answered)
    extension = Extension.objects.create(assignment=one, reason="延期。", old_due_on=DUE, asked_due_on=DUE + timedelta(9), **said)
    return {"assignment": one.pk, "review:objection": objection.pk, "review:extension": extension.pk}


@pytest.mark.parametrize("state", [state for state in State if state not in (State.TOLD, State.SUPPORTED)])
def test_every_act_in_every_state_is_done_or_refused_with_409_and_nothing_changed(small, listed, state):
    keys = standing(small, listed, state)
    browsers = {"secretary": client_of(small.a.secretary), "admin": client_of(small.admin)}
    if state == State.ACTIVE:
        Extension.objects.filter(pk=keys["review:extension"]).update(
            verdict="refused", answered_at=at(TODAY), answered_by=small.admin
        )
    found, wanted = {}, {}
    for name, (who, said, lawful) in PAGES.items():
        before = (Assignment.objects.values().get(pk=keys["assignment"]), Entry.objects.count())
        with transaction.atomic():
            address = reverse(name, args=[keys.get(name, keys["assignment"])])
            answer = browsers[who].post(address, {"version": 1, **said}).status_code
            after = (Assignment.objects.values().get(pk=keys["assignment"]), Entry.objects.count())
            transaction.set_rollback(True)
        done = state in lawful.split() and not (name == "review:extension" and state == State.ACTIVE)
        wanted[name], found[name] = (302, True) if done else (409, False), (answer, after != before)
    assert found == wanted


def test_what_was_typed_stays_when_something_is_missing(small, listed):
    one = give(item(listed), small.a.unit)
    life.acknowledge(assignment=one, version=1, by=small.a.secretary, **clock(TODAY))
    page = client_of(small.a.secretary).post(
        reverse("review:extend", args=[one.pk]), {"version": 2, "due_on": f"{TODAY}", "reason": "会议改期。"}
    )
    assert (page.status_code, page.context["form"].errors["due_on"]) == (422, ["须晚于现时限 2026年11月30日。请改期。"])
    assert "会议改期。" in text(page)


@pytest.mark.parametrize(
    ("due_on", "said"),
    [
        ("2026-02-30", "请按“2026-11-25”的样式填写日期。"),
        ("9999-12-31", "日期应在 1950 年至 2100 年之间，请检查年份。"),
        ("2031-01-01", "新时限 2031年1月1日 超过三年。请核对年份。"),
        ("2026-11-01", "新时限 2026年11月1日 已过。请改为 2026年11月20日 或以后。"),
    ],
)
def test_an_impossible_date_is_named(small, listed, due_on, said):
    one = give(item(listed), small.a.unit)
    page = client_of(small.admin).post(reverse("review:reschedule", args=[one.pk]), {"version": 1, "due_on": due_on, **WORDS})
    assert (page.status_code, page.context["form"].errors["due_on"]) == (422, [said])


def test_unseen_characters_go_and_rare_ones_stay(small, listed):
    one = give(item(listed), small.a.unit)
    sent = {"version": 1, "reason": "不\u200b属于\x07本单位𠮷。<script>alert(1)</script>"}
    browser = client_of(small.a.secretary)
    assert browser.post(reverse("review:object", args=[one.pk]), sent).status_code == 302
    assert Objection.objects.get().reason == "不属于本单位𠮷。<script>alert(1)</script>"
    page = text(client_of(small.admin).get(reverse("review:objection", args=[Objection.objects.get().pk])))
    assert ("<script>alert(1)" in page, "𠮷。&lt;script&gt;" in page) == (False, True)


def test_a_text_too_long_and_blanks_only_are_told(small, listed):
    one = give(item(listed), small.a.unit)
    browser, address = client_of(small.a.secretary), reverse("review:object", args=[one.pk])
    answers = [browser.post(address, {"version": 1, "reason": words}) for words in ("长" * 501, "\u200b ")]
    assert [answer.status_code for answer in answers] == [422, 422]
    assert answers[1].context["form"].errors["reason"] == ["请填写此项。"]


def test_fields_that_nobody_may_set_are_ignored(small, listed):
    one = give(item(listed), small.a.unit)
    sent = {
        "version": 1,
        "reason": "不属于。",
        "state": "completed",
        "on": "2020-01-01",
        "by": small.admin.pk,
        "outcome": "withdrawn",
    }
    client_of(small.a.secretary).post(reverse("review:object", args=[one.pk]), sent)
    made = Objection.objects.get()
    assert (made.on, made.by, made.outcome, made.assignment.state) == (TODAY, small.a.secretary, "", State.OBJECTED)


def test_the_queue_shows_all_three_kinds_to_the_office_and_none_to_a_unit(small, listed):
    for state in (State.OBJECTED, State.SUBMITTED):
        standing(small, listed, state)
    pages = [client_of(who).get(reverse("review:queue")).context for who in (small.admin, small.a.secretary)]
    counts = [tuple(len(page[name]) for name in ("objections", "extensions", "waiting")) for page in pages]
    assert counts == [(1, 2, 1), (0, 0, 0)]


def test_the_page_of_a_matter_shows_each_person_what_he_may_do(small, listed):
    pending, joint = give(item(listed), small.a.unit), item(listed, mode=Mode.JOINT)
    lead, part = give(joint, small.a.unit, Part.LEAD), give(joint, small.b.unit, Part.SUPPORT)
    life.acknowledge(assignment=lead, version=1, by=small.a.secretary, **clock(TODAY))
    life.acknowledge(assignment=part, version=1, by=small.b.secretary, **clock(TODAY))
    seen = {
        (who, name): client_of(getattr(small, who) if hasattr(small, who) else small.a.secretary)
        .get(reverse("desk:assignment", args=[one.pk]))
        .context["acts"]
        for name, one in (("pending", pending), ("lead", lead))
        for who in ("secretary", "admin", "county_leader")
    }
    assert seen == {
        ("secretary", "pending"): {"acknowledge", "object"},
        ("secretary", "lead"): {"report", "submit", "extend"},
        ("admin", "pending"): {"cancel", "terminate", "reschedule", "urge", "instruct", "order", "talk", "visit"},
        ("admin", "lead"): {"cancel", "terminate", "reschedule", "urge", "instruct", "order", "talk", "visit"},
        ("county_leader", "pending"): {"instruct", "talk"},
        ("county_leader", "lead"): {"instruct", "talk"},
    }
    support = client_of(small.b.secretary).get(reverse("desk:assignment", args=[part.pk])).context
    assert (support["acts"], support["standing"].lead) == ({"contribute"}, lead)


def test_the_timeline_tells_the_whole_story(small, listed):
    one = give(item(listed), small.a.unit)
    objection = life.object_(assignment=one, version=1, reason="太急。", by=small.a.secretary, **clock(TODAY))
    one.refresh_from_db()
    life.adjust(objection=objection, answer="同意。", due_on=DUE + timedelta(5), by=small.admin, **clock(TODAY + timedelta(1)))
    one.refresh_from_db()
    life.acknowledge(assignment=one, version=3, by=small.a.secretary, **clock(TODAY + timedelta(2)))
    day = clock(TODAY + timedelta(3))
    asked = life.ask_extension(assignment=one, due_on=DUE + timedelta(9), reason="改期。", by=small.a.clerk, **day)
    life.refuse_extension(extension=asked, answer="不宜再延。", by=small.admin, **clock(TODAY + timedelta(4)))
    page = client_of(small.a.clerk).get(reverse("desk:assignment", args=[one.pk]))
    assert [(event.what, event.detail) for event in page.context["events"]] == [
        ("不同意延期", "不宜再延。"),
        ("申请延期至2026年12月9日", "改期。"),
        ("签收", ""),
        ("采纳异议，作出调整", "同意。　时限由2026年11月30日改为2026年12月5日。"),
        ("提出异议", "太急。"),
    ]
