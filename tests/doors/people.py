"""What the addresses of PEOPLE can name: units, persons, posts, portfolios, tickets, a sheet that waits."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.contrib.sessions.backends.db import SessionStore
from django.utils import timezone

from accounts.erasing.actions import ask
from accounts.factors import actions as factors
from accounts.factors import rules
from accounts.glass import actions as glass
from accounts.importing import actions as importing
from accounts.importing import files
from accounts.letters.actions import post
from accounts.letters.choices import stop_path
from accounts.letters.models import Letter, LetterState
from accounts.models import BrokenGlass, Erasure, Passkey, Post, Session, User
from accounts.roles import Role
from accounts.sessions import actions as sessions
from accounts.tickets import codes
from accounts.trail.sealing import seal
from accounts.units.actions import appoint, end_post
from accounts.users.actions import close_account
from tests import factories
from tests.accounts.importing.files import book, person
from tests.doors.door import Place
from tests.factories import Office

PASSWORD = "yunxi-2026-mima"
Spots = dict[Place, tuple]
SHEET = [("县水利局党组", "党组", "中共清禾县委员会", "县水利局")], [person(账号="shuili", 单位="县水利局党组")]


@dataclass(frozen=True)
class Crowd:
    """People beside the small office's own."""

    closed: User
    shut: User
    postless: User
    former: User
    signing_in: User
    guarded: User
    elsewhere: Session
    upload: str
    digest: str
    close_the_account: Callable[[], object]


def make(small: Office) -> Crowd:
    """An account that will be closed once its session is open, one closed long ago, and some without a post."""
    closed = factories.post(Role.UNIT_CLERK, small.a.unit).user
    shut, former = factories.user(), factories.post(Role.UNIT_CLERK, small.a.unit)
    close_account(user=shut, by=small.system_admin)
    end_post(post=former, on=date(2026, 11, 23), by=small.system_admin)
    sheet = book(*SHEET)
    return Crowd(
        closed=closed,
        shut=shut,
        postless=factories.user("郑无岗", email="zheng@qinghe.example"),
        former=former.user,
        signing_in=factories.user(password=PASSWORD),
        guarded=_with_a_factor(),
        elsewhere=_signed_in(shut),
        upload=files.keep(sheet, timezone.now()),
        digest=importing.preview(sheet).digest,
        close_the_account=lambda: close_account(user=closed, by=small.system_admin),
    )


def targets(small: Office, crowd: Crowd) -> dict[str, Spots]:
    """Objects of no unit's business: whoever has the right reaches them all."""
    clerk, leader = Post.objects.get(user=small.a.clerk), small.a.leader_post
    spare = factories.unit("县档案馆党支部", kind="branch", parent=small.county)
    unit = {"parent": small.county.pk, "version": small.b.unit.version}
    second = appoint(
        user=factories.user(email="anquan@qinghe.example"),
        unit=small.county,
        role=Role.SECURITY_ADMIN,
        valid_from=date(2026, 1, 5),
        by=small.security_admin,
    )
    return {
        "a unit": _any(small.b.unit.pk, unit),
        "an empty unit": _any(spare.pk),
        "a unit's new child": {Place.ANY: ({}, {"parent": small.county.pk})},
        "a person": _any(crowd.postless.pk, {"version": crowd.postless.version, "unit": small.county_office.pk}),
        "a person to print for": {Place.ANY: ({}, {"people": [crowd.postless.pk]})},
        "a closed person": _any(crowd.shut.pk),
        "a person with a factor": _any(crowd.guarded.pk),
        "somebody else's session": _any(crowd.elsewhere.pk),
        "somebody else's passkey": _any(_passkey(crowd.guarded).pk),
        "a guardian": _any(small.audit_admin.pk),
        "a guardian with an address": _any(second.user_id),
        "a guardian to be": {Place.ANY: ({}, {"user": crowd.postless.username, "unit": small.county.pk})},
        "a post": _any(clerk.pk, {"to": crowd.postless.username}),
        "a leader's post": _any(leader.pk),
        "a guardian's post": _any(second.pk),
        "an erasure": _any(_erasure(small).pk),
        "a broken glass": _any(_glass().pk),
        "an ended glass": _any(glass.end(glass=_glass(), now=timezone.now(), by=small.audit_admin).pk),
        "a portfolio": _any(leader.portfolio.get().pk),
        "a sheet": {Place.ANY: ({}, {"digest": crowd.digest})},
        "a slip": {Place.ANY: ({}, _slip(crowd.signing_in))},
        "a link": {Place.ANY: ({"token": codes.link(crowd.signing_in)},)},
        "a forged link": {Place.ANY: ({"token": "forged"},)},
        "a link that stops": {Place.ANY: ({"token": stop_path(crowd.postless.pk, "feedback_answered").split("/")[-2]},)},
        "a forged confirmation": {Place.ANY: ({"token": "forged", "pk": 1},)},
        "an account": {Place.ANY: ({}, {"login": crowd.signing_in.username, "password": PASSWORD})},
        "the empty template": {Place.ANY: ({"which": "empty"},)},
        "the filled template": {Place.ANY: ({"which": "current"},)},
        "no template": {Place.ANY: ({"which": "other"},)},
        "a letter": {Place.ANY: ({"key": "1764000000.M1P1Q1.host"},)},
        "somebody else's notice": _any(_letter(crowd.shut, LetterState.SENT).pk),
        "a letter that failed": _any(_letter(crowd.shut, LetterState.FAILED).pk),
    }


def _with_a_factor() -> User:
    user, now = factories.user(), timezone.now()
    secret = factors.new_secret()
    factors.set_up(user=user, secret=secret, typed=rules.code(secret, int(now.timestamp()) // 30), now=now, by=user)
    return user


def _signed_in(user: User) -> Session:
    return sessions.begin(user=user, session=SessionStore(), address="10.0.0.1", agent="", now=timezone.now())


def _erasure(small: Office) -> Erasure:
    """The first rows are sealed; the second is to be erased."""
    seal(limit=5, now=timezone.now())
    return ask(numbers=[2], reason="误录涉密文件名", by=small.security_admin, now=timezone.now())


def _glass() -> BrokenGlass:
    """For somebody who is none of the callers."""
    said = {"reason": "安全管理员手机丢失", "minutes": 60, "operator": "root"}
    return glass.break_glass(user=factories.user(), now=timezone.now(), **said)


def _any(pk: int, said: dict | None = None) -> Spots:
    return {Place.ANY: ({"pk": pk}, said or {})}


def _slip(user: User) -> dict:
    return {"username": user.username, "code": codes.code(user, timezone.now())}


def _letter(to: User, state: str) -> Letter:
    """A letter to somebody who is none of the callers."""
    sent_at = timezone.now() if state == LetterState.SENT else None
    letter = post(to=to, template="try_out", context={"at": timezone.now()}, key=f"doors:{state}", now=timezone.now())
    Letter.objects.filter(pk=letter.pk).update(state=state, sent_at=sent_at, calendar="BEGIN:VCALENDAR")
    return letter


def _passkey(user: User) -> Passkey:
    """A key that nobody here holds."""
    return Passkey.objects.create(user=user, name="本人手机", credential_id="AAAA", credential="AAAA", created_at=timezone.now())
