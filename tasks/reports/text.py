"""Text that goes out: safe for Word, Excel and file names. Pure."""

from accounts.sheets.text import clean, file_name

DIGITS = "〇一二三四五六七八九"

__all__ = ["chinese_number", "clean", "file_name"]


def chinese_number(number: int) -> str:
    """1 → 一, 12 → 十二, 110 → 一百一十, 1005 → 一千零五 (up to 9999): the numbers of chapters and of the demands in them."""
    said, open_zero = "", False
    for unit, size in zip("千百十 ", (1000, 100, 10, 1), strict=True):
        digit, number = divmod(number, size)
        if digit:
            one = "" if unit == "十" and digit == 1 and not said else DIGITS[digit]
            said += ("零" if open_zero and said else "") + one + unit.strip()
        open_zero = not digit
    return said or "〇"
