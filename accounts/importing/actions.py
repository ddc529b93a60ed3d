"""Take an import: everything in one transaction, or nothing. The plan is made anew, so that nothing else than the preview is done."""

from collections.abc import Iterable
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts.conflict import Refused, Stale
from accounts.importing import sheet
from accounts.importing.plan import plan
from accounts.importing.rows import lines
from accounts.importing.shapes import (
    Change,
    Known,
    KnownPerson,
    KnownPost,
    KnownUnit,
    PersonRow,
    Plan,
    Sheet,
    UnitRow,
    Verdict,
)
from accounts.trail.actions import record
from accounts.units.actions import amend_unit, appoint, create_unit, move_unit, put_in_charge, release, retitle
from accounts.units.models import Post, Unit
from accounts.users.actions import amend_account, open_account
from accounts.users.models import User


def preview(content: bytes) -> Plan:
    """What the file would do now. Raises Refused when the file cannot be read at all."""
    return plan(lines(sheet.read(content)), known())


def known() -> Known:
    """Units, accounts and open posts as they are: five queries."""
    units = {
        unit.name: KnownUnit(unit.kind, unit.parent.name if unit.parent else "", unit.short_name, unit.dissolved_on is not None)
        for unit in Unit.objects.select_related("parent")
    }
    people = {u.username: KnownPerson(u.name, u.email, u.phone, u.is_active) for u in User.objects.all()}
    posts = {}
    for post in _open_posts():
        open_lines = [line for line in post.portfolio.all() if line.valid_to is None]
        fields = frozenset(line.field for line in open_lines if line.field)
        in_charge = frozenset(line.unit.name for line in open_lines if line.unit)
        posts[post.user.username, post.unit.name, post.role] = KnownPost(post.valid_from, post.title, fields, in_charge)
    return Known(units, people, posts)


def take(*, content: bytes, digest: str, on: date, by) -> Plan:
    """Do what the preview with this digest showed; posts without a date begin on the day `on`. Raises Stale when things have moved."""
    said = lines(sheet.read(content))
    with transaction.atomic():
        # One import at a time: the second waits here and then sees what the first has brought in.
        list(Unit.objects.select_for_update().filter(parent=None))
        return _take(plan(said, known()), digest, on, by)


def _take(agreed: Plan, digest: str, on: date, by) -> Plan:
    """Everything, in the caller's transaction."""
    if agreed.faults:
        raise Refused(f"文件中有 {len(agreed.faults)} 处错误，未导入。请改正后重新上传。")
    if agreed.digest != digest:
        raise Stale("预览之后单位或人员有变化，未导入。请重新上传并核对预览。")
    wanted = [change for change in agreed.changes if change.verdict != Verdict.UNCHANGED]
    _take_units([change for change in wanted if change.sheet == Sheet.UNITS], by)
    _take_people([change for change in wanted if change.sheet == Sheet.PEOPLE], on, by)
    if wanted:
        counts = {verdict.value: agreed.count(verdict) for verdict in Verdict}
        record(act="导入单位和人员", target=by, after=counts, by=by)
    return agreed


def _open_posts() -> Iterable[Post]:
    return Post.objects.filter(valid_to=None).select_related("user", "unit").prefetch_related("portfolio__unit")


def _take_units(changes: list[Change], by) -> None:
    """New units from above to below, then changes of old ones."""
    units = {unit.name: unit for unit in Unit.objects.all()}
    waiting = [change.line for change in changes if change.verdict == Verdict.NEW]
    while waiting:
        ready = [line for line in waiting if not line.parent or line.parent in units]
        for line in ready:
            made = {"name": line.name, "kind": line.kind, "short_name": line.short_name}
            units[line.name] = _at(Sheet.UNITS, line, create_unit, parent=units.get(line.parent), by=by, **made)
        waiting = [line for line in waiting if line not in ready]
    for change in changes:
        if change.verdict == Verdict.CHANGED:
            _amend_unit(change.line, units, by)


def _amend_unit(line: UnitRow, units: dict[str, Unit], by) -> None:
    unit = units[line.name]
    values = {"kind": line.kind} | ({"short_name": line.short_name} if line.short_name else {})
    _at(Sheet.UNITS, line, amend_unit, unit=unit, version=unit.version, values=values, by=by)
    if line.parent:
        _at(Sheet.UNITS, line, move_unit, unit=Unit.objects.get(pk=unit.pk), parent=units[line.parent], by=by)


def _take_people(changes: list[Change], on: date, by) -> None:
    """Accounts, posts, portfolios."""
    units = {unit.name: unit for unit in Unit.objects.all()}
    users = {user.username: user for user in User.objects.all()}
    posts = {(post.user.username, post.unit.name, post.role): post for post in _open_posts()}
    for change in changes:
        line = change.line
        user = users[line.username] = _account(line, users.get(line.username), by)
        post = posts.get((line.username, line.unit, line.role))
        if post is None:
            given = {"unit": units[line.unit], "role": line.role, "title": line.title, "valid_from": line.since or on}
            post = _at(Sheet.PEOPLE, line, appoint, user=user, by=by, **given)
        elif line.title and line.title != post.title:
            post = _at(Sheet.PEOPLE, line, retitle, post=post, title=line.title, by=by)
        _portfolio(line, post, units, on, by)


def _account(line: PersonRow, user: User | None, by) -> User:
    if user is None:
        details = {"username": line.username, "name": line.name, "email": line.email, "phone": line.phone}
        return _at(Sheet.PEOPLE, line, open_account, by=by, **details)
    values = {name: value for name, value in (("name", line.name), ("email", line.email), ("phone", line.phone)) if value}
    return _at(Sheet.PEOPLE, line, amend_account, user=user, version=user.version, values=values, by=by)


def _portfolio(line: PersonRow, post: Post, units: dict[str, Unit], on: date, by) -> None:
    """Make the open portfolio what the line says; an empty cell leaves it as it is."""
    since = max(on, post.valid_from) if line.since is None else max(line.since, post.valid_from)
    current = list(post.portfolio.filter(valid_to=None).select_related("unit"))
    for old in current:
        dropped = (old.field and line.fields and old.field not in line.fields) or (
            old.unit and line.units and old.unit.name not in line.units
        )
        if dropped:
            _at(Sheet.PEOPLE, line, release, line=old, on=max(on, old.valid_from), by=by)
    held_fields, held_units = {old.field for old in current}, {old.unit.name for old in current if old.unit}
    for name in line.fields:
        if name not in held_fields:
            _at(Sheet.PEOPLE, line, put_in_charge, post=post, field=name, valid_from=since, by=by)
    for name in line.units:
        if name not in held_units:
            _at(Sheet.PEOPLE, line, put_in_charge, post=post, unit=units[name], valid_from=since, by=by)


def _at(sheet_name: Sheet, line: UnitRow | PersonRow, act, /, **said):
    """Do `act`; what it refuses is told with the line of the sheet."""
    try:
        return act(**said)
    except ValidationError as error:
        raise Refused(f"{sheet_name} 第{line.row}行：{'；'.join(error.messages)}未导入任何内容。") from error
    except Refused as error:
        raise Refused(f"{sheet_name} 第{line.row}行：{error}未导入任何内容。") from error
