"""The four 一起 and the kinds of holes, each with its word and its shape. Pure."""

from dataclasses import dataclass

from django.db.models import TextChoices

from accounts.roles import Role

# Whose record is kept, and who has a charge within a unit.
LEADERS = (Role.COUNTY_LEADER, Role.UNIT_SECRETARY, Role.UNIT_LEADER)
OF_UNITS = (Role.UNIT_SECRETARY, Role.UNIT_LEADER)


class Step(TextChoices):
    """四个一起: Party work and business are planned, set to work, carried out and checked together."""

    PLAN = "plan", "谋划"
    DEPLOY = "deploy", "部署"
    CARRY_OUT = "carry_out", "落实"
    CHECK = "check", "检查"


@dataclass(frozen=True)
class Hole:
    """A kind of hole: shown by shape and word, explained by a sentence."""

    name: str
    shape: str
    word: str
    why: str


UNLED = Hole("unled", "▨", "无人分管", "有在办事项，但没有领导分管这一领域。")
SHARED = Hole("shared", "◫", "多人分管", "同一领域同时登记了几位分管领导，须核对是否共同分管。")
IDLE = Hole("idle", "◇", "无履责记录", "有在办事项，本期没有分管领导本人在这一领域的履责记录。")
EMPTY = Hole("empty", "□", "没有事项", "分管的事项中没有属于这一方面的。")
HOLES = {hole.name: hole for hole in (UNLED, SHARED, IDLE)}
