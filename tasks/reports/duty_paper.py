"""A duty report as an official paper: what stands on it, for Word and PDF alike. Pure."""

from dataclasses import dataclass

from tasks.duty_reports.content import Content
from tasks.duty_reports.notes import Page, laid_out
from tasks.duty_reports.states import time_before
from tasks.reports.text import chinese_number


@dataclass(frozen=True)
class Paragraph:
    """One paragraph; `note` is the number of its note, 0 for none."""

    text: str
    note: int = 0


@dataclass(frozen=True)
class Block:
    """A heading of level 1 or 2 and what stands below it."""

    heading: str
    level: int
    paragraphs: tuple[Paragraph, ...]


@dataclass(frozen=True)
class DutyPaper:
    """Everything that stands on the paper."""

    title: str
    lines: tuple[str, ...]
    blocks: tuple[Block, ...]
    signature: tuple[str, str]
    notes: tuple[str, ...]
    explained: str


def paper(report, content: Content, signed) -> DutyPaper:
    """The paper of a report (with call, cycle, post at hand): of the signed version, or of the draft, which says that it is one."""
    cycle, post = report.call.cycle, report.post
    pages, notes = laid_out(content, post.role, time_before((cycle.to_on - cycle.from_on).days))
    period = f"{cycle.from_on:%Y年%-m月%-d日}至{cycle.to_on:%Y年%-m月%-d日}"
    until = f"数据截至{content.on:%Y年%-m月%-d日}"
    until = f"（{until}）" if signed else f"（草稿，尚未签署，{until}）"
    return DutyPaper(
        title=f"{cycle.title.removesuffix('考核')}述职报告",
        lines=(f"{post.label}　{post.user}", f"（{period}）", until),
        blocks=tuple(block for number, page in enumerate(pages, 1) for block in _blocks(number, page)),
        signature=(f"述职人：{signed.by}", f"{signed.on:%Y年%-m月%-d日}") if signed else ("", ""),
        notes=tuple(f"[{note.number}] {note.text}" for note in notes),
        explained="正文由系统据已核验的记录生成，经述职人核对、补充；方括号中的数字是来源，列在文后。",
    )


def _blocks(number: int, page: Page) -> list[Block]:
    own = tuple(Paragraph(text) for text in page.paragraphs)
    head = f"{chinese_number(number)}、{page.chapter.heading}"
    if len(page.chapter.parts) == 1:
        said = tuple(_paragraph(one) for section in page.sections for one in section.said)
        return [Block(head, 1, said + own)]
    parts = [
        Block(f"（{chinese_number(place)}）{section.heading}", 2, tuple(_paragraph(one) for one in section.said))
        for place, section in enumerate(page.sections, 1)
    ]
    more = [Block(f"（{chinese_number(len(parts) + 1)}）其他情况", 2, own)] if own else []
    return [Block(head, 1, ()), *parts, *more]


def _paragraph(said) -> Paragraph:
    return Paragraph(said.line.text, said.note.number if said.note else 0)
