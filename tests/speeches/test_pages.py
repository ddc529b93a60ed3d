"""The pages of a speech."""

from html.parser import HTMLParser

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from accounts.letters.models import Letter
from accounts.models import Entry
from speeches import actions, documents
from speeches.models import Speech
from speeches.states import SpeechState
from tests.speeches.conftest import NOW, SEED


@pytest.fixture
def admin(client, small):
    """The office's administrator, signed in."""
    client.force_login(small.admin)
    return client


def post_file(client, data=None, name="讲话.txt", **said):
    """Send the import form."""
    return client.post(
        reverse("speeches:new"), {"file": SimpleUploadedFile(name, SEED.read_bytes() if data is None else data), **said}
    )


def test_an_upload_is_received_and_waits_for_the_job(admin):
    answer = post_file(admin, title="座谈会讲话", speaker="县委书记", given_on="2021-06-01")
    speech = Speech.objects.get()
    assert (answer.status_code, answer.url) == (302, reverse("speeches:detail", args=[speech.pk]))
    assert (speech.state, speech.title, speech.speaker, str(speech.given_on)) == (
        "received",
        "座谈会讲话",
        "县委书记",
        "2021-06-01",
    )
    assert "待识别" in admin.get(answer.url).content.decode()


def test_pasted_text_is_received_too(admin):
    admin.post(reverse("speeches:new"), {"text": "一要抓落实。"})
    done = actions.read(pk=Speech.objects.get().pk, now=NOW)
    assert (done.text, done.state) == ("一要抓落实。", SpeechState.READ)


def test_the_same_file_is_recognised_and_can_be_imported_all_the_same(admin, seed):
    page = post_file(admin)
    assert page.status_code == 422
    assert "该文件已于 2026年11月24日 10:00 导入" in page.content.decode()
    assert Speech.objects.count() == 1
    post_file(admin, again="1")
    assert Speech.objects.count() == 2


@pytest.mark.parametrize(
    ("data", "name", "sentence"),
    [
        (b"x", "讲话.docx.exe", "只能上传 .docx、.pdf、.txt、.doc 文件。请转换格式，或直接粘贴文字。"),
        (b"x", "机密★.png", "只能上传 .docx、.pdf、.txt、.doc 文件。请转换格式，或直接粘贴文字。"),
        (b"x", ".docx", "只能上传 .docx、.pdf、.txt、.doc 文件。请转换格式，或直接粘贴文字。"),
        (b"", "空.txt", "文件是空的（0 字节）。请检查文件，或直接粘贴文字。"),
    ],
)
def test_a_bad_upload_is_refused_in_words_and_what_was_typed_is_kept(admin, data, name, sentence):
    page = post_file(admin, data, name, speaker="张三同志")
    assert page.status_code == 422
    assert sentence in page.content.decode() and "张三同志" in page.content.decode()
    assert Speech.objects.count() == 0


def test_fifty_one_megabytes_are_refused_with_413_and_nothing_is_kept(admin):
    page = post_file(admin, b"x" * (documents.MAX_BYTES + 1))
    assert (page.status_code, documents.Unreadable("too_large").message in page.content.decode()) == (413, True)
    assert Speech.objects.count() == 0


@pytest.mark.parametrize(
    "said", [{"text": "机密★10年\n一要抓落实。"}, {"file": SimpleUploadedFile("绝密★讲话.txt", b"x")}], ids=["text", "name"]
)
def test_a_secrecy_mark_is_refused_at_the_door_recorded_and_reported(admin, small, said):
    page = admin.post(reverse("speeches:new"), said)
    assert (page.status_code, documents.Unreadable("secret").message in page.content.decode()) == (422, True)
    assert Speech.objects.count() == 0
    assert Entry.objects.get(act="拒收涉密文件").by == small.admin
    assert Letter.objects.get().to == small.security_admin


def test_a_strange_name_is_shown_as_text_and_never_a_path(admin):
    post_file(admin, name="讲话<i>\u202e.txt")
    speech = Speech.objects.get()
    assert "讲话" not in speech.file.name
    page = admin.get(reverse("speeches:detail", args=[speech.pk])).content.decode()
    assert "讲话&lt;i&gt;" in page and "讲话<i>" not in page


def test_the_page_follows_the_reading_and_then_reloads_itself(admin, small):
    post_file(admin)
    speech = Speech.objects.get()
    address = reverse("speeches:detail", args=[speech.pk])
    asked = {"headers": {"HX-Request": "true"}}
    first = admin.get(address, **asked)
    assert ("待识别" in first.content.decode(), first.get("HX-Refresh")) == (True, None)
    Speech.objects.filter(pk=speech.pk).update(state=SpeechState.READING, progress=60)
    assert "识别中 60%" in admin.get(address).content.decode()
    Speech.objects.filter(pk=speech.pk).update(state=SpeechState.RECEIVED)
    actions.read(pk=speech.pk, now=NOW)
    assert admin.get(address, **asked)["HX-Refresh"] == "true"
    assert "还有 107 句未判定" in admin.get(address).content.decode()


