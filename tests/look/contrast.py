"""Contrast of two colours as WCAG 2.2 defines it, and the colours that the style sheet names."""

import re

from django.conf import settings

SHEET = settings.BASE_DIR / "config" / "static" / "site.css"
WHITE = "#ffffff"


def tokens() -> dict[str, str]:
    """Name -> six-digit colour of each colour token in :root."""
    root = re.search(r":root\s*{(.*?)}", SHEET.read_text(encoding="utf-8"), re.S)[1]
    found = dict(re.findall(r"--([\w-]+):\s*(#[0-9a-f]{3,6});", root))
    return {name: full(colour) for name, colour in found.items()}


def full(colour: str) -> str:
    """#abc as #aabbcc."""
    return colour if len(colour) == 7 else "#" + "".join(2 * digit for digit in colour[1:])


def ratio(one: str, other: str) -> float:
    """1 (the same) to 21 (black on white)."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    """Relative luminance of a #rrggbb colour."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
