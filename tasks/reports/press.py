"""The child process that sets a paper with typst: no Django, no network, limited time and memory.

Standard input: {"paper", "fonts": [folder, …], "data"}; standard output: the PDF. Ends with NO_FONT when no Chinese font is found.
"""

import json
import resource
import sys
from collections.abc import Iterable
from pathlib import Path

import typst

PAPERS = Path(__file__).with_name("papers")
NO_FONT = 3
SECONDS, MEMORY = 90, 3 * 1024**3
# Characters of data up to which the PDF names its parts for screen readers; of a table of 5,000 rows that takes more memory than all the rest.
TAGGED = 200_000
# The official fonts first, then free ones that look like them; the first that is there is taken.
SONG = (
    "Noto Serif CJK SC",
    "Source Han Serif SC",
    "Source Han Serif CN",
    "Noto Serif SC",
    "SimSun",
    "NSimSun",
    "STSong",
    "Songti SC",
)
HEI = (
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "Source Han Sans CN",
    "Noto Sans SC",
    "Microsoft YaHei",
    "PingFang SC",
    "WenQuanYi Zen Hei",
)
OTHERS = ("WenQuanYi Micro Hei", "Droid Sans Fallback", "AR PL UMing CN", "AR PL UKai CN", "Unifont")
FONTS = {
    "title": ("FZXiaoBiaoSong-B05S", "FZXiaoBiaoSong-B05", "方正小标宋简体", *SONG, *HEI, *OTHERS),
    "head": ("SimHei", "黑体", "STHeiti", *HEI, *SONG, *OTHERS),
    "kai": ("KaiTi_GB2312", "楷体_GB2312", "KaiTi", "楷体", "STKaiti", "AR PL UKai CN", *SONG, *HEI, *OTHERS),
    "body": ("FangSong_GB2312", "仿宋_GB2312", "FangSong", "仿宋", "STFangsong", *SONG, *HEI, *OTHERS),
    "page": ("SimSun", "宋体", "NSimSun", *SONG, *HEI, *OTHERS),
}


def choose(there: Iterable[str]) -> dict[str, str] | None:
    """The font of each part of a paper among those that are there; None when none of them is Chinese."""
    known = {name.casefold(): name for name in there}
    found = {part: next((known[n.casefold()] for n in names if n.casefold() in known), "") for part, names in FONTS.items()}
    return found if all(found.values()) else None


def main() -> int:
    """Put the limits on, choose fonts, set, print."""
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    asked = json.load(sys.stdin)
    folders = [folder for folder in asked["fonts"] if Path(folder).is_dir()]
    fonts = typst.Fonts(include_system_fonts=True, include_embedded_fonts=True, font_paths=folders)
    chosen = choose(fonts.families())
    if chosen is None:
        return NO_FONT
    given = {"data": json.dumps(asked["data"], ensure_ascii=False), "fonts": json.dumps(chosen, ensure_ascii=False)}
    tags = len(given["data"]) < TAGGED
    made = typst.compile(str(PAPERS / asked["paper"]), root=str(PAPERS), font_paths=fonts, sys_inputs=given, pdf_tags=tags)
    sys.stdout.buffer.write(made)
    return 0


if __name__ == "__main__":
    sys.exit(main())
