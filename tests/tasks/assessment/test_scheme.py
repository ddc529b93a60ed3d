"""Rules that contradict themselves are refused with a sentence; the frozen copy is named by its digest."""

from dataclasses import replace
from decimal import Decimal

import pytest

from tasks.assessment.scheme import DEFAULT, BadScheme, Formula, Scheme, digest


def with_weights(*weights):
    return [replace(i, weight=Decimal(w)) for i, w in zip(DEFAULT.indicators, weights, strict=True)]


@pytest.mark.parametrize(
    ("weights", "sentence"),
    [
        (("40", "30", "29"), "各项指标权重合计为99，应为100。请调整权重。"),
        (("40", "30", "31"), "各项指标权重合计为101，应为100。请调整权重。"),
        (("80", "-10", "30"), "指标“按时情况”的权重应大于0。请修改该指标的权重。"),
        (("NaN", "30", "30"), "指标“完成情况”的权重应大于0。请修改该指标的权重。"),
        (("39.995", "30.005", "30"), "指标“完成情况”的权重最多两位小数。请修改该指标的权重。"),
    ],
)
def test_weights_are_positive_and_add_up_to_a_hundred(weights, sentence):
    with pytest.raises(BadScheme) as refused:
        replace(DEFAULT, indicators=tuple(with_weights(*weights)))
    assert str(refused.value) == sentence


def test_a_scheme_without_indicators_is_refused():
    with pytest.raises(BadScheme, match="没有指标"):
        replace(DEFAULT, indicators=())


@pytest.mark.parametrize("lowers", [(90, 75, 60, 1), (90, 90, 60, 0), (75, 90, 60, 0), (120, 75, 60, 0)])
def test_each_score_has_exactly_one_grade(lowers):
    bands = tuple(replace(b, lower=Decimal(low)) for b, low in zip(DEFAULT.bands, lowers, strict=True))
    with pytest.raises(BadScheme, match="等次"):
        replace(DEFAULT, bands=bands)


@pytest.mark.parametrize("kind", ["uploads", "logins", "clicks", "words", "hours", ""])
def test_traces_cannot_become_indicators(kind):
    rules = DEFAULT.as_dict()
    rules["indicators"][0]["formula"] = kind
    with pytest.raises(BadScheme):
        Scheme.from_dict(rules)
    assert [str(formula) for formula in Formula] == [
        "done",
        "on_time",
        "accepted_without_return",
        "milestones",
        "support",
        "rectification",
        "duties",
        "ballot",
        "appraisal",
    ]


def test_rules_come_back_from_the_database_as_they_went_in():
    assert Scheme.from_dict(DEFAULT.as_dict()) == DEFAULT


def test_a_changed_rule_changes_the_digest():
    changed = DEFAULT.as_dict()
    changed["indicators"][0]["weight"] = "41"
    assert digest(DEFAULT.as_dict()) == digest(DEFAULT.as_dict())
    assert digest(changed) != digest(DEFAULT.as_dict())


@pytest.mark.parametrize(("units", "places"), [(0, 0), (1, 1), (3, 2), (24, 10), (25, 10)])
def test_the_quota_of_the_best_grade_counts_a_fraction_as_one(units, places):
    assert DEFAULT.quota(units) == places
