"""From the draft to 签收 and to the correction: each step once, by whom it is allowed to, with its number, letters and trail."""

import pytest
from django.db import IntegrityError, transaction

from accounts.conflict import NotYours, Refused, Stale
from accounts.models import Entry, Letter
from accounts.roles import Role
from tasks.bulletins import actions, queries
from tasks.bulletins.models import Bulletin, Receipt
from tasks.bulletins.states import Kind, Scope
from tasks.supervision.actions import set_policy
from tasks.supervision.rules import Rules
from tests import factories
from tests.tasks.bulletins.making import DAY, FROM, ON, TO, approved, draft, matter, published
from tests.tasks.supervision.matters import clock

EDIT = {"texts": {}, "added": {}, "now": DAY["now"]}


def edit(made, by, **said):
    values = {"title": made.title, "scope": made.scope, "among": made.among, "version": made.version} | EDIT | said
    return actions.edit(bulletin=made, by=by, **values)


def test_a_published_one_has_number_date_digest_addressees_letters_and_trail(small):
    made = published(small)
    assert (made.code, made.published_on, made.state, made.approved_by) == (
        "县直通〔2026〕1号",
        ON,
        "published",
        small.county_leader,
    )
    assert [str(r.unit) for r in queries.receipts(made)] == ["县财政局党组", "县教育局党委"]
    assert queries.intact(made)
    letters = Letter.objects.filter(kind="bulletin_published")
    assert {letter.to for letter in letters} == {small.a.secretary, small.b.secretary}
    assert letters[0].subject == f"【党建清单】请签收通报县直通〔2026〕1号：{made.title}"
    assert [Letter.objects.filter(kind=kind).count() for kind in ("bulletin_asked", "bulletin_answered")] == [1, 1]
    acts = ["起草通报", "通报报审", "审定通报", "印发通报"]
    assert [row.act for row in Entry.objects.filter(target_type="tasks.bulletin").order_by("id")] == acts
    assert [step.act for step in made.steps.all()] == ["draft", "submit", "approve", "publish"]


def test_a_person_who_answers_for_two_units_gets_one_letter(small):
    factories.post(Role.UNIT_SECRETARY, twin := factories.unit("县档案馆党支部"), who=small.a.secretary)
    published(small, draft(small, small.a.unit, twin))
    assert Letter.objects.filter(kind="bulletin_published").count() == 1


def test_every_scope_finds_its_units_as_of_the_day_of_publication(small):
    said = {"ALL": [], "KINDS": ["party_group", "branch"], "LEADERS": []}
    listed = matter(small.b.unit).item.responsibility_list
    issued = {"number": "1号", "issued_on": ON, "issued_by": small.admin}
    type(listed).objects.update(state="issued", **issued)
    found = {}
    for name, among in said.items():
        made = published(small, draft(small, scope=Scope[name], among=among))
        found[name] = [receipt.unit.name for receipt in queries.receipts(made)]
        found[name] += [
            str(letter.to)
            for letter in Letter.objects.filter(kind="bulletin_published", data={"bulletin": made.pk}).order_by(
                "to__posts__unit__path"
            )
        ]
    assert found == {
        "ALL": ["县教育局党委", str(small.b.secretary)],
        "KINDS": ["县财政局党组", "县财政局机关党支部", *map(str, (small.a.secretary, small.branch_secretary))],
        "LEADERS": [str(small.county_leader)],
    }


def test_nobody_approves_what_he_drafted_edited_or_submitted(small):
    factories.post(Role.OFFICE_ADMIN, small.work_committee, who=small.county_leader)
    made = draft(small)
    edit(made, small.county_leader, title="改过的标题")
    actions.submit(bulletin=made, version=made.version, by=small.admin, **DAY)
    with pytest.raises(NotYours, match="须由另一人审定"):
        actions.approve(bulletin=made, version=made.version, by=small.county_leader, **DAY)
    other = factories.post(Role.COUNTY_LEADER, small.county).user
    actions.approve(bulletin=made, version=made.version, by=other, **DAY)
    assert made.approved_by == other


