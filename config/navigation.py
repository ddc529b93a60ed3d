"""What stands in the brand bar: the doors that the signed-in person may open."""

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone

from accounts.access import may, posts_of
from accounts.letters import queries as letters
from accounts.roles import Permission as P

# (label, URL name, right that opens it)
DOORS = (
    ("总览", "desk:overview", P.OVERSEE),
    ("我的事项", "desk:today", P.ACKNOWLEDGE),
    ("讲话", "speeches:list", P.READ_SPEECHES),
    ("责任清单", "items:lists", P.READ_LISTS),
    ("事项总表", "desk:matters", P.READ_LISTS),
    ("待审核", "review:queue", P.APPROVE),
    ("待审核", "review:queue", P.CHECK_OFFICE),
    ("待销号", "review:closing", P.CLOSE_OFF),
    ("督导", "supervision:lights", P.SUPERVISE),
    ("经常性工作", "duties:library", P.READ_LISTS),
    ("考核", "assessment:cycles", P.READ_ASSESSMENT),
    ("人员与单位", "accounts:units", P.MANAGE_PEOPLE),
    ("权限", "accounts:rights", P.MANAGE_RIGHTS),
    ("邮件运行", "accounts:outgoing", P.MANAGE_PEOPLE),
    ("运行情况", "accounts:running", P.MANAGE_PEOPLE),
    ("痕迹", "accounts:trail", P.READ_TRAIL),
)


def navigation(request: HttpRequest) -> dict:
    """Template context: `doors`, the person's posts, the office's name, and whether this is the demo."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {"office": settings.OFFICE_NAME, "demo": settings.DEMO, "doors": []}
    watches_mail = may(user, P.SUPERVISE) or may(user, P.MANAGE_PEOPLE)
    return {
        "office": settings.OFFICE_NAME,
        "demo": settings.DEMO,
        "doors": [(label, name) for label, name, right in DOORS if may(user, right)],
        "my_posts": posts_of(user),
        "unread_notices": letters.unread(user),
        "mail_stands_still_since": letters.stands_still_since(timezone.now()) if watches_mail else None,
        "can_import": may(user, P.IMPORT_SPEECH),
        "can_oversee": may(user, P.OVERSEE),
        "can_decide": may(user, P.DECIDE_DIRECTIVES),
    }
