"""Text that goes into a file or comes out of one. Pure."""

import re

_FORBIDDEN_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_ZERO_WIDTH = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")
_FORBIDDEN_IN_NAMES = re.compile(r'[\\/:*?"<>|\s\u200e\u200f\u202a-\u202e\u2066-\u2069]+')
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)", re.I)
NAME_LIMIT = 80


def clean(value: object) -> str:
    """The text without characters that XML forbids: they make a file that its reader calls damaged."""
    return _FORBIDDEN_IN_XML.sub("", str(value))


def visible(value: object) -> str:
    """What a person sees of it: no control or zero-width characters, plain line ends, no blanks around."""
    text = _ZERO_WIDTH.sub("", clean(value).replace("_x000D_", "").replace("\r\n", "\n").replace("\r", "\n"))
    return text.replace("\u00a0", " ").strip()


def file_name(title: str, ending: str) -> str:
    """A file name that every browser and file system takes; Chinese stays, `ending` comes without the dot."""
    name = _FORBIDDEN_IN_NAMES.sub("_", clean(title)).strip("._ ")[:NAME_LIMIT].strip("._ ")
    if not name or _RESERVED.fullmatch(name):
        name = f"导出_{name}".strip("_")
    return f"{name}.{ending}"
