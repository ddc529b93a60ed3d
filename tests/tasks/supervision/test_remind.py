"""The command says in a table what would be said to whom and why."""

import re
from datetime import date

import pytest
from django.core.management import CommandError, call_command

from accounts.models import Entry, Letter
from tasks.management.commands.remind import width
from tasks.supervision.models import Reminder
from tests import factories
from tests.tasks.supervision.matters import assignment, secretary

pytestmark = pytest.mark.django_db
GIVEN = date(2026, 11, 2)


def said(capsys, *words) -> list[str]:
    """The lines that the command prints."""
    capsys.readouterr()
    call_command("remind", *words)
    return capsys.readouterr().out.splitlines()


@pytest.fixture
def matters():
    """One matter with a secretary, one in a unit without anybody in post."""
    post = secretary(factories.unit("县财政局党组"))
    type(post.user).objects.filter(pk=post.user_id).update(name="王建国")
    assignment(post.unit, date(2026, 12, 1), assigned_on=GIVEN, title="精简会议")
    assignment(factories.unit("县新设局党组"), date(2026, 12, 4), assigned_on=GIVEN, title="抓好党课", state="pending")


def test_a_dry_run_prints_the_table_and_writes_nothing(matters, capsys):
    entries = Entry.objects.count()
    printed = said(capsys, "--on", "2026-12-01", "--dry-run")
    assert [re.split(" {2,}", line) for line in printed] == [
        ["收件人", "单位", "事项", "内容", "缘由"],
        ["王建国（书记（第一责任人））", "县财政局党组", "精简会议", "时限12月1日，今天到期", "时限前1天"],
        ["无人在岗，请先任职", "县新设局党组", "抓好党课", "尚未签收；时限12月4日，还有3天", "下达2个工作日未签收"],
        ["无人在岗，请先任职", "县新设局党组", "抓好党课", "时限12月4日，还有3天", "时限前3天"],
        ["2026年12月1日：应提醒1人、3条。"],
    ]
    assert (
        len(
            {
                width(line[: line.index(last)])
                for line, last in zip(printed, ["缘由", "时限前1天", "下达", "时限前3天"], strict=False)
            }
        )
        == 1
    )
    assert (Letter.objects.count(), Reminder.objects.count(), Entry.objects.count()) == (0, 0, entries)


def test_without_dry_run_it_plans_once(matters, capsys):
    assert said(capsys, "--on", "2026-12-01")[-1] == "已写入1条提醒，1封信待发。"
    assert said(capsys, "--on", "2026-12-01")[-1] == "已写入0条提醒，0封信待发。"
    assert Letter.objects.get().subject == "【党建清单】今日1项到期：精简会议"


def test_a_day_off_and_a_day_without_anything(capsys, db):
    assert said(capsys, "--on", "2026-10-01", "--dry-run") == [
        "2026年10月1日：没有要提醒的。",
        "当日不是工作日，不发信；10月8日再看。",
    ]


def test_a_wrong_day_is_explained():
    with pytest.raises(CommandError, match="--on 须为 2026-12-01 这样的日期，现为“明天”。"):
        call_command("remind", "--on", "明天")
