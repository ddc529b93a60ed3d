"""What is there now, as rows of the template."""

from accounts.importing.actions import known
from accounts.importing.plan import KIND_LABELS
from accounts.roles import GUARDIANS, ROLE_LABELS, Role
from accounts.units.models import Unit


def unit_rows() -> list[tuple[str, ...]]:
    """Units that have not been dissolved, from above to below."""
    units = Unit.objects.current().select_related("parent")
    return [(u.name, KIND_LABELS.get(u.kind, u.kind), u.parent.name if u.parent else "", u.short_name) for u in units]


def people_rows() -> list[tuple[str, ...]]:
    """Posts without an end, except the guardians'."""
    now = known()
    rows = []
    for (username, unit, role), post in now.posts.items():
        if Role(role) in GUARDIANS:
            continue
        person = now.people[username]
        fields, units = "、".join(sorted(post.fields)), "、".join(sorted(post.units))
        place = (person.name, username, unit, ROLE_LABELS[Role(role)], post.title, post.since.isoformat())
        rows.append((*place, fields, units, person.email, person.phone))
    return rows
