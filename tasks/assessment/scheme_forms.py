"""The form of a new version of the rules. Empty rows are left out; what contradicts itself is refused by the rules in a sentence."""

from decimal import Decimal
from typing import Any

from django import forms

from accounts.units.inputs import CleanCharField
from tasks.assessment.kinds import FORMULA_LABELS, GROUND_LABELS, Formula
from tasks.assessment.presets import NAMES
from tasks.assessment.scheme import Scheme as Rules

MOST_BANDS, MOST_CLAUSES, MOST_CONDITIONS = 5, 6, 3
PLACES = ("最高", "第二", "第三", "第四", "第五")
TEXT, NUMBER, CHOICE = ({"class": name} for name in ("form-control", "form-control", "form-select"))


def _text(label: str, initial: str, most: int = 60) -> forms.CharField:
    return CleanCharField(label=label, initial=initial, max_length=most, required=False, widget=forms.TextInput(TEXT))


def _number(label: str, initial: Any, lowest: int = 0) -> forms.DecimalField:
    bounds = {"min_value": lowest, "max_value": 100, "max_digits": 5, "decimal_places": 2, "required": False}
    return forms.DecimalField(label=label, initial=initial, widget=forms.NumberInput(NUMBER), **bounds)


def _choice(label: str, initial: Any, choices: list[tuple[str, str]]) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, initial=initial, choices=choices, required=False, widget=forms.Select(CHOICE))


class SchemeForm(forms.Form):
    """Names and weights of the kinds that exist, the scale of grades, the quota, 加减分 and 一票否决."""

    use_required_attribute = False
    name = CleanCharField(label="方案名称", max_length=80)
    top_share = forms.IntegerField(label="最高等次名额（%）", min_value=1, max_value=100, help_text="占参评单位的百分比。")

    def __init__(self, *args: Any, based_on: Rules, **kwargs: Any) -> None:
        initial = {"top_share": int(based_on.top_share * 100)} | kwargs.pop("initial", {})
        super().__init__(*args, initial=initial, **kwargs)
        self._indicators(based_on)
        self._bands(based_on)
        self._clauses(based_on)
        self._conditions(based_on)

    def _indicators(self, based_on: Rules) -> None:
        known = {indicator.formula: indicator for indicator in based_on.indicators}
        for formula in Formula:
            one = known.get(formula)
            name = one.name if one else NAMES[formula]
            self.fields[f"indicator_{formula}"] = _text(f"“{NAMES[formula]}”名称", name, 30)
            self.fields[f"weight_{formula}"] = _number(f"“{name}”权重", one.weight if one else 0)

    def _bands(self, based_on: Rules) -> None:
        for place in range(MOST_BANDS):
            band = based_on.bands[place] if place < len(based_on.bands) else None
            self.fields[f"band_{place}"] = _text(f"{PLACES[place]}等次名称", band.name if band else "", 10)
            self.fields[f"lower_{place}"] = _number(f"{PLACES[place]}等次起始分", band.lower if band else None)

    def _clauses(self, based_on: Rules) -> None:
        for place in range(MOST_CLAUSES):
            clause = based_on.clauses[place] if place < len(based_on.clauses) else None
            self.fields[f"clause_{place}"] = _text(f"加减分情形{place + 1}", clause.name if clause else "")
            self.fields[f"most_{place}"] = _number(f"情形{place + 1}最多分值", clause.most if clause else None, -100)
        self.fields["most_up"] = _number("加分合计最多", based_on.most_up or None)
        self.fields["most_down"] = _number("减分合计最多", based_on.most_down or None)

    def _conditions(self, based_on: Rules) -> None:
        grounds = [(ground.value, label) for ground, label in GROUND_LABELS.items()]
        caps = [(str(place), f"{PLACES[place]}等次") for place in range(1, MOST_BANDS)]
        for place in range(MOST_CONDITIONS):
            one = based_on.conditions[place] if place < len(based_on.conditions) else None
            cap = str(based_on.grades.index(one.grade)) if one else "2"
            self.fields[f"veto_{place}"] = _text(f"否决情形{place + 1}", one.name if one else "")
            self.fields[f"ground_{place}"] = _choice(f"情形{place + 1}依据", one.ground if one else None, grounds)
            self.fields[f"cap_{place}"] = _choice(f"情形{place + 1}等次不高于", cap, caps)

    def indicator_rows(self) -> list[tuple[str, Any, Any]]:
        """What is measured, and the fields of its name and weight."""
        return [(FORMULA_LABELS[f], self[f"indicator_{f}"], self[f"weight_{f}"]) for f in Formula]

    def band_rows(self) -> list[tuple[Any, ...]]:
        """Name and lower bound of each grade."""
        return self._rows(MOST_BANDS, "band", "lower")

    def clause_rows(self) -> list[tuple[Any, ...]]:
        """Each reason to add or take points."""
        return self._rows(MOST_CLAUSES, "clause", "most")

    def condition_rows(self) -> list[tuple[Any, ...]]:
        """Each 一票否决."""
        return self._rows(MOST_CONDITIONS, "veto", "ground", "cap")

    def _rows(self, count: int, *names: str) -> list[tuple[Any, ...]]:
        return [tuple(self[f"{name}_{place}"] for name in names) for place in range(count)]

    def rules(self) -> dict[str, Any]:
        """The rules as plain data, for the action to check."""
        said = self.cleaned_data
        bands = [(said[f"band_{n}"], said[f"lower_{n}"] or 0) for n in range(MOST_BANDS) if said[f"band_{n}"]]
        clauses = [(said[f"clause_{n}"], said[f"most_{n}"] or 0) for n in range(MOST_CLAUSES)]
        weights = [(f, said[f"indicator_{f}"] or NAMES[f], said[f"weight_{f}"]) for f in Formula]
        return {
            "indicators": [{"name": name, "formula": str(f), "weight": str(w)} for f, name, w in weights if w],
            "bands": [{"name": name, "lower": str(low)} for name, low in bands],
            "top_share": str(Decimal(said["top_share"]) / 100),
            "clauses": [{"name": name, "most": str(most)} for name, most in clauses if name or most],
            "most_up": str(said["most_up"] or 0),
            "most_down": str(said["most_down"] or 0),
            "conditions": self._said_conditions([name for name, _ in bands]),
        }

    def _said_conditions(self, grades: list[str]) -> list[dict[str, str]]:
        said, found = self.cleaned_data, []
        for n in range(MOST_CONDITIONS):
            place = int(said[f"cap_{n}"] or 1)
            if said[f"veto_{n}"]:
                grade = grades[place] if place < len(grades) else ""
                found.append({"name": said[f"veto_{n}"], "ground": said[f"ground_{n}"] or "recorded", "grade": grade})
        return found
