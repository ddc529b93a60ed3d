"""Posting is a row in the caller's transaction: once for each key, with a subject that fits into one line."""

import re
from email import message_from_bytes, policy

import pytest
from django.conf import settings
from django.db import transaction

from accounts.letters.actions import post
from accounts.letters.channels import compose
from accounts.models import Letter
from tests import factories
from tests.accounts.letters.outbox import NOW

TEMPLATES = settings.BASE_DIR / "templates" / "letters"
KINDS = sorted({path.name.split(".")[0] for path in TEMPLATES.iterdir() if not path.name.startswith("_")})


def digest(to, key: str, **values) -> Letter | None:
    """Post a digest with the given values."""
    context = {"on": NOW.date(), "lines": [], "count": 0, "more": 0, "summary": "今日1项到期", "path": "/today/"} | values
    return post(to=to, template="digest", context=context, key=key, now=NOW)


@pytest.mark.django_db
def test_the_same_key_is_posted_once():
    to = factories.user(email="a@example.gov.cn")
    first = digest(to, "digest:1")
    assert digest(to, "digest:1", summary="别的") is None
    assert list(Letter.objects.values_list("pk", "subject")) == [(first.pk, "【党建清单】今日1项到期")]
    assert (first.address, first.state, first.not_before) == ("a@example.gov.cn", "queued", NOW)


@pytest.mark.django_db
def test_a_letter_is_taken_back_with_the_act_it_tells_of():
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        digest(factories.user(), "digest:1")
        raise ZeroDivisionError
    assert not Letter.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("summary", "subject"),
    [
        ("第一行\n第二行\tBcc: x@example.com", "【党建清单】第一行 第二行 Bcc: x@example.com"),
        ("开会🎉", "【党建清单】开会🎉"),
        ("长" * 300, "【党建清单】" + "长" * 194),
        ("<b>&</b>", "【党建清单】<b>&</b>"),
    ],
)
def test_subjects_are_cleaned_shortened_and_encoded(summary, subject):
    letter = digest(factories.user(email="a@example.gov.cn"), "digest:1", summary=summary)
    assert letter.subject == subject
    raw = compose(letter, None).message().as_bytes()
    assert raw.isascii() or b"Content-Transfer-Encoding: 8bit" in raw
    assert message_from_bytes(raw, policy=policy.default)["Subject"].strip() == subject


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_has_subject_text_and_html_with_at_most_one_button_and_no_styles(kind):
    assert {path.name for path in TEMPLATES.glob(f"{kind}.*")} == {f"{kind}.subject.txt", f"{kind}.txt", f"{kind}.html"}
    html = (TEMPLATES / f"{kind}.html").read_text(encoding="utf-8")
    assert html.startswith('{% extends "letters/_base.html" %}')
    assert html.count("letters/_button.html") <= 1
    assert re.findall(r"style=|<style|<script", html) == []


@pytest.mark.django_db
def test_a_name_typed_as_markup_stays_text():
    letter = digest(factories.user("<b>王</b>", email="a@example.gov.cn"), "digest:1")
    assert ("&lt;b&gt;王&lt;/b&gt;同志" in letter.html, "<b>王</b>同志" in letter.text) == (True, True)
