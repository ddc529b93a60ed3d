"""The import's pages: template, upload, preview, confirmation."""

import io

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import load_workbook

from accounts.importing.shapes import PEOPLE_COLUMNS, UNIT_COLUMNS
from accounts.models import Unit, User
from tests import factories
from tests.accounts.importing.files import ORGAN, book, person
from tests.accounts.signed_in import client_of, text

pytestmark = pytest.mark.django_db
SOUND = book([("县水利局党组", "党组", "中共清禾县委员会", "县水利局")], [person(账号="shuili", 单位="县水利局党组")])


@pytest.fixture
def admin():
    return client_of(factories.office().system_admin)


def upload(client, content: bytes, name: str = "人员.xlsx"):
    """Send a file."""
    return client.post("/people/import/", {"file": SimpleUploadedFile(name, content)})


def digest_in(page: str) -> str:
    """The hidden digest of a preview."""
    return page.split('name="digest" value="')[1].split('"')[0]


def left_behind() -> list[str]:
    """Uploads that are still kept."""
    return default_storage.listdir("imports")[1] if default_storage.exists("imports") else []


def test_an_upload_is_previewed_and_writes_only_when_confirmed(admin):
    units = Unit.objects.count()
    kept = len(left_behind())
    assert upload(admin, SOUND).headers["Location"] == "/people/import/preview/"
    page = text(admin.get("/people/import/preview/"))
    assert (page.count('<span class="state">新增</span>'), Unit.objects.count()) == (2, units)
    answer = admin.post("/people/import/preview/", {"digest": digest_in(page)})
    assert (answer.headers["Location"], Unit.objects.count()) == ("/people/", units + 1)
    assert (User.objects.get(username="shuili").name, len(left_behind())) == ("周文斌", kept)


def test_a_second_confirmation_of_one_preview_does_nothing(admin):
    upload(admin, SOUND)
    digest = digest_in(text(admin.get("/people/import/preview/")))
    for _ in range(2):
        answer = admin.post("/people/import/preview/", {"digest": digest})
    assert (answer.headers["Location"], User.objects.filter(username="shuili").count()) == ("/people/import/", 1)


def test_the_same_file_again_has_nothing_to_confirm(admin):
    upload(admin, SOUND)
    admin.post("/people/import/preview/", {"digest": digest_in(text(admin.get("/people/import/preview/")))})
    upload(admin, SOUND)
    assert "文件与系统中的数据一致，没有需要导入的内容。" in text(admin.get("/people/import/preview/"))


def test_faults_are_listed_and_nothing_can_be_confirmed(admin):
    upload(admin, book([ORGAN], [person(单位="县农业局")]))
    page = text(admin.get("/people/import/preview/"))
    assert ["人员 第2行 “单位”：找不到“县农业局”，请先在单位表中填写" in page, 'name="digest"' in page] == [True, False]
    answer = admin.post("/people/import/preview/", {"digest": "x"})
    assert (answer.status_code, User.objects.filter(username="caizheng-shuji").exists()) == (409, False)


def test_the_faults_can_be_taken_along_as_a_file(admin):
    upload(admin, book([ORGAN], [person(单位="@县农业局")]))
    page = load_workbook(io.BytesIO(admin.get("/people/import/faults.xlsx").content))["错误"]
    rows = [[cell.value for cell in row] for row in page.iter_rows(min_row=2)]
    assert rows == [["人员", 2, "单位", "@县农业局", "找不到“@县农业局”，请先在单位表中填写"]]


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "文件是空的。请选择填写好的模板。"),
        (b"name,account", "文件不是 .xlsx 工作簿。请用 Excel 或 WPS 打开后另存为 .xlsx 再上传。"),
    ],
)
def test_an_unreadable_file_is_refused_in_the_form(admin, content, told):
    answer = upload(admin, content)
    assert (answer.status_code, told in text(answer)) == (422, True)


def test_a_visit_to_the_upload_page_is_not_taken_for_an_upload(admin):
    assert admin.get("/people/import/").status_code == 200


def test_no_file_at_all_is_told_so(admin):
    answer = admin.post("/people/import/", {})
    assert (answer.status_code, "请选择填写好的模板文件。" in text(answer)) == (422, True)


def test_what_somebody_changed_after_the_preview_stops_the_import(admin):
    upload(admin, SOUND)
    digest = digest_in(text(admin.get("/people/import/preview/")))
    factories.unit("县水利局党组")
    answer = admin.post("/people/import/preview/", {"digest": digest})
    assert (answer.status_code, "预览之后单位或人员有变化，未导入。" in text(answer)) == (409, True)


def test_a_preview_belongs_to_the_session_that_uploaded_it(admin):
    upload(admin, SOUND)
    other = client_of(factories.post("system_admin").user)
    assert other.get("/people/import/preview/").headers["Location"] == "/people/import/"


def test_the_template_has_both_sheets_with_their_headings(admin):
    answer = admin.get("/people/import/empty.xlsx")
    made = load_workbook(io.BytesIO(answer.content))
    heads = [[cell.value.rstrip("*") for cell in made[name][1]] for name in ("单位", "人员")]
    assert heads == [list(UNIT_COLUMNS), list(PEOPLE_COLUMNS)]
    assert "filename*=utf-8''" in answer.headers["Content-Disposition"]


def test_what_is_exported_comes_back_unchanged(admin):
    content = admin.get("/people/import/current.xlsx").content
    upload(admin, content)
    page = text(admin.get("/people/import/preview/"))
    assert ["文件与系统中的数据一致，没有需要导入的内容。" in page, "errors" in page] == [True, False]


def test_any_other_file_is_not_found(admin):
    assert [admin.get(f"/people/import/{name}.xlsx").status_code for name in ("other", "faults")] == [404, 404]
