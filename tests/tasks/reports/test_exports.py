"""A file too large for a request is ordered, made on the queue `report` with the rights of that moment, and fetched by its owner only."""

from datetime import date, timedelta
from io import BytesIO
from threading import Barrier

import openpyxl
import pytest
from celery import current_app
from django.core.files.storage import default_storage
from django.urls import reverse
from django.utils import timezone

from accounts.conflict import Refused
from accounts.models import Entry
from accounts.roles import Role
from accounts.units.actions import end_post
from tasks.items.models import ResponsibilityList
from tasks.reports import exporting
from tasks.reports.jobs import make, sweep
from tasks.reports.models import Export
from tests import factories
from tests.client import TrailClient
from tests.tasks.chain import Chain
from tests.tasks.review.test_race import at_once

pytestmark = pytest.mark.django_db
NOW = timezone.now()


@pytest.fixture(autouse=True)
def files(settings, tmp_path, redis_url):
    settings.MEDIA_ROOT = tmp_path
    settings.ROWS_IN_A_REQUEST = {"list_docx": 2, "list_pdf": 2, "list_xlsx": 3, "assessment_docx": 3}


@pytest.fixture
def chain() -> Chain:
    return Chain()


@pytest.fixture
def large(chain) -> ResponsibilityList:
    """Two items for two units: four lines of the ledger."""
    units = [chain.unit("县财政局党组"), chain.unit("县教育局党委")]
    rows = [{"units": units, "due_on": date(2026, 6, 30), "title": title} for title in ("改进文风", "减少会议")]
    return chain.issue(*rows)


def signed_in(user) -> TrailClient:
    made = TrailClient()
    made.force_login(user)
    return made


def cells(content: bytes) -> list:
    book = openpyxl.load_workbook(BytesIO(content))
    return [[list(row) for row in sheet.iter_rows(values_only=True)] for sheet in book]


def ordered(large, by) -> Export:
    return exporting.order(kind="list_xlsx", about=large.pk, chosen={}, now=NOW, by=by)


def test_looking_orders_nothing_the_button_does_and_the_file_is_what_a_request_would_have_made(settings, chain, large):
    me, address = signed_in(chain.admin), reverse("reports:list_xlsx", args=[large.pk])
    page = me.get(address)
    assert ("共 4 行" in page.content.decode(), Export.objects.count()) == (True, 0)
    answer = me.post(reverse("reports:order_export"), {"kind": "list_xlsx", "about": large.pk})
    export = Export.objects.get()
    assert answer.url == reverse("reports:export", args=[export.pk])
    assert "正在生成文件" in me.get(answer.url).content.decode()
    assert me.get(reverse("reports:export_file", args=[export.pk])).status_code == 404
    make(export.pk)
    assert "已生成" in me.get(answer.url).content.decode()
    fetched = me.get(reverse("reports:export_file", args=[export.pk]))
    settings.ROWS_IN_A_REQUEST["list_xlsx"] = 4
    direct = me.get(address)
    assert cells(b"".join(fetched.streaming_content)) == cells(b"".join(direct.streaming_content))
    assert fetched["Content-Disposition"] == direct["Content-Disposition"]
    assert Entry.objects.get(act="导出文件").by == chain.admin


def test_a_small_scope_of_the_same_list_is_made_at_once(chain, large):
    secretary = next(iter(chain.secretaries.values()))
    answer = signed_in(secretary).get(reverse("reports:list_xlsx", args=[large.pk]))
    assert answer["Content-Type"].startswith("application/vnd.openxmlformats")


def test_it_runs_on_the_report_queue_and_what_was_lost_is_found_by_the_tick(chain, large):
    routed = {name: current_app.amqp.router.route({}, name)["queue"].name for name in ("tasks.reports.make", "tasks.reports.sweep")}
    assert set(routed.values()) == {"report"}
    export = ordered(large, chain.admin)
    sweep()
    assert Export.objects.waiting(NOW + timedelta(minutes=1)).get() == export
    make(export.pk)
    make(export.pk)
    assert (Export.objects.get().state, len(default_storage.listdir("exports")[1])) == ("made", 1)