def test_rights_are_those_of_the_table(small):
    with pytest.raises(NotYours):
        draft(small, by=small.a.secretary)
    with pytest.raises(NotYours, match="考核结果通报由党建办管理员起草"):
        draft(small, by=small.supervisor, kind=Kind.RESULT)
    made = draft(small, by=small.supervisor)
    actions.submit(bulletin=made, version=made.version, by=small.supervisor, **DAY)
    with pytest.raises(NotYours, match="您的岗位不能审定通报"):
        actions.approve(bulletin=made, version=made.version, by=small.admin, **DAY)


def test_steps_out_of_turn_or_on_an_old_version_change_nothing_and_show_both_texts(small):
    made = draft(small)
    with pytest.raises(Stale):
        actions.publish(bulletin=made, version=made.version, by=small.admin, **DAY)
    edit(made, small.second_admin, title="别人改的标题")
    with pytest.raises(Stale) as told:
        edit(made, small.admin, title="我改的标题", version=1)
    assert (told.value.mine.splitlines()[0], told.value.theirs.splitlines()[0]) == ("我改的标题", "别人改的标题")
    actions.submit(bulletin=made, version=made.version, by=small.admin, **DAY)
    with pytest.raises(Stale):
        edit(made, small.admin)
    actions.send_back(bulletin=made, version=made.version, words="请补充数据。", by=small.county_leader, **DAY)
    with pytest.raises(Refused, match="请填写“作废理由”"):
        actions.discard(bulletin=made, version=made.version, words=" ", by=small.admin, **DAY)
    actions.discard(bulletin=made, version=made.version, words="不发了。", by=small.admin, **DAY)
    assert (made.state, Bulletin.objects.get().state, draft(small).state) == ("discarded", "discarded", "drafted")


def test_bad_input_is_refused_in_words(small):
    made = draft(small)
    for said, words in (
        ({"title": " "}, "请填写“标题”"),
        ({"texts": dict.fromkeys(range(99), "")}, "正文没有内容"),
        ({"scope": "units", "among": []}, "至少选一类或一个单位"),
        ({"scope": "units", "among": [10**9]}, "已撤销或没有在任人员"),
        ({"scope": "kinds", "among": ["planet"]}, "单位类别不在列表之中"),
        ({"added": {"good": "字" * 2001}}, "每段不超过2000字"),
    ):
        with pytest.raises(Refused, match=words):
            edit(made, small.admin, **said)
    for said, words in (
        ({"to_on": FROM, "from_on": TO}, "不能早于"),
        ({"from_on": None}, "起止日期"),
        ({"from_on": TO.replace(year=2027), "to_on": TO.replace(year=2028)}, "还没有开始"),
    ):
        with pytest.raises(Refused, match=words):
            draft(small, **said)
    draft(small, scope=Scope.LEADERS, among=[])
    with pytest.raises(Stale, match="已有一份通报"):
        draft(small, scope=Scope.LEADERS, among=[])
    with pytest.raises(Refused, match="已有一份通报"):
        edit(made, small.admin, scope=Scope.LEADERS, among=[])
    assert Bulletin.objects.count() == 2


def test_a_unit_signs_once_and_who_has_not_is_named(small):
    made = published(small)
    mine = made.receipts.get(unit=small.a.unit)
    with pytest.raises(NotYours):
        actions.acknowledge(receipt=mine, by=small.b.clerk, **DAY)
    actions.acknowledge(receipt=mine, by=small.a.clerk, **DAY)
    assert (mine.acknowledged_on, mine.acknowledged_by) == (ON, small.a.clerk)
    with pytest.raises(Stale, match="不用再签"):
        actions.acknowledge(receipt=mine, by=small.a.secretary, **DAY)
    told = queries.of_year(2026)
    assert [(one.code, one.units, one.signed, one.unsigned, one.corrected_by) for one in told] == [
        ("县直通〔2026〕1号", 2, 1, ("县教育局党委",), "")
    ]


