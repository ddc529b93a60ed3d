"""The six figures are those of RFC 6238, each counts once, and clocks may be off by half a minute."""

from base64 import b32encode

import pytest

from accounts.factors import rules

# RFC 6238, appendix B (SHA-1), the last six of its eight figures.
SECRET = b32encode(b"12345678901234567890").decode()
VECTORS = [
    (59, "287082"),
    (1111111109, "081804"),
    (1111111111, "050471"),
    (1234567890, "005924"),
    (2000000000, "279037"),
    (20000000000, "353130"),
]


@pytest.mark.parametrize(("at", "figures"), VECTORS)
def test_the_figures_of_the_standard(at: int, figures: str) -> None:
    assert (rules.code(SECRET, at // 30), rules.matching(SECRET, figures, at)) == (figures, at // 30)


@pytest.mark.parametrize(("late", "fits"), [(-60, False), (-30, True), (0, True), (30, True), (60, False)])
def test_one_step_of_drift_and_no_more(late: int, fits: bool) -> None:
    assert (rules.matching(SECRET, "005924", 1234567890 + late) is not None) == fits


def test_a_step_that_was_used_is_used_up_with_all_before_it() -> None:
    step = 1234567890 // 30
    assert [rules.matching(SECRET, "005924", 1234567890, after) for after in (step - 1, step, step + 1)] == [step, None, None]


@pytest.mark.parametrize(
    ("typed", "plain"), [(" 005 924 ", "005924"), ("００５９２４", "005924"), ("005-924", "005924"), ("abc", "")]
)
def test_figures_are_taken_however_they_are_typed(typed: str, plain: str) -> None:
    assert rules.plain(typed) == plain


def test_the_address_for_the_telephone_survives_chinese_names() -> None:
    said = rules.address("ABC", "gongwei1", "县直机关工委")
    issuer = "%E5%8E%BF%E7%9B%B4%E6%9C%BA%E5%85%B3%E5%B7%A5%E5%A7%94"
    assert said == f"otpauth://totp/{issuer}%3Agongwei1?secret=ABC&issuer={issuer}"
