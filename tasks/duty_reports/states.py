"""The words of a duty report: whose it is, its life, its chapters. Pure."""

from dataclasses import dataclass

from django.db.models import TextChoices

from accounts.roles import Role

REPORTERS = (Role.UNIT_SECRETARY, Role.UNIT_LEADER)
OWN_LIMIT = 3000
LINE_LIMIT = 500
REASON_LIMIT = 500


class ReportState(TextChoices):
    """A report's life; a returned one is edited and signed again."""

    DRAFT = "draft", "未签署"
    SIGNED = "signed", "已签署"
    RETURNED = "returned", "退回修改"


EDITABLE = (ReportState.DRAFT, ReportState.RETURNED)


@dataclass(frozen=True)
class Part:
    """A run of statements under one heading; `heading` empty: directly below its chapter."""

    key: str
    heading: str = ""


@dataclass(frozen=True)
class Chapter:
    """One chapter with its parts; `key` names the writer's own words at its end."""

    key: str
    heading: str
    parts: tuple[Part, ...]


def duty_word(role: str) -> str:
    """What the person answers for."""
    return "第一责任人职责" if role == Role.UNIT_SECRETARY else "“一岗双责”"


def outline(role: str, *, before: str = "上年度") -> tuple[Chapter, ...]:
    """The chapters of a report, in the order of the office: the problems of `before` come first."""
    parts = (
        Part("listed", "责任清单落实情况"),
        Part("standing", "经常性工作开展情况"),
        Part("asked", "协办、督办和批示办理情况"),
        Part("personal", "本人履职情况"),
    )
    return (
        Chapter("before", f"{before}问题整改情况", (Part("before"),)),
        Chapter("duty", f"履行{duty_word(role)}情况", parts),
        Chapter("problems", "存在的主要问题和不足", (Part("problems"),)),
        Chapter("next", "下一步打算", (Part("next"),)),
    )


CHAPTERS = ("before", "duty", "problems", "next")
PARTS = ("before", "listed", "standing", "asked", "personal", "problems", "next")


def time_before(days: int) -> str:
    """What the time before the assessed period is called: a period of about a year is preceded by 上年度."""
    return "上年度" if days >= 300 else "上一考核期"
