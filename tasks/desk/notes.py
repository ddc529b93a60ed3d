"""Notes beside a matter: short, read by the office and the unit, no indicator of anything."""

from datetime import datetime

from django.db import IntegrityError, transaction

from accounts.conflict import NotYours
from accounts.roles import Permission
from accounts.trail.actions import record
from tasks.desk.models import Comment
from tasks.items.models import Assignment
from tasks.items.rights import holds


@transaction.atomic
def comment(*, assignment: Assignment, text: str, key: str, now: datetime, by) -> Comment:
    """Leave a note. The same `key` again gives the note that stands already."""
    if not holds(by, Permission.READ_LISTS, assignment):
        raise NotYours(f"您的岗位不能在「{assignment}」留言。")
    standing = Comment.objects.filter(key=key, assignment=assignment, by=by).first()
    if standing:
        return standing
    try:
        with transaction.atomic():
            entry = record(act="留言", target=assignment, after={"text": text}, at=now, by=by)
            return Comment.objects.create(assignment=assignment, text=text, at=now, by=by, post=entry.post, key=key)
    except IntegrityError:  # a double click, both at the same moment
        standing = Comment.objects.filter(key=key, assignment=assignment, by=by).first()
        if standing is None:
            raise
        return standing
