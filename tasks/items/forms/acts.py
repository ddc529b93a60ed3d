"""Buttons that know what they were shown for."""

from django import forms

WIDE = str.maketrans("０１２３４５６７８９．", "0123456789.")


class WideDecimalField(forms.DecimalField):
    """A number whose digits may be typed full width."""

    def to_python(self, value):
        """Narrow digits, then as ever."""
        return super().to_python(value.translate(WIDE) if isinstance(value, str) else value)


class MeasureForm(forms.Form):
    """A measured value."""

    value = WideDecimalField(min_value=0, max_digits=12, decimal_places=2)


class ActForm(forms.Form):
    """A button that knows the version it was shown for; a reason where the act needs one."""

    version = forms.IntegerField()
    reason = forms.CharField(required=False, max_length=500)