def test_text_can_be_entered_where_a_file_could_not_be_read(admin, small):
    speech = actions.receive(data=b"%PDF-1.4 broken", name="scan.pdf", now=NOW, by=small.admin)
    actions.read(pk=speech.pk, now=NOW)
    assert "识别这些文字" in admin.get(reverse("speeches:detail", args=[speech.pk])).content.decode()
    empty = admin.post(reverse("speeches:enter", args=[speech.pk]), {"text": "  "})
    assert (empty.status_code, "没有文字。请粘贴讲话全文。" in empty.content.decode()) == (422, True)
    admin.post(reverse("speeches:enter", args=[speech.pk]), {"text": "一要抓落实。"})
    assert actions.read(pk=speech.pk, now=NOW).directives.count() == 1


def test_an_empty_form_says_what_to_do(admin):
    assert "请选择文件，或粘贴讲话文字。" in admin.post(reverse("speeches:new"), {"title": ""}).content.decode()


def test_the_whole_speech_can_be_decided_by_plain_forms(admin, seed):
    for directive in seed.directives.all():
        admin.post(reverse("speeches:confirm", args=[directive.pk]), {"version": 1})
    admin.post(reverse("speeches:pieces", args=[seed.pk]), {"all": "1"})
    seed.refresh_from_db()
    assert seed.state == SpeechState.DECIDED
    assert reverse("items:draft", args=[seed.pk]) in admin.get(reverse("speeches:review", args=[seed.pk])).content.decode()


class Words(HTMLParser):
    """Collects the text inside the left sides of the workbench."""

    def __init__(self) -> None:
        super().__init__()
        self.text, self.margin, self.depth = "", [], 0

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if self.depth or given.get("class") == "words-side":
            self.depth += 1
            self.margin += [given["data-word"]] if "data-word" in given else []

    def handle_endtag(self, tag):
        self.depth -= bool(self.depth)

    def handle_data(self, data):
        self.text += data if self.depth else ""


def test_the_left_side_is_the_speech_byte_for_byte_with_words_at_the_margin(admin, seed):
    words = Words()
    words.feed(admin.get(reverse("speeches:review", args=[seed.pk])).content.decode())
    assert words.text.encode() == SEED.read_bytes()
    assert set(words.margin) == {"套语", "背景", "问题", "引语", "号召", "指示·硬", "指示·软", "指示·常态"}


def test_a_paragraph_is_decided_in_one_act_or_sentence_by_sentence_and_taken_back(admin, seed):
    one, two, three = seed.pieces.outside().worded()[:3]
    address = reverse("speeches:pieces", args=[seed.pk])
    admin.post(address, {"pieces": [one.pk], "kind": "background"})
    admin.post(
        address, {"pieces": [two.pk, three.pk], "kind": "each", f"kind-{two.pk}": "diagnosis", f"kind-{three.pk}": "quotation"}
    )
    decided = seed.pieces.filter(pk__in=[one.pk, two.pk, three.pk])
    assert list(decided.values_list("decided_kind", flat=True)) == ["background", "diagnosis", "quotation"]
    admin.post(reverse("speeches:reopen", args=[seed.pk]), {"pieces": [one.pk, two.pk, three.pk]})
    assert list(decided.values_list("decided_kind", flat=True)) == ["", "", ""]


def test_a_form_that_lost_its_kind_decides_nothing(admin, seed):
    one = seed.pieces.outside().worded()[0]
    refused = admin.post(reverse("speeches:pieces", args=[seed.pk]), {"pieces": [one.pk]})
    assert (refused.status_code, "请选择类别：背景、问题、号召、引语或套语。" in refused.content.decode()) == (409, True)
    assert not seed.pieces.worded().exclude(decided_kind="").exists()


def test_pieces_of_another_speech_are_not_decided_here(admin, seed, small):
    other = actions.receive(data="会议到此结束。".encode(), name="a.txt", now=NOW, by=small.admin)
    piece = actions.read(pk=other.pk, now=NOW).pieces.get()
    refused = admin.post(reverse("speeches:pieces", args=[seed.pk]), {"pieces": [piece.pk], "kind": "background"})
    piece.refresh_from_db()
    assert (refused.status_code, piece.decided_kind) == (409, "")


