"""Word files: the visible body in order."""

import pytest
from docx import Document

from speeches import documents
from speeches.documents import Unreadable
from speeches.documents.docx import EMBEDDED, OUTSIDE, PICTURES, read_docx
from tests.speeches.documents.samples import W, body, docx, element, picture, repacked, saved

NOTES = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"


def text_of(made) -> str:
    """What is read of a python-docx document."""
    return read_docx(saved(made)).text


def text_in(inner: str) -> str:
    """What is read of a document with this markup as its body."""
    return read_docx(repacked(docx("x"), {"word/document.xml": body(inner)})).text


def test_paragraphs_in_order():
    found = documents.read(docx("一、带头", "一要抓落实。", "", "二要转作风。"), "a.docx")
    assert (found.text, found.kind, found.encoding, found.warnings) == ("一、带头\n一要抓落实。\n\n二要转作风。", "docx", None, ())


def test_a_table_is_a_row_a_line_at_its_place():
    made = Document()
    made.add_paragraph("前")
    table = made.add_table(2, 2)
    for n, words in enumerate(["任务", "牵头单位", "抓党课", "组织部"]):
        table.cell(n // 2, n % 2).text = words
    made.add_paragraph("后")
    assert text_of(made) == "前\n任务\t牵头单位\n抓党课\t组织部\n后"


def test_merged_cells_keep_the_columns_in_line_and_a_cell_stays_on_one_line():
    made = Document()
    table = made.add_table(3, 3)
    for n, words in enumerate(["总表", "", "", "任务", "单位", "时限", "", "组织部\n宣传部", "年底前"]):
        table.cell(n // 3, n % 3).text = words
    table.cell(0, 0).merge(table.cell(0, 2)).text = "总表"
    table.cell(1, 0).merge(table.cell(2, 0)).text = "任务"
    table.cell(1, 1).add_paragraph("（主责）")
    assert text_of(made) == "总表\t\t\n任务\t单位 （主责）\t时限\n\t组织部 宣传部\t年底前"


def test_rows_in_content_controls_are_read_and_deleted_rows_are_not():
    row = "<w:tr>{}<w:tc><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:tc></w:tr>"
    gone = row.format('<w:trPr><w:del w:id="1"/></w:trPr>', "删")
    kept = f"<w:sdt><w:sdtContent>{row.format('', '留')}</w:sdtContent></w:sdt>"
    assert text_in(f"<w:tbl>{gone}{kept}</w:tbl>") == "留"


def test_hidden_and_deleted_words_are_left_out_and_inserted_ones_stay():
    made = Document()
    paragraph = made.add_paragraph("留")
    paragraph.add_run("藏").font.hidden = True
    for tag, part, words in (("w:del", "w:delText", "删"), ("w:ins", "w:t", "增"), ("w:moveFrom", "w:t", "移")):
        change, run, text = element(tag, id="1", author="a"), element("w:r"), element(part)
        text.text = words
        run.append(text)
        change.append(run)
        paragraph._p.append(change)
    assert text_of(made) == "留增"


def test_words_hidden_by_a_style_or_its_ancestor_are_left_out():
    made = Document()
    secret = made.styles.add_style("暗", 1)
    secret.font.hidden = True
    made.styles.add_style("更暗", 1).base_style = secret
    made.add_paragraph("甲", style="暗")
    made.add_paragraph("乙", style="更暗").add_run("显").font.hidden = False
    made.add_paragraph("丙")
    assert text_of(made) == "显\n丙"


def test_a_paragraph_whose_end_was_deleted_runs_on():
    mark = "<w:pPr><w:rPr><w:del w:id='1'/></w:rPr></w:pPr>"
    assert text_in(f"<w:p>{mark}<w:r><w:t>抓</w:t></w:r></w:p><w:p><w:r><w:t>落实。</w:t></w:r></w:p>") == "抓落实。"


def test_text_boxes_follow_their_paragraph_once_even_inside_each_other():
    box = "<w:r><w:pict><w:txbxContent>{}</w:txbxContent></w:pict></w:r>"
    inner = f"<w:p><w:r><w:t>内</w:t></w:r>{box.format('<w:p><w:r><w:t>里</w:t></w:r></w:p>')}</w:p>"
    copy = "<mc:Fallback xmlns:mc='http://schemas.openxmlformats.org/markup-compatibility/2006'>{}</mc:Fallback>"
    second = copy.format(box.format("<w:p><w:r><w:t>重</w:t></w:r></w:p>"))
    outer = f"<w:p><w:r><w:t>外</w:t></w:r>{box.format(inner)}{second}</w:p><w:p><w:r><w:t>后</w:t></w:r></w:p>"
    assert text_in(outer) == "外\n内\n里\n后"


def test_boxes_nested_sixty_times_do_not_double():
    inner = "<w:p><w:r><w:t>底</w:t></w:r></w:p>"
    for _ in range(60):
        inner = f"<w:p><w:r><w:pict><w:txbxContent>{inner}</w:txbxContent></w:pict></w:r></w:p>"
    assert text_in(inner) == "底"


def test_footnotes_stand_at_their_place_in_brackets():
    notes = f"<w:footnotes xmlns:w='{W}'><w:footnote w:id='1' w:type='separator'><w:p/></w:footnote><w:footnote w:id='2'><w:p>"
    notes += "<w:r><w:t>2019年印发</w:t></w:r></w:p></w:footnote></w:footnotes>"
    inner = "<w:p><w:r><w:t>落实《条例》</w:t><w:footnoteReference w:id='2'/><w:t>。</w:t></w:r></w:p>"
    data = repacked(docx("x"), {"word/document.xml": body(inner)}, part=("footnotes", NOTES, notes.encode()))
    assert read_docx(data).text == "落实《条例》（注：2019年印发）。"


def test_the_sound_above_words_the_table_of_contents_and_hints_of_forms_are_left_out():
    ruby = "<w:ruby><w:rt><w:r><w:t>jì</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>冀</w:t></w:r></w:rubyBase></w:ruby>"
    contents = "<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val='Table of Contents'/></w:docPartObj></w:sdtPr>{}</w:sdt>"
    hint = "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr>{}</w:sdt>"
    words = "<w:sdtContent><w:p><w:r><w:t>省</w:t></w:r></w:p></w:sdtContent>"
    plain = f"<w:sdt>{words}</w:sdt>"
    read = text_in(contents.format(words) + hint.format(words) + plain + f"<w:p><w:r>{ruby}<w:t>州</w:t></w:r></w:p>")
    assert read == "省\n冀州"


def test_headers_footers_and_comments_are_not_part_of_the_speech():
    made = Document()
    made.sections[0].header.paragraphs[0].text = "内部资料"
    made.sections[0].footer.paragraphs[0].text = "第1页"
    paragraph = made.add_paragraph("正文")
    made.add_comment(paragraph.runs, text="此处再改")
    assert text_of(made) == "正文"


def test_pictures_objects_and_outside_content_are_said():
    made = Document()
    made.add_paragraph("正文")
    made.add_picture(picture())
    made.part.relate_to("http://127.0.0.1:9/a.dotx", "http://x/attachedTemplate", is_external=True)
    made.part.relate_to("http://127.0.0.1:9/", "http://x/hyperlink", is_external=True)
    made.part.relate_to(made.part, "http://x/oleObject")
    assert read_docx(saved(made)).warnings == (OUTSIDE, PICTURES, EMBEDDED)


@pytest.mark.parametrize(("shows", "code"), [(True, "scan"), (False, "empty")])
def test_a_file_of_pictures_only_is_called_a_scan(shows, code):
    made = Document()
    if shows:
        made.add_picture(picture())
    with pytest.raises(Unreadable) as refused:
        documents.read(saved(made), "a.docx")
    assert refused.value.code == code


def test_the_main_part_may_have_another_name():
    data = repacked(docx("正文"), {}, rename={"word/document.xml": "word/document2.xml"})
    assert read_docx(data).text == "正文"
