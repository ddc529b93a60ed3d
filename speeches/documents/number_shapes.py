"""A number as Word writes it in each of its number formats. Pure."""

import re

STEMS, BRANCHES = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"
# Rows of characters: the number is a place in the row.
ROWS = {
    "decimalEnclosedCircle": "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳",
    "decimalEnclosedCircleChinese": "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳",
    "decimalEnclosedParen": "⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇",
    "decimalEnclosedFullstop": "⒈⒉⒊⒋⒌⒍⒎⒏⒐⒑⒒⒓⒔⒕⒖⒗⒘⒙⒚⒛",
    "ideographEnclosedCircle": "㊀㊁㊂㊃㊄㊅㊆㊇㊈㊉",
    "ideographTraditional": STEMS,
    "ideographZodiac": BRANCHES,
    "ideographZodiacTraditional": "".join(STEMS[n % 10] + BRANCHES[n % 12] for n in range(60)),
}
COUNTED = {
    "chineseCountingThousand",
    "japaneseCounting",
    "taiwaneseCountingThousand",
    "koreanCounting",
    "ideographLegalTraditional",
}
DIGITS = {"ideographDigital", "japaneseDigitalTenThousand", "taiwaneseDigital"}
ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"))
ROMAN += ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


def number_in(shape: str, number: int) -> str:
    """The number in the format (w:numFmt); decimal for formats that Chinese offices do not use."""
    if shape in ROWS:
        size = 2 if shape == "ideographZodiacTraditional" else 1
        return ROWS[shape][(number - 1) * size : number * size] if number > 0 else str(number)
    if shape in DIGITS or (shape in ("chineseCounting", "taiwaneseCounting") and number >= 100):
        return str(number).translate(str.maketrans("0123456789", "〇一二三四五六七八九"))
    if shape in COUNTED or shape in ("chineseCounting", "taiwaneseCounting"):
        return _counted(number)
    if shape == "chineseLegalSimplified":
        return in_words(number, "零壹贰叁肆伍陆柒捌玖", "拾佰仟万").replace("壹拾", "拾", 1 if 10 <= number < 20 else 0)
    return _western(shape, number)


def _counted(number: int) -> str:
    """十一, not 一十一."""
    text = in_words(number, "零一二三四五六七八九", "十百千万")
    return text[1:] if text.startswith("一十") else text


def in_words(number: int, digits: str, powers: str) -> str:
    """A whole number below a hundred million in Chinese words, `powers` being ten, hundred, thousand, ten thousand; larger ones in figures.

    Written here because each opened file starts a process of its own, and the library for it (cn2an, the oracle of the test) takes a
    third of that process's time to load.
    """
    if not 0 <= number < 10**8:
        return str(number)
    if number >= 10_000:
        high, low = divmod(number, 10_000)
        words = in_words(high, digits, powers) + powers[3]
        return words + (digits[0] if low < 1000 else "") * bool(low) + (in_words(low, digits, powers) if low else "")
    places = [int(figure) for figure in str(number)]
    units = ["", *powers[:3]][: len(places)][::-1]
    words = "".join(digits[place] + (unit if place else "") for place, unit in zip(places, units, strict=True))
    return re.sub(f"{digits[0]}+", digits[0], words).rstrip(digits[0]) or digits[0]


def _western(shape: str, number: int) -> str:
    if shape == "decimalZero":
        return f"{number:02d}"
    if shape in ("decimalFullWidth", "decimalFullWidth2"):
        return str(number).translate(str.maketrans("0123456789", "０１２３４５６７８９"))
    if shape in ("lowerLetter", "upperLetter") and number > 0:
        # After z come aa, bb, cc …
        text = chr(ord("a") + (number - 1) % 26) * min((number - 1) // 26 + 1, 10)
        return text if shape == "lowerLetter" else text.upper()
    if shape in ("lowerRoman", "upperRoman") and 0 < number < 4000:
        text = _roman(number)
        return text if shape == "lowerRoman" else text.upper()
    return str(number)


def _roman(number: int) -> str:
    text = ""
    for worth, sign in ROMAN:
        text += sign * (number // worth)
        number %= worth
    return text
