"""A 通报 as an official paper: what stands on it, for Word and PDF alike. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from tasks.bulletins.passages import HEADINGS, RESULT_HEADINGS, chapters, notes_of
from tasks.bulletins.states import Kind, Scope

FEW_UNITS = 10
ALL, LEADERS = "各责任单位", "县委领导"
DRAFT, NOTES = "（送审稿，尚未印发）", "依据（核对用，不印发）"


@dataclass(frozen=True)
class BulletinPaper:
    """Everything that stands on the paper. A draft has no number, date or 版记; without `masthead` there is no red head."""

    organ: str
    masthead: str
    number: str
    heading: str
    subtitle: str
    to: str
    chapters: tuple[tuple[str, tuple[str, ...]], ...]
    date: str
    notes: tuple[str, ...]

    @property
    def title(self) -> str:
        """For the file's properties and name."""
        return f"{self.number} {self.heading}".strip()


def paper(
    bulletin, *, organ: str, units: Sequence[str], corrected_by: str = "", red: bool = True, noted: bool = False
) -> BulletinPaper:
    """The paper of a 通报; `units` are those addressed. `noted`: with numbers of footnotes and the list of records, for checking."""
    parts = chapters(bulletin.text, RESULT_HEADINGS if bulletin.kind == Kind.RESULT else HEADINGS)
    texts = tuple((part.heading, tuple(_text(each, noted) for each in part.passages)) for part in parts)
    subtitle = f"（已由{corrected_by}更正）" if corrected_by else ""
    sources = tuple(f"〔{number}〕{source.words}" for number, source in enumerate(notes_of(bulletin.text), 1)) if noted else ()
    return BulletinPaper(
        organ=organ,
        masthead=f"{organ}文件" if red and bulletin.code else "",
        number=bulletin.code,
        heading=bulletin.title,
        subtitle=subtitle if bulletin.code else DRAFT,
        to=f"{_addressee(bulletin, units)}：",
        chapters=texts,
        date=f"{bulletin.published_on:%Y年%-m月%-d日}" if bulletin.published_on else "",
        notes=sources,
    )


def _text(each, noted: bool) -> str:
    """A paragraph, with its numbers where they are asked for."""
    if not noted or not each.notes:
        return each.passage.text
    last = f"—{each.notes[-1]}" if len(each.notes) > 1 else ""
    return f"{each.passage.text}〔{each.notes[0]}{last}〕"


def _addressee(bulletin, units: Sequence[str]) -> str:
    """主送机关: by name while they are few."""
    if bulletin.scope == Scope.LEADERS:
        return LEADERS
    return "、".join(units) if 0 < len(units) <= FEW_UNITS else ALL
