"""One bar as a small black-and-white-safe picture for Word; every state has its own pattern. The numbers stand beside it as text."""

from io import BytesIO

from PIL import Image, ImageDraw

from tasks.reports.bars import WIDTH, Segment

HEIGHT = 60
GREEN, RED, INK, GREY = (26, 127, 55), (207, 34, 46), (31, 35, 40), (132, 141, 151)
STEP = 14


def picture(segments: tuple[Segment, ...]) -> BytesIO:
    """A PNG of a whole bar."""
    return _drawn([(one.key, one.x, one.width) for one in segments], WIDTH)


def swatch(key: str) -> BytesIO:
    """A PNG of one pattern, for the legend."""
    return _drawn([(key, 0, 2 * HEIGHT)], 2 * HEIGHT)


def _drawn(parts: list[tuple[str, int, int]], width: int) -> BytesIO:
    """(state, x, width) in a frame."""
    made = Image.new("RGB", (width + 4, HEIGHT), "white")
    pen = ImageDraw.Draw(made)
    for key, x, wide in parts:
        made.paste(_pattern(key, wide), (x + 2, 0))
    for _, x, wide in parts:
        pen.rectangle((x + 2, 0, x + 2 + wide, HEIGHT - 1), outline=INK, width=2)
    out = BytesIO()
    made.save(out, "PNG", optimize=True)
    out.seek(0)
    return out


def _pattern(key: str, width: int) -> Image.Image:
    """按时 solid, 补办 hatched, 待审核 dotted, 办理中 white, 逾期 crossed, 未完成结案 black."""
    ground = {"on_time": GREEN, "overdue": "white", "ended": INK}.get(key, "white")
    part = Image.new("RGB", (max(width, 1), HEIGHT), ground)
    pen = ImageDraw.Draw(part)
    if key in ("late", "overdue"):
        colour = GREEN if key == "late" else RED
        for x in range(-HEIGHT, width, STEP):
            pen.line((x, HEIGHT, x + HEIGHT, 0), fill=colour, width=5)
            if key == "overdue":
                pen.line((x, 0, x + HEIGHT, HEIGHT), fill=colour, width=5)
    elif key == "waiting":
        for x in range(STEP // 2, width, STEP):
            for y in range(STEP // 2, HEIGHT, STEP):
                pen.ellipse((x - 2, y - 2, x + 2, y + 2), fill=GREY)
    return part