def test_ordering_twice_waits_for_one_file(chain, large):
    assert ordered(large, chain.admin) == ordered(large, chain.admin)
    assert Export.objects.count() == 1


def test_a_person_waits_for_one_file_at_a_time_and_others_are_not_kept_waiting(chain, large):
    first = ordered(large, chain.admin)
    again = {"kind": "list_docx", "about": large.pk, "chosen": {}, "now": NOW}
    with pytest.raises(Refused, match="一次只生成一份"):
        exporting.order(**again, by=chain.admin)
    assert exporting.order(**again, by=chain.checker).state == "waiting"
    make(first.pk)
    assert exporting.order(**again, by=chain.admin).state == "waiting"


@pytest.mark.django_db(transaction=True)
def test_eight_clicks_at_the_same_moment_order_one_file(chain, large):
    assert len({made.pk for made in at_once([lambda: ordered(large, chain.admin)] * 8)}) == 1
    assert Entry.objects.filter(act="导出文件").count() == 1


@pytest.mark.django_db(transaction=True)
def test_without_the_guard_eight_clicks_order_more_than_one(chain, large):
    seen = Barrier(8)

    def naive() -> None:
        waiting = Export.objects.filter(made_by=chain.admin, state="waiting").exists()
        seen.wait(20)
        if not waiting:
            Export.objects.create(kind="list_xlsx", about=large.pk, total=4, made_at=NOW, made_by=chain.admin)

    at_once([naive] * 8)
    assert Export.objects.count() == 8


def test_rights_are_asked_again_when_it_is_made_and_when_it_is_fetched(chain, large):
    post = factories.post(Role.SUPERVISOR)
    first, second = ordered(large, post.user), None
    make(first.pk)
    second = ordered(large, post.user)
    end_post(post=post, on=timezone.localdate() - timedelta(1), by=None)
    make(second.pk)
    second.refresh_from_db()
    assert (second.state, second.reason) == ("failed", exporting.GONE)
    assert signed_in(post.user).get(reverse("reports:export_file", args=[first.pk])).status_code == 403


def test_nobody_else_finds_it(chain, large):
    export = ordered(large, chain.admin)
    make(export.pk)
    other = signed_in(factories.post(Role.OFFICE_ADMIN).user)
    assert [other.get(reverse(f"reports:{name}", args=[export.pk])).status_code for name in ("export", "export_file")] == [404, 404]


@pytest.mark.parametrize(
    "said",
    [
        {},
        {"kind": "x", "about": "1"},
        {"kind": "list_xlsx", "about": "x"},
        {"kind": "list_xlsx", "about": "9" * 30},
        {"kind": "matters_xlsx", "about": "0", "query": "q=\0"},
    ],
)
def test_what_names_nothing_is_not_found(chain, said):
    assert signed_in(chain.admin).post(reverse("reports:order_export"), said).status_code == 404


def test_three_broken_attempts_end_in_a_sentence_and_files_go_after_a_week(chain, large, django_capture_on_commit_callbacks):
    export = ordered(large, chain.admin)
    Export.objects.filter(pk=export.pk).update(attempts=3)
    make(export.pk)
    export.refresh_from_db()
    assert (export.state, export.reason) == ("failed", "三次生成都被中断。请稍后重新导出，或缩小范围。")
    kept = ordered(large, chain.admin)
    make(kept.pk)
    name = Export.objects.get(pk=kept.pk).file.name
    assert exporting.clear(now=NOW + timedelta(days=6)) == 0
    assert default_storage.exists(name)
    with django_capture_on_commit_callbacks(execute=True):
        assert exporting.clear(now=NOW + timedelta(days=8)) == 1
    assert not default_storage.exists(name)
    kept.refresh_from_db()
    assert (kept.state, kept.file.name) == ("cleared", "")
