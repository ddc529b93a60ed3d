"""What a form says about a wrong value: Django's own sentences, said as an office would, each with what to do."""

from django import forms
from django.core import validators

FIELDS = {
    forms.Field: {"required": "请填写此项。"},
    forms.BooleanField: {"required": "请勾选此项。"},
    forms.IntegerField: {"invalid": "请填写整数，不带单位。"},
    forms.DecimalField: {"invalid": "请填写数字，不带单位。"},
    forms.DateField: {"invalid": "请按“2026-11-25”的样式填写日期。"},
    forms.ChoiceField: {"required": "请选择一项。", "invalid_choice": "所选的不在可选范围内，请重新选择。"},
    forms.MultipleChoiceField: {"required": "请至少选择一项。", "invalid_choice": "所选的不在可选范围内，请重新选择。"},
    forms.ModelChoiceField: {"required": "请选择一项。", "invalid_choice": "所选的不在可选范围内，请重新选择。"},
    forms.ModelMultipleChoiceField: {
        "required": "请至少选择一项。",
        "invalid_choice": "所选的不在可选范围内，请重新选择。",
        "invalid_pk_value": "所选的不在可选范围内，请重新选择。",
    },
    forms.FileField: {
        "required": "请选择文件。",
        "invalid": "没有收到文件，请重新选择。",
        "missing": "没有收到文件，请重新选择。",
        "empty": "文件是空的，请重新选择。",
        "max_length": "文件名最多 %(max)d 个字，现有 %(length)d 个字，请改短后重新选择。",
    },
}
VALIDATORS = {
    validators.MinValueValidator: "不能小于 %(limit_value)s。",
    validators.MaxValueValidator: "不能大于 %(limit_value)s。",
    validators.MinLengthValidator: "至少 %(limit_value)d 个字，现有 %(show_value)d 个字。",
    validators.MaxLengthValidator: "最多 %(limit_value)d 个字，现有 %(show_value)d 个字，请删减。",
    validators.ProhibitNullCharactersValidator: "含有不能保存的字符，请删去后重新填写。",
}
DECIMALS = {
    "invalid": "请填写数字，不带单位。",
    "max_digits": "最多 %(max)s 位数字，请改短。",
    "max_decimal_places": "最多 %(max)s 位小数，请改短。",
    "max_whole_digits": "小数点前最多 %(max)s 位，请改短。",
}


def say_plainly() -> None:
    """Put the sentences into Django's classes; a field that brings its own sentence keeps it."""
    for field, sentences in FIELDS.items():
        field.default_error_messages = field.default_error_messages | sentences
    for validator, sentence in VALIDATORS.items():
        validator.message = sentence
    validators.DecimalValidator.messages = validators.DecimalValidator.messages | DECIMALS
