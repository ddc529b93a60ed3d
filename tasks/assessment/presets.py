"""Schemes and grade scales that the page offers to begin with. Pure."""

from decimal import Decimal

from tasks.assessment.kinds import Band, Clause, Condition, Formula, Ground, Indicator
from tasks.assessment.scheme import DEFAULT, Scheme

NAMES = {indicator.formula: indicator.name for indicator in DEFAULT.indicators} | {
    Formula.MILESTONES: "节点完成情况",
    Formula.SUPPORT: "协办配合情况",
    Formula.RECTIFICATION: "问题整改情况",
    Formula.DUTIES: "经常性工作情况",
    Formula.BALLOT: "民主测评",
    Formula.APPRAISAL: "上级评价",
}
_SIXTY = (
    (Formula.DONE, 20),
    (Formula.ON_TIME, 15),
    (Formula.ACCEPTED_WITHOUT_RETURN, 10),
    (Formula.SUPPORT, 5),
    (Formula.RECTIFICATION, 10),
    (Formula.BALLOT, 25),
    (Formula.APPRAISAL, 15),
)

SCALES: dict[str, tuple[str, ...]] = {"good": ("好", "较好", "一般", "差"), "excellent": ("优秀", "良好", "一般", "较差")}
_LOWERS = (90, 75, 60, 0)

# 日常 60, 评议 25, 上级评价 15 (PRODUCT 2.6).
SIXTY = Scheme(
    indicators=tuple(Indicator(NAMES[formula], formula, Decimal(weight)) for formula, weight in _SIXTY),
    bands=DEFAULT.bands,
    top_share=DEFAULT.top_share,
    clauses=(
        Clause("党建工作受到县级以上表彰", Decimal(2)),
        Clause("经验做法被上级推广", Decimal(1)),
        Clause("被上级党组织通报批评", Decimal(-3)),
    ),
    most_up=Decimal(3),
    most_down=Decimal(5),
    conditions=(
        Condition("发生严重违纪违法案件，党组织负有责任", Ground.RECORDED, "一般"),
        Condition("督办单逾期未答复", Ground.ORDER, "较好"),
    ),
)
PRESETS: dict[str, tuple[str, Scheme]] = {
    "sixty": ("日常60、评议25、上级评价15", SIXTY),
    "records": ("完成40、按时30、一次通过30", DEFAULT),
}


def scaled(scheme: Scheme, names: tuple[str, ...]) -> Scheme:
    """The scheme with another scale of grades; what a veto leaves keeps its place in the scale."""
    places = {band.name: place for place, band in enumerate(scheme.bands)}
    bands = tuple(Band(name, Decimal(lower)) for name, lower in zip(names, _LOWERS, strict=True))
    last = len(names) - 1
    conditions = tuple(Condition(c.name, c.ground, names[min(places[c.grade], last)]) for c in scheme.conditions)
    rest = (scheme.top_share, scheme.clauses, scheme.most_up, scheme.most_down)
    return Scheme(scheme.indicators, bands, *rest, conditions)