def test_only_a_correction_that_names_it_takes_a_published_one_back(small):
    matter(small.b.unit, "转作风", state="active")
    made = published(small)
    actions.acknowledge(receipt=made.receipts.get(unit=small.a.unit), by=small.a.clerk, **DAY)
    assert [(one.about, one.unit, one.code) for one in queries.exceptions(2026)] == [("逾期未办结", small.b.unit.pk, made.code)]
    with pytest.raises(Refused, match="请填写“更正理由”"):
        actions.draft_correction(bulletin=made, reason="", now=DAY["now"], by=small.admin)
    new = actions.draft_correction(bulletin=made, reason="数据有误。", now=DAY["now"], by=small.admin)
    with pytest.raises(Stale):
        actions.draft_correction(bulletin=made, reason="再来一份。", now=DAY["now"], by=small.second_admin)
    with pytest.raises(Refused, match="范围不能修改"):
        edit(new, small.admin, scope="all", among=[])
    published(small, new)
    made.refresh_from_db()
    assert (new.code, made.state, made.code, queries.intact(made)) == ("县直通〔2026〕2号", "corrected", "县直通〔2026〕1号", True)
    assert [r.unit for r in queries.receipts(new)] == [small.a.unit, small.b.unit]
    assert list(Bulletin.objects.visible_to(small.b.clerk)) == [new, made]
    with pytest.raises(Stale, match="请看更正通报"):
        actions.acknowledge(receipt=made.receipts.get(unit=small.b.unit), by=small.b.clerk, **DAY)
    assert [line.title for line in queries.waiting_for(small.b.secretary)] == [str(new)]
    assert ([one.corrected_by for one in queries.of_year(2026)], queries.exceptions(2026)) == ([new.code, ""], [])


def test_beyond_the_years_plan_a_reason_is_needed_and_kept_and_corrections_do_not_count(small):
    set_policy(rules=Rules(bulletins_a_year=1), valid_from=ON, based_on=0, now=DAY["now"], by=small.admin)
    first = published(small)
    published(small, actions.draft_correction(bulletin=first, reason="有误。", now=DAY["now"], by=small.admin))
    assert queries.plan(ON).sentence == "2026年已印发通报1份，年度计划1份。"
    second = approved(small, draft(small, small.a.unit, from_on=FROM.replace(day=2)))
    with pytest.raises(Refused, match="再印发须填写“超出年度计划的理由”"):
        actions.publish(bulletin=second, version=second.version, by=small.admin, **DAY)
    actions.publish(bulletin=second, version=second.version, words="上级专项督查要求。", by=small.admin, **DAY)
    assert (second.code, second.over_reason) == ("县直通〔2026〕3号", "上级专项督查要求。")


def test_a_number_is_given_again_when_its_publication_fails(small):
    made = approved(small)
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        actions.publish(bulletin=made, version=made.version, by=small.admin, **DAY)
        _ = 1 / 0
    made.refresh_from_db()
    actions.publish(bulletin=made, version=made.version, by=small.admin, **DAY)
    assert (made.code, Letter.objects.filter(kind="bulletin_published").count()) == ("县直通〔2026〕1号", 2)


def test_what_must_never_be_is_a_constraint_of_the_database(small):
    made, other = published(small), draft(small, small.a.unit, from_on=FROM.replace(day=2))
    mine, later = Bulletin.objects.filter(pk=made.pk), Bulletin.objects.filter(pk=other.pk)
    signed = Receipt.objects.filter(bulletin=made)
    first = signed.first()
    wrong = [
        lambda: mine.update(number=None),
        lambda: mine.update(digest=""),
        lambda: mine.update(approved_by=None, approved_at=None),
        lambda: mine.update(approved_by=made.drafted_by),
        lambda: later.update(state="published"),
        lambda: later.update(kind="result"),
        lambda: later.update(to_on=FROM),
        lambda: later.update(corrects=made),
        lambda: later.update(corrects=other, reason="有误"),
        lambda: Bulletin.objects.update(from_on=FROM, scope="all"),
        lambda: signed.update(acknowledged_at=DAY["now"]),
        lambda: signed.update(unit=first.unit),
        lambda: made.steps.filter(act="submit").update(act="send_back", words=""),
    ]
    for act in wrong:
        with pytest.raises(IntegrityError), transaction.atomic():
            act()
    twin = {"state": "published", "mark": "县直通", "year": 2026, "number": 1, "published_on": ON, "published_by": small.admin}
    twin |= {"published_at": clock(ON), "digest": "0", "approved_by": small.county_leader, "approved_at": clock(ON)}
    with pytest.raises(IntegrityError, match="number"), transaction.atomic():
        later.update(**twin)
    later.update(**twin | {"number": 2})
