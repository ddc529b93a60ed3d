"""Names that are offered while one types: only such as the person would see anyway."""

from accounts.access import posts_of
from accounts.models import Post, Unit, User
from tasks.desk.filters import named
from tasks.desk.forms import LONGEST
from tasks.desk.search import matching_items
from tasks.items.models import ResponsibilityList, sees_all

MOST = 10


def names(user, kind: str, q: str) -> list[str]:
    """At most ten names of units, leaders, lists or items within the user's reach that hold the words, or begin with these initials."""
    q = q.strip()
    if not q or len(q) > LONGEST or "\0" in q:
        return []
    reach = Unit.objects.all() if sees_all(user) else Unit.objects.reached_by(posts_of(user))
    if kind == "unit":
        return list(reach.current().filter(named(q, "name", "short_name")).order_by("path").values_list("name", flat=True)[:MOST])
    if kind == "title":
        return list(dict.fromkeys(matching_items(user, q).values_list("title", flat=True)[: MOST * 2]))[:MOST]
    if kind == "list":
        found = ResponsibilityList.objects.visible_to(user).filter(named(q, "title"))
        return list(found.order_by("-year", "-id").values_list("title", flat=True)[:MOST])
    leading = Post.objects.filter(led_assignments__isnull=False, unit__in=reach).values("user")
    found = User.objects.filter(named(q, "name"), pk__in=leading).order_by("initials", "id")
    return list(found.values_list("name", flat=True)[:MOST])
