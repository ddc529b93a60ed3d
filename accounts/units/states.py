"""The words for what kind of Party organisation a unit is. Pure."""

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
