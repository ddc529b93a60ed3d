"""Texts of many forms, labelled by hand: the reader finds what a person found, and invents no time."""

import re

import pytest

from speeches.reading import read
from tests.speeches.reading import labelled


@pytest.mark.parametrize("name", labelled.NAMES)
def test_the_directives_of_a_text_are_those_a_person_marked(name):
    text, labels = labelled.load(name)
    assert labelled.f1(read(text), labels) == 1.0


@pytest.mark.parametrize("name", labelled.NAMES)
def test_sections_and_units_and_rules_are_those_of_the_text(name):
    text, labels = labelled.load(name)
    for found, label in labelled.pairs(read(text), labels):
        assert (found.section, found.regulations) == (label.section, label.regulations)
        if label.lead_units:
            assert found.lead_units[: len(label.lead_units)] == label.lead_units


@pytest.mark.parametrize("name", labelled.NAMES)
def test_a_deadline_is_found_where_the_text_sets_one_and_only_there(name):
    text, labels = labelled.load(name)
    for found, label in labelled.pairs(read(text), labels):
        assert bool(found.deadline) == bool(label.deadline), found.text
        if label.deadline:
            assert re.sub(r"\s", "", label.deadline) in re.sub(r"\s", "", found.deadline)
