"""The bar shows each post its own doors, says who is signed in, and nothing inline stands on any page."""

import re

import pytest
from django.test import override_settings

from accounts.models import User
from accounts.roles import Role
from tests import factories
from tests.accounts.signed_in import client_of, text

pytestmark = pytest.mark.django_db

UNIT = ["我的事项", "讲话", "责任清单", "事项总表", "经常性工作", "一岗双责", "考核"]
DOORS = {
    Role.COUNTY_LEADER: ["总览", "挂图作战", "讲话", "责任清单", "事项总表", "待审核", "经常性工作", "考核"],
    Role.OFFICE_ADMIN: ["总览", "挂图作战", "讲话", "责任清单", "事项总表", "待审核", "待销号", "督导", "经常性工作", "考核"],
    Role.SUPERVISOR: ["总览", "挂图作战", "讲话", "责任清单", "事项总表", "待审核", "待销号", "督导", "经常性工作", "考核"],
    Role.UNIT_SECRETARY: UNIT,
    Role.UNIT_LEADER: UNIT,
    Role.UNIT_CLERK: ["我的事项", "讲话", "责任清单", "事项总表", "经常性工作"],
    Role.SYSTEM_ADMIN: ["人员与单位", "邮件运行", "运行情况"],
    Role.SECURITY_ADMIN: ["权限"],
    Role.AUDIT_ADMIN: ["痕迹"],
}
NOWHERE = "/no-such-page/"


def doors(page: str) -> list[str]:
    """The labels of the doors in the bar."""
    nav = re.search(r'<nav class="doors".*?</nav>', page, re.S)
    return re.findall(r"<a [^>]*>([^<]+)</a>", nav[0]) if nav else []


def signed_in_page(user: User, path: str = NOWHERE) -> str:
    """A page as the person sees it; the page of an unknown address shows the whole bar."""
    return text(client_of(user).get(path))


@pytest.mark.parametrize("role", list(Role))
def test_each_post_sees_its_doors_and_no_others(role: Role) -> None:
    assert doors(signed_in_page(factories.post(role).user)) == [*DOORS[role], "消息"]


def test_without_a_post_there_are_only_own_notices_and_without_a_session_no_doors(client) -> None:
    assert (doors(signed_in_page(factories.user())), doors(text(client.get(NOWHERE)))) == (["消息"], [])


def test_the_bar_names_all_posts_and_the_person() -> None:
    unit = factories.unit("县统计局党组")
    held = factories.post(Role.UNIT_SECRETARY, unit, title="党组书记")
    factories.post(Role.OFFICE_ADMIN, unit, who=held.user, title="党建办主任")
    said = re.search(r'<span class="me-posts">(.*?)</span>', signed_in_page(held.user))[1]
    posts, person = said.split(" ", 1)
    assert (sorted(posts.split("、")), person) == (
        ["县统计局党组书记", "县统计局党组党建办主任"],
        f'<a href="/account/"><b>{held.user}</b></a>',
    )


@pytest.mark.parametrize(
    ("path", "current"),
    [
        ("/lists/", 'aria-current="page">责任清单'),
        (NOWHERE, ""),
        ("/speeches/new/", 'aria-current="true">讲话'),
        ("/review/closing/", 'aria-current="page">待销号'),
    ],
)
def test_the_open_door_is_marked_on_its_page_and_behind_it(path: str, current: str) -> None:
    page = signed_in_page(factories.post(Role.OFFICE_ADMIN).user, path)
    assert "".join(re.findall(r'aria-current="\w+">[^<]+', page)) == current


def test_leaving_is_a_form_and_the_mailbox_shows_in_the_demo_only() -> None:
    user = factories.post(Role.UNIT_CLERK).user
    with override_settings(DEMO=True):
        demo = signed_in_page(user)
    plain = signed_in_page(user)
    out = '<form method="post" action="/sign-out/">'
    assert [(out in page, "演示邮箱" in page, "均为虚构" in page) for page in (demo, plain)] == [
        (True, True, True),
        (True, False, False),
    ]


def test_looking_at_the_sign_out_page_signs_nobody_out() -> None:
    client = client_of(factories.post(Role.UNIT_CLERK).user)
    client.get("/sign-out/")
    stayed = client.get("/today/").status_code
    left = client.post("/sign-out/")
    assert (stayed, left.headers["Location"], client.get("/today/").headers["Location"]) == (
        200,
        "/sign-in/",
        "/sign-in/?next=/today/",
    )


def test_the_footer_says_what_the_system_never_does(client) -> None:
    page = text(client.get("/sign-in/"))
    assert ["本系统不设打卡、积分、排名。" in page, "严禁上传涉密文件。" in page] == [True, True]


@pytest.mark.parametrize("path", ["/sign-in/", "/set-password/", NOWHERE, "/lists/", "/speeches/", "/today/", "/assessment/"])
def test_pages_obey_their_own_content_policy(path: str) -> None:
    answer = client_of(factories.post(Role.UNIT_SECRETARY).user).get(path, follow=True)
    policy = dict(part.strip().split(" ", 1) for part in answer.headers["Content-Security-Policy"].split(";"))
    page = text(answer)
    inline = re.findall(r"<style\b|<script\b(?![^>]*\ssrc=)|<[^>]*\s(?:style|on[a-z]+)\s*=", page, re.I)
    foreign = re.findall(r"""<(?:script|link|img)\b[^>]*(?:src|href)=["']?(?:https?:)?//""", page)
    assert (policy["script-src"], policy["style-src"], policy["default-src"], inline, foreign) == (
        "'self'",
        "'self'",
        "'none'",
        [],
        [],
    )
