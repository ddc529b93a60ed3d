"""The closed lists of what may be measured, and the parts of a scheme. Pure.

Formula is a closed list on purpose: uploads, logins, clicks, words and hours cannot become indicators (国办函〔2026〕12号 forbids it,
and PRODUCT rule 3 promises it).
"""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class BadScheme(ValueError):
    """The rules contradict themselves; the message is a Chinese sentence that says where and what to do."""


class Formula(StrEnum):
    """All that may be measured: checked results, and what people who are asked said."""

    DONE = "done"
    ON_TIME = "on_time"
    ACCEPTED_WITHOUT_RETURN = "accepted_without_return"
    MILESTONES = "milestones"
    SUPPORT = "support"
    RECTIFICATION = "rectification"
    DUTIES = "duties"
    BALLOT = "ballot"
    APPRAISAL = "appraisal"


FORMULA_LABELS = {
    Formula.DONE: "经审核办结的事项所占权重",
    Formula.ON_TIME: "按时提请并经审核办结的事项所占权重",
    Formula.ACCEPTED_WITHOUT_RETURN: "未经退回、一次通过审核的事项所占权重",
    Formula.MILESTONES: "设有节点的事项中，期内到日的节点都按日完成的所占权重",
    Formula.SUPPORT: "协办的事项中，配合情况经牵头单位确认的所占权重",
    Formula.RECTIFICATION: "应整改的问题中，按时整改并销号、没有反弹的所占权重；待销号的不计入",
    Formula.DUTIES: "到期的经常性工作中，按期开展的期数所占比例；经批准不计的不计入，抽查不属实的按未开展计",
    Formula.BALLOT: "民主测评结果（满分100）按权重折算；没有列入测评或测评无效的，不按零分计",
    Formula.APPRAISAL: "分管领导评鉴等次折分（好100、较好85、一般70、差50）的平均数，按权重折算",
}


class Ground(StrEnum):
    """On what a 一票否决 may rest: a finding that a person recorded with its reason, or a fact of the records."""

    RECORDED = "recorded"
    ORDER = "order"
    RELAPSE = "relapse"


GROUND_LABELS = {
    Ground.RECORDED: "经认定，由人记录",
    Ground.ORDER: "督办单逾期未答复",
    Ground.RELAPSE: "整改后问题反弹",
}


@dataclass(frozen=True)
class Indicator:
    """One thing measured, and how many of the hundred points it carries."""

    name: str
    formula: Formula
    weight: Decimal

    @property
    def meaning(self) -> str:
        """What the formula measures, in words."""
        return FORMULA_LABELS[self.formula]


@dataclass(frozen=True)
class Band:
    """One grade and the score from which it is proposed."""

    name: str
    lower: Decimal


@dataclass(frozen=True)
class Clause:
    """A reason to add or take points (by the sign of `most`), and how many at most in a period."""

    name: str
    most: Decimal

    @property
    def said(self) -> str:
        """In words."""
        return f"{self.name}（{'加' if self.most > 0 else '减'}分，最多{abs(self.most)}分）"


@dataclass(frozen=True)
class Condition:
    """一票否决: what it rests on, and the best grade that may then be proposed."""

    name: str
    ground: Ground
    grade: str

    @property
    def said(self) -> str:
        """In words."""
        return f"{self.name}（{GROUND_LABELS[self.ground]}）：拟定等次不高于“{self.grade}”"
