"""Failures: a sentence for people, a place for the log, nothing of anybody."""

from __future__ import annotations

import logging
import os
import re

import pytest

from bot.failures import broken, designed, where
from bot.replying import attempted
from ml.errors import BadInput, NotAllowed, Unavailable


def test_a_designed_failure_is_its_sentence() -> None:
    assert designed(BadInput("Row 3 has no company.")).sentence == "Row 3 has no company."
    assert [designed(error("x")).temporary for error in (Unavailable, NotAllowed)] == [True, False]


def test_our_own_failure_has_a_reference_in_both_places(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR):
        failure = broken("a thumb", _raised())
    [reference] = re.findall(r"\(ref ([0-9a-f]{4})\)", failure.sentence)
    assert f"a thumb broke (ref {reference})" in caplog.text
    assert "builtins.ValueError" in caplog.text
    assert "ada@" not in caplog.text


def test_causes_come_first() -> None:
    told = where(_raised())
    assert told.index("KeyError") < told.index("— which led to —") < told.index("ValueError")


def test_what_went_well_is_no_failure() -> None:
    assert attempted("nothing", lambda: None) is None


def test_words_that_repeat_what_was_typed_are_dead() -> None:
    answer = designed(BadInput("“<!channel>” is no state.")).answer
    assert answer.text == "“&lt;!channel&gt;” is no state."
    assert answer.suggestion is None


def _raised() -> ValueError:
    secret = "ada" + "@example.com"
    try:
        _raise_for(secret)
    except ValueError as error:
        return error
    raise AssertionError("it was raised")


def _raise_for(secret: str) -> None:
    try:
        os.environ[secret]
    except KeyError as error:
        raise ValueError(secret) from error
