"""The words for what kind of Party organisation a unit is. Pure."""

from itertools import takewhile

from django.db.models import TextChoices


class UnitKind(TextChoices):
    """Kinds of Party organisations (2019 机关基层组织条例, art. 5–7, and the organs around them)."""

    COUNTY_COMMITTEE = "county_committee", "县委"
    WORK_COMMITTEE = "work_committee", "机关工委"
    OFFICE = "office", "工作机构"
    COMMITTEE = "committee", "党委"
    PARTY_GROUP = "party_group", "党组"
    OFFICE_COMMITTEE = "office_committee", "机关党委"
    GENERAL_BRANCH = "general_branch", "党总支"
    BRANCH = "branch", "党支部"


# So many characters of a common beginning are a name (县财政局), fewer are only a word (县, 县委).
NAME = 4


def office(unit: str, title: str) -> str:
    """Unit and title as they are said, nothing twice: 县委书记; 县委办公室副主任; 县财政局机关党委书记."""
    common = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(unit, title, strict=False)))
    if common >= min(len(unit), NAME):
        return title
    shared = max((n for n in range(2, min(len(unit), len(title)) + 1) if unit.endswith(title[:n])), default=0)
    return unit + title[shared:]
