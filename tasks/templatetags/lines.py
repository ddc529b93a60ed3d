"""A line of 事项总表. The longest table of all is filled by one format for each line: as a template it was two fifths of the page's time."""

from collections.abc import Mapping
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()
PICK = '<td class="pick"><input type="checkbox" name="pick" value="{pk}" aria-label="选中：{unit} {title}"></td>'
CELLS = (
    '<td data-label="亮灯"><span class="light light-{color}" title="{why}"><span aria-hidden="true">{shape}</span>{word}</span></td>'
    '<td data-label="事项"><a href="{href}">{title}</a></td>'
    '<td data-label="单位" title="{full_unit}">{unit}</td>'
    '<td data-label="分管领导">{leader}</td>'
    '<td data-label="状态"><span class="state">{state}</span></td>'
    '<td data-label="自报" class="num">{percent}%</td>'
    '<td data-label="时限" class="date">{due}</td>'
)


@register.simple_tag
def line(row: Mapping[str, Any], pick: bool = False) -> SafeString:
    """The cells of a row (desk.matters.Row), every value escaped; with a box to pick it where acts in bulk are allowed."""
    return format_html(PICK + CELLS if pick else CELLS, **row)
