"""What the page of one's posts shows."""

from datetime import date

from django.contrib.auth import get_user_model
from django.db.models import QuerySet

from accounts.acting.models import Acting
from accounts.roles import GUARDIANS
from accounts.units.models import Post


def own_posts(user, on: date) -> QuerySet[Post]:
    """The posts that the person holds, without those that they only act for."""
    return Post.objects.on(on).filter(user=user).exclude(role__in=GUARDIANS).select_related("unit", "user")


def colleagues(posts: QuerySet[Post], user, on: date):
    """Who may act for the holder of these posts: people with a post in one of their units, guardians left out."""
    there = Post.objects.on(on).filter(unit__in=posts.values("unit")).exclude(user=user)
    guardians = Post.objects.on(on).with_role(*GUARDIANS).values("user")
    people = get_user_model().objects.filter(pk__in=there.values("user")).exclude(pk__in=guardians)
    return people.order_by("name", "pk")


def given(user, on: date) -> QuerySet[Acting]:
    """What the person has given and that is not over."""
    return Acting.objects.not_over(on).filter(post__user=user).select_related("post__unit", "post__user", "deputy")


def received(user, on: date) -> QuerySet[Acting]:
    """What the person does or will do for others."""
    return Acting.objects.not_over(on).filter(deputy=user).select_related("post__unit", "post__user", "deputy")
