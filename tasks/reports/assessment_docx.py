"""The assessment report as a Word document, from the same tree as the page."""

from io import BytesIO

from tasks.reports.answers import ItemAnswer, ReportDoc, Requirement
from tasks.reports.official import add_centered, add_heading, add_table, add_text, add_title, as_bytes, new_document
from tasks.reports.text import chinese_number


def render(report: ReportDoc) -> BytesIO:
    """The file."""
    document = new_document(report.title)
    add_title(document, report.title)
    add_centered(document, f"（{report.scope}，{report.made_at:%Y年%-m月%-d日 %H:%M}）")
    add_text(document, report.basis)
    for sentence in report.overview:
        add_text(document, sentence)
    _figures_table(document, report)
    for chapter in report.chapters:
        add_heading(document, f"{chapter.number}、{chapter.title}", 1)
        add_text(document, chapter.sentence)
        for number, requirement in enumerate(chapter.requirements, 1):
            _requirement(document, number, requirement)
    _grades(document, report)
    for note in report.notes:
        add_text(document, note, label="口径：")
    return as_bytes(document)


def _figures_table(document, report: ReportDoc) -> None:
    """Chapters down, figures across, the sum at the end."""
    if report.table:
        head = ["部分", *(label for label, _ in report.table[0][1])]
        rows = ([title, *(number for _, number in cells)] for title, cells in report.table)
        add_table(document, head, rows, [36] + [12] * (len(head) - 1))


def _requirement(document, number: int, requirement: Requirement) -> None:
    """What was asked, what was done, what is missing."""
    add_heading(document, f"（{chinese_number(number)}）{requirement.title}", 2)
    if requirement.directive is not None:
        place = f"（{requirement.place}）" if requirement.place else ""
        add_text(document, f"“{requirement.words}”{place}", label="要求：")
        add_text(document, "；".join(requirement.asked) + "。")
        if requirement.answer:
            add_text(document, requirement.answer, label="落实：")
    for item in requirement.items:
        _item(document, item, requirement)


def _item(document, item: ItemAnswer, requirement: Requirement) -> None:
    """One item: units and date, figures, checked results, gaps."""
    add_heading(document, f"{item.number}. {item.title}", 3)
    if item.words != requirement.words:
        add_text(document, f"“{item.words}”", label="对应原文：")
    for words in item.also:
        add_text(document, f"“{words}”", label="同时落实：")
    due = f"，完成时限{item.due_on:%Y年%-m月%-d日}" if item.due_on else ""
    add_text(document, f"{item.units}{due}。{item.figures.sentence}")
    for checked in item.checked:
        add_text(document, f"{checked.sentence}。", label="已核验：")
    if item.more:
        add_text(document, f"另有{item.more}项次已核验，见系统内事项页。")
    for gap in item.gaps:
        add_text(document, f"{gap.sentence}。", label="尚缺：")


def _grades(document, report: ReportDoc) -> None:
    """Units by grade."""
    if not report.grades:
        return
    add_heading(document, f"{chinese_number(len(report.chapters) + 1)}、考核等次", 1)
    add_text(document, report.grades_note)
    for grade, units in report.grades:
        add_text(document, f"{len(units)}个单位：{'、'.join(units)}。", label=grade)
