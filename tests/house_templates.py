"""Reads templates and says where they break the house's rules. Pure: a folder in, sentences out."""

import re
from pathlib import Path

RULES = {
    r"\|\s*safe\b": "|safe",
    r"{%\s*autoescape\s+off": "autoescape off",
    r"<[^>]*\sstyle\s*=": "inline style",
    r"<style\b": "inline style sheet",
    r"<script\b(?![^>]*\ssrc\s*=)": "inline script",
    r"<[^>]*\son[a-z]+\s*=": "inline event handler",
    r"""(?:href|src|action)\s*=\s*["']?\s*javascript:""": "javascript: address",
    r"""<(?:script|link|img|iframe)\b[^>]*(?:src|href)\s*=\s*["']?\s*(?:https?:)?//""": "asset of another host",
    r"<form\b(?=[^>]*method\s*=\s*[\"']?post)(?:(?!</form>|csrf_token|{%\s*crispy)[\s\S])*</form>": "POST form without csrf_token",
}


def breaches(root: Path) -> list[str]:
    """Each forbidden thing in the .html files below `root`: file, line, what. Letters may have inline style."""
    found = []
    for path in sorted(root.rglob("*.html")):
        text = re.sub(r"{#.*?#}|{%\s*comment.*?endcomment\s*%}", "", path.read_text(encoding="utf-8"), flags=re.S)
        is_letter = "letters" in path.relative_to(root).parts[:-1]
        for pattern, what in RULES.items():
            if is_letter and "style" in what:
                continue
            for hit in re.finditer(pattern, text, re.I):
                found.append(f"{path.relative_to(root)}:{text.count(chr(10), 0, hit.start()) + 1} {what}")
    return found
