"""The styles of a Word document, with what each inherits: is its text hidden, is it a line of a table of contents, its list."""

from collections.abc import Iterator

from docx.oxml.ns import qn

OFF = ("0", "false", "off")


class Styles:
    """Styles by id."""

    def __init__(self, opened) -> None:
        self._by_id = {style.get(qn("w:styleId")): style for style in opened.styles.element.iterchildren(qn("w:style"))}

    def hides(self, properties) -> bool:
        """Is text with these run properties (w:rPr) hidden, by themselves or by their style?"""
        own = switched(properties, "w:vanish")
        return self.hidden(value(properties, "w:rStyle")) if own is None else own

    def hidden(self, style: str | None) -> bool:
        """Does the style hide its text?"""
        said = (switched(one.find(qn("w:rPr")), "w:vanish") for one in self._chain(style))
        return next((hidden for hidden in said if hidden is not None), False)

    def is_contents(self, style: str | None) -> bool:
        """Is this a style for lines of a table of contents (toc 1 … toc 9)?"""
        return any((value(one, "w:name") or "").lower().startswith("toc ") for one in self._chain(style))

    def list_of(self, style: str | None) -> tuple[str | None, str | None, str | None]:
        """(list id, level as written, the style that names the list), from the style or its ancestors."""
        level = None
        for one in self._chain(style):
            listed = one.find(f"{qn('w:pPr')}/{qn('w:numPr')}")
            if listed is not None:
                level = level or value(listed, "w:ilvl")
                if number := value(listed, "w:numId"):
                    return number, level, one.get(qn("w:styleId"))
        return None, None, None

    def _chain(self, style: str | None) -> Iterator:
        """The style and its ancestors; a circle ends it."""
        seen = set()
        while style in self._by_id and style not in seen:
            seen.add(style)
            yield self._by_id[style]
            style = value(self._by_id[style], "w:basedOn")


def value(parent, name: str) -> str | None:
    """The w:val of a child, None when there is no such child."""
    child = None if parent is None else parent.find(qn(name))
    return None if child is None else child.get(qn("w:val"))


def switched(parent, name: str) -> bool | None:
    """An on/off property: None when it is not said."""
    child = None if parent is None else parent.find(qn(name))
    return None if child is None else child.get(qn("w:val")) not in OFF


def whole(text: str | None, default: int) -> int:
    """A small whole number of the file, or the default when it is none."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 6 else default
