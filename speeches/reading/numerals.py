"""Chinese, Arabic and circled numerals to numbers."""

DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
CIRCLED = {chr(0x2460 + i): i + 1 for i in range(20)}


def value(numeral: str) -> int | None:
    """The number a numeral stands for (一百二十五, 25, ③), or None when it is none."""
    if numeral in CIRCLED:
        return CIRCLED[numeral]
    if numeral.isascii() and numeral.isdigit():
        return int(numeral)
    total, digit = 0, None
    for c in numeral:
        if c in DIGITS:
            digit = DIGITS[c] if digit is None else digit * 10 + DIGITS[c]
        elif c in "十百":
            total += (1 if digit is None else digit) * (10 if c == "十" else 100)
            digit = None
        else:
            return None
    return total + (digit or 0) if numeral else None
