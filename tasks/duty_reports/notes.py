"""The numbered notes of a report: where each statement comes from. Pure."""

from dataclasses import dataclass

from tasks.duty_reports.content import Content, Line, Source
from tasks.duty_reports.states import Chapter, outline


@dataclass(frozen=True)
class Note:
    """One note: its sources, and the generated words where a statement was edited by hand."""

    number: int
    sources: tuple[Source, ...]
    generated: str = ""

    @property
    def text(self) -> str:
        """The note as it is printed."""
        edited = f"本句为人工修改，据记录生成的原句是：{self.generated}" if self.generated else ""
        return edited + "；".join(source.words for source in self.sources) + ("。" if self.sources else "")


@dataclass(frozen=True)
class Said:
    """A line with its note, if it has sources or was edited."""

    line: Line
    note: Note | None


@dataclass(frozen=True)
class Section:
    """One part of a chapter, ready to be shown."""

    heading: str
    said: tuple[Said, ...]


@dataclass(frozen=True)
class Page:
    """One chapter, ready to be shown, with the writer's own words."""

    chapter: Chapter
    sections: tuple[Section, ...]
    own: str

    @property
    def paragraphs(self) -> list[str]:
        """The own words, a paragraph each."""
        return [line.strip() for line in self.own.splitlines() if line.strip()]


def laid_out(content: Content, role: str, before: str) -> tuple[tuple[Page, ...], tuple[Note, ...]]:
    """Chapters in order and the notes in the order in which they are referred to; equal sources share a note."""
    notes: dict[tuple, Note] = {}

    def said(line: Line) -> Said:
        generated = line.statement.text if line.edit else ""
        key = (line.statement.sources, generated)
        if not line.statement.sources and not generated:
            return Said(line, None)
        return Said(line, notes.setdefault(key, Note(len(notes) + 1, line.statement.sources, generated)))

    pages = []
    for chapter in outline(role, before=before):
        rows = [Section(part.heading, tuple(said(line) for line in content.in_part(part.key))) for part in chapter.parts]
        pages.append(Page(chapter, tuple(row for row in rows if row.said), content.own.get(chapter.key, "")))
    return tuple(pages), tuple(notes.values())
