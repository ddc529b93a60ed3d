"""Text that goes out: safe for Word, Excel and file names. Pure."""

from accounts.sheets.text import clean, file_name

__all__ = ["chinese_number", "clean", "file_name"]


def chinese_number(number: int) -> str:
    """1 → 一, 12 → 十二, 40 → 四十 (up to 99): the numbers of chapters."""
    digits = "〇一二三四五六七八九"
    tens, ones = divmod(number, 10)
    if tens == 0:
        return digits[ones]
    return ("" if tens == 1 else digits[tens]) + "十" + (digits[ones] if ones else "")
