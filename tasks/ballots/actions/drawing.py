"""拟定 and 开始: who votes with which weight, about which units, by which rules; letters and slips go out."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F

from accounts.access import may
from accounts.conflict import NotYours, Refused, Stale
from accounts.letters.actions import post
from accounts.models import Post
from accounts.roles import Permission
from accounts.trail.actions import record
from tasks.ballots import codes
from tasks.ballots import rules as rules_of
from tasks.ballots.models import Ballot, BallotState, VoterGroup, VotingCode

MOST_SLIPS = 500
MOST_MORE = 50
LETTER = "ballot"


@dataclass(frozen=True)
class GroupSaid:
    """A group as it is drawn up."""

    name: str
    weight: Decimal
    role: str = ""
    slips: int = 0


@transaction.atomic
def draw_up(*, values: dict[str, Any], units: list, groups: list[GroupSaid], rules: dict[str, Any], on: date, by) -> Ballot:
    """拟定 a 测评; `values`: cycle, title, explanation, trial, closes_on. Nothing goes out yet."""
    must_assess(by)
    try:
        checked = rules_of.Rules.from_dict(rules).as_dict()
    except rules_of.BadRules as error:
        raise Refused(str(error)) from error
    if values["cycle"].state != "open":
        raise Refused(f"“{values['cycle']}”已经审定，不能再组织测评。")
    if values["closes_on"] < on:
        raise Refused(f"“截止日期”早于今天。请改为{on:%Y年%-m月%-d日}或以后。")
    if not units:
        raise Refused("请至少选择一个“被测评单位”。")
    _must_add_up(groups)
    ballot = Ballot(**values, rules=checked)
    try:
        ballot.full_clean(exclude=["opened_at", "opened_by", "closed_at", "closed_by", "purged_at"])
    except ValidationError as error:
        raise Refused("".join(error.messages)) from error
    ballot.save(force_insert=True)
    ballot.units.set(units)
    VoterGroup.objects.bulk_create(VoterGroup(ballot=ballot, **vars(group)) for group in groups)
    after = {"units": [str(unit) for unit in units], "groups": [f"{g.name} {g.weight}" for g in groups], "rules": checked}
    record(act="拟定民主测评", target=ballot, after=after, by=by)
    return ballot


@transaction.atomic
def discard(*, ballot: Ballot, by) -> None:
    """删除 a draft from which nothing went out."""
    must_assess(by)
    locked = Ballot.objects.select_for_update().filter(pk=ballot.pk).first()
    if locked is None:
        raise Stale(f"“{ballot}”刚由他人删除。")
    if locked.state != BallotState.DRAFT:
        raise Refused(f"“{ballot}”已经开始，不能删除。")
    record(act="删除民主测评", target=ballot, by=by)
    locked.delete()


@transaction.atomic
def open_(*, ballot: Ballot, on: date, now: datetime, by) -> Ballot:
    """开始投票: each person of a group gets one letter; who has no mailbox gets one slip more in the same group."""
    must_assess(by)
    if ballot.closes_on < on:
        raise Refused(f"“截止日期”{ballot.closes_on:%Y年%-m月%-d日}已过。请删除后重新拟定。")
    _hold_cycle(ballot)
    opened = {"state": BallotState.OPEN, "opened_at": now, "opened_by": by}
    if Ballot.objects.filter(pk=ballot.pk, state=BallotState.DRAFT).update(**opened) != 1:
        raise Stale(f"“{ballot}”已由他人开始或删除。")
    ballot.refresh_from_db()
    groups = list(ballot.groups.all())
    called = people(groups, on)
    for group in groups:
        with_mail, without = called[group.pk]
        if len(with_mail) + len(without) + group.slips < rules_of.SMALLEST:
            raise Refused(f"“{group}”不足{rules_of.SMALLEST}人，难以保密。请并入其他类别；个别领导的意见可用“领导评鉴”。")
        VoterGroup.objects.filter(pk=group.pk).update(slips=F("slips") + len(without))
        _write_to(group, with_mail, now)
    after = {str(g): {"letters": len(called[g.pk][0]), "slips": g.slips + len(called[g.pk][1])} for g in groups}
    record(act="开始民主测评", target=ballot, after=after, at=now, by=by)
    return ballot


@transaction.atomic
def print_slips(*, group: VoterGroup, by) -> list[str]:
    """Make the codes of all slips of the group that are not printed yet; they can be read this once only."""
    must_assess(by)
    locked = _open_group(group)
    missing = min(locked.slips - locked.codes.exclude(batch=0).count(), MOST_SLIPS)
    if missing <= 0:
        raise Refused(f"“{group}”的{locked.slips}张纸质票都已打印。丢失或打印不清的，先作废该批未用的票，再重新打印。")
    VoterGroup.objects.filter(pk=group.pk).update(batches=F("batches") + 1)
    made = _make(locked, missing, batch=locked.batches + 1)
    record(act="打印测评票", target=group.ballot, after={"group": group.name, "batch": locked.batches + 1, "slips": missing}, by=by)
    return made


@transaction.atomic
def add_slips(*, group: VoterGroup, count: int, reason: str, by) -> VoterGroup:
    """增补 slips in place of letters that did not arrive, or for people who were forgotten; the reason stays in the trail."""
    must_assess(by)
    locked, reason = _open_group(group), reason.strip()
    if not 1 <= count <= MOST_MORE:
        raise Refused(f"“增补张数”应为1到{MOST_MORE}。")
    if not reason:
        raise Refused("请填写“增补理由”，如“张三的信未送达”。")
    VoterGroup.objects.filter(pk=group.pk).update(slips=F("slips") + count)
    after = {"group": group.name, "slips": count}
    record(act="增补测评票", target=group.ballot, after=after, note=reason, by=by)
    locked.refresh_from_db()
    return locked


@transaction.atomic
def void_batch(*, group: VoterGroup, batch: int, by) -> int:
    """作废 all slips of a print run that were not used: they can be printed anew. Returns how many."""
    must_assess(by)
    locked = _open_group(group)
    unused = locked.codes.filter(batch=batch, used=False) if batch > 0 else VotingCode.objects.none()
    count, _ = unused.delete()  # counted by the deletion itself: a code may be used in the same moment
    if not count:
        raise Refused(f"“{group}”第{batch}批没有未用的票。")
    record(act="作废测评票", target=group.ballot, after={"group": group.name, "batch": batch, "slips": count}, by=by)
    return count


def people(groups: list[VoterGroup], on: date) -> dict[int, tuple[list, list]]:
    """By group: who gets a letter, and who has no mailbox. Whoever belongs to two groups votes in the first: one person, one vote."""
    found, seen = {}, set()
    for group in groups:
        posts = Post.objects.on(on).with_role(group.role).select_related("user") if group.role else []
        users = {post.user_id: post.user for post in posts if post.user_id not in seen}
        seen |= set(users)
        found[group.pk] = ([u for u in users.values() if u.email], [u for u in users.values() if not u.email])
    return found


def must_assess(by) -> None:
    """Only who may assess."""
    if not may(by, Permission.ASSESS):
        raise NotYours("您的岗位不能组织民主测评。")


def _hold_cycle(ballot: Ballot) -> None:
    """The cycle stays as it is until the caller's transaction ends; a decided one takes no votes any more."""
    found = Ballot.objects.select_for_update(of=("cycle",)).select_related("cycle").filter(pk=ballot.pk).first()
    if found and found.cycle.state != "open":
        raise Refused(f"“{found.cycle}”已经审定，不能再开始测评。请删除这份草稿。")


