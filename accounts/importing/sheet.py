"""An uploaded file of units and people: its two sheets, by the common reader."""

from typing import Any

from accounts.importing.shapes import Sheet
from accounts.sheets import opening
from accounts.sheets.opening import LARGEST

__all__ = ["LARGEST", "read"]


def read(content: bytes) -> dict[str, Any]:
    """The cells (accounts/sheets/child.py). Raises Refused with a sentence."""
    return opening.read(content, [sheet.value for sheet in Sheet])
