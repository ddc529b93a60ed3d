"""A light with its shape, its word and why; a function, because a table has fifty of them and an included part costs more."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from tasks.supervision.lights import SHAPES

register = template.Library()


@register.simple_tag
def lamp(light) -> SafeString:
    """Of a matter or of a standing duty. The shape is for the eye, the word for every reader."""
    return format_html(
        '<span class="light light-{}"><span aria-hidden="true">{}</span>{}</span> <span class="light-why">{}</span>',
        light.color, SHAPES.get(light.color, "✓"), light.word, light.sentence,
    )  # fmt: skip
