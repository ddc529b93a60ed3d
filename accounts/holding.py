"""Which posts a person holds on a day, read once for each user object (that is once a request)."""

from datetime import date

from django.utils import timezone

from accounts.roles import GUARDIANS, Role

# As it stands in the trail; and since when it counts: whoever stands in needs the second factor at once, without days of grace.
STAND_IN, LONG_AGO = "应急授权（代行安全管理员）", date(2000, 1, 1)


def posts_of(user, on: date | None = None) -> list:
    """The posts that `user` holds on the day (today when None), then those that he acts for (代, marked `acted`)."""
    day = on or timezone.localdate()
    if not user.is_authenticated or not user.open_on(day):
        return []
    held = user.__dict__.setdefault("_posts", {})
    if day not in held:
        held[day] = _stand_in(user, day) or _own_and_acted(user, day)
    return held[day]


def _own_and_acted(user, day: date) -> list:
    own = [p for p in user.posts.select_related("unit").order_by() if p.holds(day)]
    own.sort(key=lambda p: (p.unit.path, p.role, p.pk))  # Post.Meta.ordering; nearly everybody has one
    return own + _acted_for(user, own, day)


def _stand_in(user, day: date) -> list:
    """While the glass is broken for this person (accounts.glass): the security administrator's post in the root unit, and no other.

    The mark `is_superuser` alone is worth nothing; and for that hour nobody sees business content beside the rights (三员分立).
    """
    now = timezone.now()
    if not user.is_superuser or user.glass is None or user.glass.user_id != user.pk:
        return []
    if not user.glass.lives(now) or day != timezone.localdate(now):
        return []
    post = user.posts.model
    root = post._meta.get_field("unit").related_model.objects.order_by("path").first()
    said = {"role": Role.SECURITY_ADMIN, "title": STAND_IN, "valid_from": LONG_AGO}
    return [post(user=user, unit=root, **said)] if root else []


def _acted_for(user, own: list, day: date) -> list:
    """The posts of colleagues who are away, marked `acted`, while a post of one's own in the same unit stands.

    They name posts that people hold, so nothing is passed on twice; no guardian's post, and nothing for a guardian (三员分立).
    """
    if not own or any(p.role in GUARDIANS for p in own) or not user.acting_for.on(day).exists():
        return []  # nearly always: nobody is away, and a lean question has said so
    given = user.acting_for.on(day).filter(post__user__is_active=True, post__unit__in={p.unit_id for p in own})
    posts = [acting.post for acting in given.exclude(post__role__in=GUARDIANS).select_related("post__unit", "post__user")]
    for post in posts:
        post.acted = True
    return [post for post in posts if post.holds(day)]


def in_words(user, on: date | None = None) -> str:
    """The posts as one line for the trail: 青禾县财政局机关党委书记；代…"""
    return "；".join(f"代{p.label}{p.user}" if p.acted else p.label for p in posts_of(user, on))
