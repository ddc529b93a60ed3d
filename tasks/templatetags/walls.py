"""A line of the wall: hundreds of cells, so each is filled by one format instead of a template."""

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

register = template.Library()
CELL = (
    '<td class="of-{color}" data-label="{column}"><a class="cell cell-{color}" href="{href}" data-tip="{tip}">'
    '<span aria-hidden="true">{shape}</span>{word}<b>{count}</b></a></td>'
)
PLAIN = (
    '<td class="of-{color}" data-label="{column}"><span class="cell cell-{color}" data-tip="{tip}">'
    '<span aria-hidden="true">{shape}</span>{word}<b>{count}</b></span></td>'
)
EMPTY = format_html('<td class="{}"></td>', "none")
NUMBERS = '<td class="num" data-label="在办">{}</td><td class="num" data-label="办结">{}</td>'


@register.simple_tag
def wall_cells(line) -> SafeString:
    """The cells of a matrix.Line, every value escaped, then what is in hand and what is done."""
    cells = (format_html(CELL if cell["href"] else PLAIN, **cell) if cell else EMPTY for cell in line.cells)
    return format_html("{}{}", format_html_join("", "{}", ((cell,) for cell in cells)), format_html(NUMBERS, line.open, line.done))
