"""The first day of a real office: four people, four links, no password; the demo stays away."""

from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command
from django.utils import timezone

from accounts.demo.load import PASSWORD
from accounts.models import Entry, Post, Unit, User
from accounts.roles import Role
from accounts.tickets.codes import by_link
from config.env import demo_allowed

pytestmark = pytest.mark.django_db
WORDS = (
    *("first_admins", "中共云溪县委员会", "--office", "云溪县直机关工委", "--system", "xitong", "甲", "--security", "anquan", "乙"),
    *("--audit", "shenji", "丙", "--office-admin", "dangjian", "丁"),
)


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    """A VAR_DIR of its own, and the site's address."""
    settings.VAR_DIR, settings.SITE_URL = tmp_path, "https://dj.example.gov.cn"
    return tmp_path


def links(capsys, *words: str) -> dict[str, str]:
    """Account -> path of the printed link."""
    call_command(*words)
    lines = [line.strip().split("\u3000") for line in capsys.readouterr().out.splitlines() if "\u3000" in line]
    assert all(line[2].startswith("https://dj.example.gov.cn/set-password/") for line in lines)
    return {line[0]: line[2].removeprefix("https://dj.example.gov.cn") for line in lines}


def test_four_people_get_links_and_no_password_and_nothing_of_a_link_is_kept(capsys):
    made = links(capsys, *WORDS)
    roles = {post.user.username: (post.role, post.unit.name) for post in Post.objects.select_related("user", "unit")}
    root = "中共云溪县委员会"
    assert roles == {
        "xitong": (Role.SYSTEM_ADMIN, root),
        "anquan": (Role.SECURITY_ADMIN, root),
        "shenji": (Role.AUDIT_ADMIN, root),
        "dangjian": (Role.OFFICE_ADMIN, "云溪县直机关工委"),
    }
    assert made.keys() == roles.keys()
    assert not any(user.has_usable_password() for user in User.objects.all())
    kept = repr([list(model.objects.values()) for model in (User, Entry, Post, Unit)])
    assert not any(path.split("/")[2] in kept for path in made.values())


def test_a_link_of_the_first_day_signs_in_once_within_seven_days(client, capsys):
    path = links(capsys, *WORDS)["dangjian"]
    assert client.post("/sign-in/", {"login": "dangjian", "password": PASSWORD}).status_code == 200
    word = "yunxi-2026-mima"
    assert client.post(path, {"password": word, "again": word}).headers["Location"] == "/sign-in/"
    assert client.post("/sign-in/", {"login": "dangjian", "password": word}).status_code == 302
    assert client.get(path).status_code == 410


def test_a_link_of_the_first_day_ends_after_seven_days(capsys):
    token = links(capsys, *WORDS)["xitong"].split("/")[2]
    ends = timezone.now() + timedelta(days=7)
    with time_machine.travel(ends - timedelta(minutes=1), tick=False):
        assert by_link(token).username == "xitong"
    with time_machine.travel(ends + timedelta(minutes=1), tick=False):
        assert by_link(token) is None


def test_again_prints_new_links_for_those_without_a_password_and_old_ones_die(client, capsys):
    first = links(capsys, *WORDS)
    word = "yunxi-2026-mima"
    client.post(first["xitong"], {"password": word, "again": word})
    second = links(capsys, "first_admins", "--again")
    assert second.keys() == {"anquan", "shenji", "dangjian"}
    assert [client.get(path).status_code for path in (first["anquan"], second["anquan"])] == [410, 200]


def test_an_office_is_founded_once():
    call_command(*WORDS)
    with pytest.raises(CommandError, match="系统中已有单位或人员，不能再初始化。"):
        call_command(*WORDS)


def test_what_is_missing_is_said():
    with pytest.raises(CommandError, match="缺少：--audit、--office-admin。"):
        call_command(*WORDS[:10])
    with pytest.raises(CommandError, match="没有等待设置密码的管理员。"):
        call_command("first_admins", "--again")
    assert (Unit.objects.count(), User.objects.count()) == (0, 0)


def test_once_an_office_is_real_the_demo_cannot_be_switched_on_over_it(folder, monkeypatch):
    monkeypatch.setenv("DEMO", "1")
    monkeypatch.delenv("DATABASE_URL", raising=False)
    assert demo_allowed(folder)
    call_command(*WORDS)
    with pytest.raises(ImproperlyConfigured, match="属于正式机构，不能以演示方式启动"):
        demo_allowed(folder)


def test_no_real_office_in_the_demo(settings):
    settings.DEMO = True
    with pytest.raises(CommandError, match="演示环境"):
        call_command(*WORDS)
