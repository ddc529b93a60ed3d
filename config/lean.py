"""What keeps each of our processes small and quick to start."""

import gc
import os


def begin() -> None:
    """Called where every process begins: before the apps are loaded."""
    # Loading makes half a million objects that all stay: the collector of circles need not look through them again and again.
    gc.set_threshold(50_000, 20, 50)
    # Only the readings of single characters are asked for (tasks.desk.initials); pypinyin's phrases are 45 MB.
    os.environ.setdefault("PYPINYIN_NO_PHRASES", "1")
    os.environ.setdefault("PYPINYIN_NO_DICT_COPY", "1")
