"""The day on which a deadline falls, counted from the day of the speech."""

import re
from collections.abc import Callable
from datetime import date, timedelta

from speeches.reading.numerals import value

Workday = Callable[[date], bool]
HOLIDAYS = {"七一": (6, 30), "五一": (4, 30), "十一": (9, 30), "国庆": (9, 30), "元旦": (12, 31)}
DAYS = {"天": 1, "日": 1, "周": 7, "个星期": 7}
FIVE_YEARS = {"十三五": 2020, "十四五": 2025, "十五五": 2030, "十六五": 2035}
EVENT = re.compile("(?:接|收|发现|受理|发生|结束|办结|反馈|每次|召开)[^，。]{0,14}后")


def weekday(day: date) -> bool:
    """Monday to Friday."""
    return day.weekday() < 5


def due(raw: str, on: date | None, is_workday: Workday = weekday) -> date | None:
    """The last day allowed; None when it depends on an event, or on a day of speech that nobody knows."""
    raw = re.sub(r"\s", "", raw)
    if re.search("起[至到]|[日月]至|[日月][—－~～-]", raw):
        raw = re.split("至|到|[—－~～-]+", raw)[-1]
    for name, year in FIVE_YEARS.items():
        if name in raw:
            return date(year, 12, 31)
    return _calendar(raw, on) or _counted(raw, on, is_workday)


def _year(raw: str, on: date | None) -> int | None:
    if found := re.search(r"(\d{4})年", raw):
        return int(found[1])
    if on is None:
        return None
    return on.year + {"明年": 1, "后年": 2}.get(raw[:2], 0)


def _last(year: int, month: int) -> date:
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)


def _calendar(raw: str, on: date | None) -> date | None:
    year = _year(raw, on)
    if found := re.search(
        r"(?P<m>\d{1,2}|[一二三四五六七八九十]{1,3})月(?:份)?(?P<d>\d{1,2}|[一二三四五六七八九十]{1,3}(?=[日号]))?(?P<part>上旬|中旬|中|初)?",
        raw,
    ):
        return _month_day(found, year, on, said=bool(re.search("年", raw)))
    if year is None:
        return None
    if found := re.search("(?P<q>[一二三四1-4])季度", raw):
        return _last(year, 3 * (value(found["q"]) or 0))
    if "上半年" in raw:
        return date(year, 6, 30)
    if (
        "下半年" in raw
        or re.search("年(?:底|末|终|内|度)|年$|年前", raw)
        and not re.search("[\\d一二三四五六七八九十两半]年(?:内|前|之内|以内)$", re.sub(r"\d{4}年", "年", raw))
    ):
        return date(year, 12, 31)
    if (
        on
        and (found := re.search("(?P<which>本|当|这|下)?个?月(?:底|末|内|$|前|中旬)", raw))
        and not re.search("个月(?:之|以)?内", raw)
    ):
        return _last(on.year, on.month) if found["which"] != "下" else _last(on.year + on.month // 12, on.month % 12 + 1)
    for name, (month, day) in HOLIDAYS.items():
        if name in raw:
            return _not_before(date(year, month, day), on)
    if on and (found := re.match(r"(?:本月|当月)?(\d{1,2}|[一二三四五六七八九十]{1,3}(?=号))[日号]", raw)) and "内" not in raw:
        return _day(on.year, on.month, value(found[1]) or 0)
    return None


def _month_day(found: re.Match[str], year: int | None, on: date | None, *, said: bool) -> date | None:
    month = value(found["m"])
    if year is None or not month or month > 12:
        return None
    if found["d"]:
        day = _day(year, month, value(found["d"]) or 0)
    elif found["part"] == "初":
        return None
    else:
        day = {"上旬": date(year, month, 10), "中旬": date(year, month, 20), "中": date(year, month, 15)}.get(
            found["part"] or "", _last(year, month)
        )
    return day if said or day is None else _not_before(day, on)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _not_before(day: date, on: date | None) -> date:
    """A month without a year that lies well behind the day of speech is next year's."""
    return day.replace(year=day.year + 1) if on and day < on - timedelta(days=60) else day


def _counted(raw: str, on: date | None, is_workday: Workday) -> date | None:
    if on is None or EVENT.search(raw):
        return None
    if found := re.search(
        "(?P<n>\\d{1,3}|[一二三四五六七八九十]{1,3}|两|半)(?P<u>个工作日|工作日|个月|个星期|个小时|天|日|周|月|年|小时)(?:之|以)?内",
        raw,
    ):
        return _after(on, found["n"], found["u"], is_workday)
    if found := re.search("(?P<next>下)?个?(?:周|星期)(?P<d>[一二三四五六日天末])", raw):
        target = "一二三四五六日".find(found["d"].replace("天", "日").replace("末", "日"))
        return on - timedelta(days=on.weekday()) + timedelta(days=target + (7 if found["next"] else 0))
    if "周" in raw and raw[0] in "本这下":
        return on - timedelta(days=on.weekday()) + timedelta(days=13 if raw[0] == "下" else 6)
    ahead = {"今天": 0, "当天": 0, "明天": 1, "次日": 1, "后天": 2}
    return next((on + timedelta(days=n) for w, n in ahead.items() if w in raw), None)


def _after(on: date, number: str, unit: str, is_workday: Workday) -> date | None:
    if number == "半":
        return _months(on, 6) if unit == "年" else on + timedelta(days=15) if "月" in unit else None
    count = value(number) or 0
    if "工作日" in unit:
        day = on
        while count and (day - on).days < 1500:
            day += timedelta(days=1)
            count -= is_workday(day)
        return day
    if "小时" in unit:
        return on + timedelta(days=-(-count // 24))
    if unit in ("个月", "月"):
        return _months(on, count)
    if unit == "年":
        return _months(on, 12 * count)
    return on + timedelta(days=count * DAYS[unit])


def _months(on: date, count: int) -> date:
    month = on.month - 1 + count
    year, month = on.year + month // 12, month % 12 + 1
    return min(date(year, month, min(on.day, 28)) + timedelta(days=max(0, on.day - 28)), _last(year, month))
