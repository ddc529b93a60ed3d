"""What stands in the brand bar: the doors that the signed-in person may open."""

from functools import cache

from django.conf import settings
from django.http import HttpRequest
from django.urls import get_urlconf, reverse
from django.utils import timezone

from accounts.access import posts_of, rights_of
from accounts.glass import queries as glasses
from accounts.letters import queries as letters
from accounts.roles import Permission as P

# (label, URL name, right that opens it)
DOORS = (
    ("总览", "desk:overview", P.OVERSEE),
    ("挂图作战", "wall:wall", P.OVERSEE),
    ("我的事项", "desk:today", P.ACKNOWLEDGE),
    ("讲话", "speeches:list", P.READ_SPEECHES),
    ("责任清单", "items:lists", P.READ_LISTS),
    ("事项总表", "desk:matters", P.READ_LISTS),
    ("待审核", "review:queue", P.APPROVE),
    ("待审核", "review:queue", P.CHECK_OFFICE),
    ("待销号", "review:closing", P.CLOSE_OFF),
    ("督导", "supervision:lights", P.SUPERVISE),
    ("经常性工作", "duties:library", P.READ_LISTS),
    ("一岗双责", "dual:home", P.TAKE_STEPS),
    ("考核", "assessment:cycles", P.READ_ASSESSMENT),
    ("人员与单位", "accounts:units", P.MANAGE_PEOPLE),
    ("权限", "accounts:rights", P.MANAGE_RIGHTS),
    ("邮件运行", "accounts:outgoing", P.MANAGE_PEOPLE),
    ("运行情况", "accounts:running", P.MANAGE_PEOPLE),
    ("痕迹", "accounts:trail", P.READ_TRAIL),
)


# (label, URL name) of what everybody has, the second in the demo only
NOTICES, MAILBOX = ("消息", "accounts:notices"), ("演示邮箱", "accounts:mailbox")


def oidc_name() -> str:
    """What the county's own sign-in is called; empty when there is none."""
    return settings.OIDC_NAME if settings.OIDC_URL else ""


def navigation(request: HttpRequest) -> dict:
    """Template context: `doors` (label, address, what aria-current says of it), the person's posts, the office's name, and whether this is the demo."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {"office": settings.OFFICE_NAME, "demo": settings.DEMO, "doors": [], "oidc_name": oidc_name()}
    rights = rights_of(user)
    watches_rights = not rights.isdisjoint({P.MANAGE_RIGHTS, P.READ_TRAIL, P.MANAGE_PEOPLE})
    watches_mail = not rights.isdisjoint({P.SUPERVISE, P.MANAGE_PEOPLE})
    return {
        "office": settings.OFFICE_NAME,
        "demo": settings.DEMO,
        "oidc_name": oidc_name(),
        "doors": marked(_open_to(rights), request.path),
        "notices_door": marked([NOTICES], request.path)[0],
        "my_posts": posts_of(user),
        "unread_notices": letters.unread(user),
        "mail_stands_still_since": letters.stands_still_since(timezone.now()) if watches_mail else None,
        "broken_glass": glasses.living(timezone.now()) if watches_rights else [],
        "may_end_glass": not rights.isdisjoint({P.MANAGE_RIGHTS, P.READ_TRAIL}),
        "can_import": P.IMPORT_SPEECH in rights,
        "can_oversee": P.OVERSEE in rights,
        "can_decide": P.DECIDE_DIRECTIVES in rights,
        "can_assess": P.ASSESS in rights,
        "can_keep_portfolios": P.KEEP_PORTFOLIOS in rights,
    }


def _open_to(rights: frozenset[P]) -> list[tuple[str, str]]:
    found = [(label, name) for label, name, right in DOORS if right in rights]
    return [*found, MAILBOX] if settings.DEMO else found


def marked(doors: list[tuple[str, str]], path: str) -> list[tuple[str, str, str]]:
    """The doors with their addresses: "page" on its own page, "true" on a page behind it and behind no nearer door, else nothing."""
    addresses = [_address(name, get_urlconf()) for _, name in doors]
    behind = max((address for address in addresses if address != "/" and path.startswith(address)), key=len, default="")
    return [
        (label, address, "page" if address == path else "true" if address == behind else "")
        for (label, _), address in zip(doors, addresses, strict=True)
    ]


@cache
def _address(name: str, urlconf: str | None) -> str:
    """A door's address: every page asks for all of them."""
    return reverse(name, urlconf=urlconf)
