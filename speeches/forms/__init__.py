"""Forms of the speech room."""

from speeches.forms.deciding import OTHER_KINDS, DecisionForm, DirectiveForm, MergeForm, PieceForm, ReopenForm, SortForm
from speeches.forms.glossary import RereadForm, TermForm
from speeches.forms.importing import DescribeForm, EncodingForm, ImportForm, TextForm
from speeches.forms.library import SpeechFilterForm

__all__ = [
    "OTHER_KINDS",
    "DecisionForm",
    "DescribeForm",
    "DirectiveForm",
    "EncodingForm",
    "ImportForm",
    "MergeForm",
    "PieceForm",
    "ReopenForm",
    "RereadForm",
    "SortForm",
    "SpeechFilterForm",
    "TermForm",
    "TextForm",
]
