"""A form refuses wrong values in the office's words, whatever room it belongs to."""

import pytest
from django import forms

from accounts.units.forms import UnitForm


def complaint(field: forms.Field, value: object) -> list[str]:
    with pytest.raises(forms.ValidationError) as refused:
        field.clean(value)
    return refused.value.messages


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        (forms.CharField(), " ", "请填写此项。"),
        (forms.CharField(max_length=3), "四个字了", "最多 3 个字，现有 4 个字，请删减。"),
        (forms.CharField(min_length=3), "两字", "至少 3 个字，现有 2 个字。"),
        (forms.CharField(), "一\x00二", "含有不能保存的字符，请删去后重新填写。"),
        (forms.ChoiceField(choices=[("a", "甲")]), "", "请选择一项。"),
        (forms.ChoiceField(choices=[("a", "甲")]), "b", "所选的不在可选范围内，请重新选择。"),
        (forms.MultipleChoiceField(choices=[("a", "甲")]), [], "请至少选择一项。"),
        (forms.DateField(), "2026-02-30", "请按“2026-11-25”的样式填写日期。"),
        (forms.IntegerField(), "7天", "请填写整数，不带单位。"),
        (forms.IntegerField(min_value=1), "0", "不能小于 1。"),
        (forms.IntegerField(max_value=30), "31", "不能大于 30。"),
        (forms.DecimalField(), "NaN", "请填写数字，不带单位。"),
        (forms.DecimalField(decimal_places=2), "1.234", "最多 2 位小数，请改短。"),
        (forms.BooleanField(), False, "请勾选此项。"),
        (forms.FileField(), None, "请选择文件。"),
    ],
)
def test_a_wrong_value_is_answered_with_what_to_do(field: forms.Field, value: object, said: str) -> None:
    assert complaint(field, value) == [said]


def test_a_field_that_brings_its_own_sentence_keeps_it() -> None:
    assert complaint(forms.CharField(error_messages={"required": "请填写文号。"}), "") == ["请填写文号。"]


@pytest.mark.django_db
def test_a_form_of_a_room_says_the_same() -> None:
    form = UnitForm({"name": "", "kind": "x", "parent": "999999"})
    assert form.errors == {
        "name": ["请填写此项。"],
        "kind": ["所选的不在可选范围内，请重新选择。"],
        "parent": ["所选的不在可选范围内，请重新选择。"],
    }