def _must_add_up(groups: list[GroupSaid]) -> None:
    """At least one group, each named once and with somebody in it, weights of 100 together."""
    if not groups:
        raise Refused("请至少填写一个测评类别。")
    names = [group.name for group in groups]
    if len(set(names)) != len(names):
        raise Refused("测评类别的名称重复。请为每一类取不同的名称。")
    for group in groups:
        if not group.role and not group.slips:
            raise Refused(f"类别“{group.name}”没有投票人。请选择“发信给”，或填写“纸质票张数”。")
    total = sum(group.weight for group in groups)
    if total != rules_of.WHOLE:
        raise Refused(f"各类别权重合计为{total}，应为100。请调整“权重”。")


def _open_group(group: VoterGroup) -> VoterGroup:
    """The group, locked, while its ballot takes votes."""
    locked = VoterGroup.objects.select_for_update(of=("self",)).select_related("ballot").get(pk=group.pk)
    if locked.ballot.state != BallotState.OPEN:
        raise Refused(f"“{locked.ballot}”现为{locked.ballot.get_state_display()}，不能打印或作废票。")
    return locked


def _write_to(group: VoterGroup, users: list, now: datetime) -> None:
    """One letter with one code each. Which code went to whom stands in the letter only, until it is delivered."""
    for user, code in zip(users, _make(group, len(users), batch=0), strict=True):
        context = {"ballot": group.ballot, "code": code, "link": f"{settings.SITE_URL}/vote/{group.ballot_id}/{code}/"}
        post(
            to=user,
            template=LETTER,
            context=context,
            key=f"{LETTER}:{group.ballot_id}:{user.pk}",
            now=now,
            data={"ballot": group.ballot_id},
        )


def _make(group: VoterGroup, count: int, *, batch: int) -> list[str]:
    """Store the hashes of `count` new codes; random keys, so that their order is not the order of the letters."""
    made = [codes.new_code() for _ in range(count)]
    rows = sorted((VotingCode(group=group, digest=codes.digest(code), batch=batch) for code in made), key=lambda row: row.pk)
    VotingCode.objects.bulk_create(rows)
    return made
