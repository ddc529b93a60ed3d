"""No shape of a text makes the reader slower than linear."""

from collections.abc import Callable

from config.env import BASE_DIR
from speeches.reading import read

SEED = (BASE_DIR / "speeches" / "samples" / "00-seed-speech.txt").read_text(encoding="utf-8")
PATTERNS = {
    "speech": SEED,
    "one line": SEED.replace("\n", ""),
    "headings": "小标题\n各单位要做好报送工作，确保安全。\n",
    "table": "项目\n任务\n责任单位\n完成时限\n" + "队伍建设\n开展培训，提高能力\n县委办\n6月底前\n" * 300,
    "series": "一是抓好落实；二是做好报送；",
    "nested": "一、抓学习\n（一）抓落实\n1.抓好落实工作。\n2.做好报送。\n（二）抓进度\n二、报送\n",
    "bare points": "一、工作\n" + "".join(f"{i}.抓好落实工作，做好报送。\n" for i in range(1, 100)),
    "attachments": "附件：\n1.表\n2.表\n",
    "open quotes": "要落实“",
    "units": "由县住建局、县财政局、",
    "times": "于2024年3月1日至",
    "commas": "要抓好落实，",
}


LONGEST = 9.0  # four times the text is about four times the work where it is linear, sixteen times where it is quadratic


def shapes(seconds: Callable[[Callable[[], object]], float]) -> bool:
    """Print how many times longer 20,000 characters take than 5,000 of the same shape; False where one is over LONGEST."""
    print("\n各种写法随长度的增长（20,000 字的用时 ÷ 5,000 字的用时；成正比为 4）")
    worst = 0.0
    for name, pattern in PATTERNS.items():
        text = pattern * (20_000 // len(pattern) + 1)
        read(text[:1000])
        quarter = min(seconds(lambda text=text: read(text[:5_000])) for _ in range(3))
        whole = min(seconds(lambda text=text: read(text[:20_000])) for _ in range(3))
        print(f"{name:<14}{whole / quarter:>6.1f}")
        worst = max(worst, whole / quarter)
    return worst < LONGEST
