"""The office of the drill: that of the chaos drill, with passwords, a supervisor who exports, and an auditor."""

from datetime import timedelta

from django.contrib.auth.hashers import make_password
from django.utils import timezone

from accounts.letters.models import Letter
from accounts.models import Post, Unit, User
from accounts.roles import Role
from tasks.items.models import Assignment
from tests.chaos import fill as chaos

PASSWORD = "pairs-Drill-2026"
PEOPLE, MATTERS = 12, 1200


def fill() -> dict[str, list[int]]:
    """The office; returns the matters of each secretary by account name, and an empty list for the supervisor."""
    chaos.fill(people=PEOPLE, matters=MATTERS, letters=0)
    boss = User.objects.create(username="ducha", name="督查员", email="ducha@example.cn")
    unit = Unit.objects.order_by("pk").first()
    Post.objects.create(user=boss, unit=unit, role=Role.SUPERVISOR, valid_from=timezone.localdate() - timedelta(30))
    User.objects.update(password=make_password(PASSWORD))
    matters: dict[str, list[int]] = {}
    for pk, name in Assignment.objects.order_by("pk").values_list("pk", "unit__posts__user__username"):
        if name.startswith("s"):
            matters.setdefault(name, []).append(pk)
    return matters | {"ducha": []}


def post_letters(first: int, count: int) -> None:
    """So many letters that want to leave now."""
    users = list(User.objects.filter(username__startswith="s").order_by("pk"))
    Letter.objects.bulk_create(chaos._posted(number, users[number % len(users)]) for number in range(first, first + count))