def test_what_was_typed_is_marked_by_hand_on_the_card(admin, seed):
    one = seed.directives.first()
    said = {"title": "讲政治", "actor": "各支部", "themes": "组织建设、制度建设", "duty": ["主体责任"], "due_on": "2026-12-20"}
    admin.post(reverse("speeches:edit", args=[one.pk]), said | {"version": 1})
    one.refresh_from_db()
    assert (one.title, one.actor, one.themes, one.duty) == ("讲政治", "各支部", ["组织建设", "制度建设"], ["主体责任"])
    assert {one.sources[name] for name in ("title", "actor", "themes", "duty", "due_on")} == {"人工"}
    page = admin.get(reverse("speeches:review", args=[seed.pk])).content.decode()
    assert "各支部 → 1 个单位" in page and "2026年12月20日" in page


def test_the_loser_of_two_editors_sees_both_texts(admin, seed, small):
    one = seed.directives.first()
    actions.amend(directive=one, version=1, values={"title": "甲的标题"}, now=NOW, by=small.second_admin)
    lost = admin.post(reverse("speeches:edit", args=[one.pk]), {"title": "乙的标题", "actor": "各支部", "version": 1})
    page = lost.content.decode()
    assert (lost.status_code, "甲的标题" in page, "乙的标题" in page, "责任主体：各支部" in page) == (409, True, True, True)


def test_splitting_merging_and_marking_by_plain_forms(admin, seed):
    one, two = seed.directives.all()[1:3]
    place = one.pieces.all()[1]
    admin.post(reverse("speeches:split", args=[one.pk]), {"version": 1, "at": place.start})
    assert seed.directives.count() == 20
    made = seed.directives.get(start=place.start)
    admin.post(reverse("speeches:merge", args=[one.pk]), {"version": 2, "other": made.pk, "other_version": 1})
    assert (seed.directives.count(), seed.directives.get(pk=one.pk).end) == (19, one.end)
    overlooked = seed.pieces.outside().worded()[0]
    admin.post(reverse("speeches:mark", args=[seed.pk]), {"piece": overlooked.pk})
    assert seed.directives.filter(start=overlooked.start).count() == 1


def test_htmx_gets_the_card_and_the_bar(admin, seed):
    one = seed.directives.first()
    answer = admin.post(reverse("speeches:confirm", args=[one.pk]), {"version": 1}, headers={"HX-Request": "true"})
    page = answer.content.decode()
    assert f'id="d{one.pk}"' in page and 'id="coverage"' in page and "<html" not in page


def test_the_loser_of_two_reviewers_gets_the_409_page(admin, seed):
    address = reverse("speeches:confirm", args=[seed.directives.first().pk])
    admin.post(address, {"version": 1})
    again = admin.post(address, {"version": 1})
    assert (again.status_code, "该指示刚被他人判定或修改。" in again.content.decode()) == (409, True)


def test_editing_keeps_what_was_typed_when_it_is_wrong(admin, seed):
    address = reverse("speeches:edit", args=[seed.directives.first().pk])
    page = admin.post(address, {"title": "长" * 25, "actor": "各单位", "version": 1})
    assert (page.status_code, "长" * 25 in page.content.decode()) == (422, True)


def test_markup_and_formulas_in_a_speech_are_text(admin, small):
    words = "一要<script>alert(1)</script>{{7*7}}=cmd|'/c calc'!A1抓落实。"
    speech = actions.receive(data=words.encode(), name="a.txt", now=NOW, by=small.admin)
    actions.read(pk=speech.pk, now=NOW)
    for name in ("text", "review", "detail"):
        page = admin.get(reverse(f"speeches:{name}", args=[speech.pk])).content.decode()
        assert "<script>alert" not in page
    assert (
        "&lt;script&gt;alert(1)&lt;/script&gt;{{7*7}}=cmd|"
        in admin.get(reverse("speeches:text", args=[speech.pk])).content.decode()
    )


def test_units_read_a_speech_but_do_not_decide_it_nor_see_what_could_not_be_read(client, seed, small):
    client.force_login(small.a.secretary)
    assert client.get(reverse("speeches:text", args=[seed.pk])).status_code == 200
    assert client.get(reverse("speeches:review", args=[seed.pk])).status_code == 403
    assert client.post(reverse("speeches:confirm", args=[seed.directives.first().pk]), {"version": 1}).status_code == 403
    Speech.objects.filter(pk=seed.pk).update(state=SpeechState.UNREADABLE)
    assert client.get(reverse("speeches:detail", args=[seed.pk])).status_code == 404


def test_the_review_page_costs_the_same_for_two_directives_and_for_nineteen(admin, seed, small, django_assert_max_num_queries):
    little = actions.receive(data="一要抓落实。二要转作风。".encode(), name="a.txt", now=NOW, by=small.admin)
    actions.read(pk=little.pk, now=NOW)
    counts = []
    for speech in (little, seed):
        with django_assert_max_num_queries(20) as captured:
            admin.get(reverse("speeches:review", args=[speech.pk]))
        counts.append(len(captured))
    assert counts[0] == counts[1]
