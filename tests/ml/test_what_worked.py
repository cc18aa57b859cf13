"""Sentences that led on are found, others are not, and nothing that belongs to one call is reused."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from random import Random

import pytest

from ml.cuss import Move
from ml.funnel import FunnelState
from ml.what_worked import LED_ON_DAYS, SaidLine, has_led_on, is_reusable, rank_lines

AT = datetime(2026, 5, 4, 10, tzinfo=UTC)
GOOD = "What would change for your managers if nobody had to chase them?"
BAD = "How do your staff find out that a shift has changed?"
ORDER = {FunnelState.COLD_LEAD: 1, FunnelState.LEAD: 1, FunnelState.HOT_LEAD: 2, FunnelState.UNQUALIFIED: -1}


def said(number: int, text: str, *, led_on: bool) -> SaidLine:
    return SaidLine(Move.UNDERSTANDING, text, number, number, "Rostering", "Retail", "LEAD", led_on=led_on)


def a_history(seed: int, *, good: float, bad: float) -> list[SaidLine]:
    """A hundred calls; in half of them each sentence was said."""
    dice = Random(seed)  # noqa: S311 - a made-up history, not a secret
    return [
        said(number, text, led_on=dice.random() < rate)
        for number in range(100)
        for text, rate in [((GOOD, good), (BAD, bad))[number % 2]]
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Would Mei Lin like to see it with the others next time?",  # a name
        "We cut that from 31 hours to much less for a client.",  # a number
        "Shall we talk again on Thursday about how it would work?",  # a day
        "You mentioned that the managers chase everybody for it.",  # of its call
        "How so?",  # too short
        "and what would change for your managers if they did not",  # no whole sentence
        "What would change at Bistro if nobody had to chase them?",
    ],
)
def test_what_belongs_to_one_call_is_not_reused(text: str) -> None:
    assert not is_reusable(text, ("bistro group",))


def test_names_of_the_call_in_small_letters_are_found() -> None:
    assert is_reusable(GOOD)
    assert not is_reusable("What would change for bistro if nobody had to chase them?", ("Bistro Group",))


@pytest.mark.parametrize(
    ("days", "after", "expected"),
    [
        (1, FunnelState.HOT_LEAD, True),
        (LED_ON_DAYS, FunnelState.HOT_LEAD, True),
        (LED_ON_DAYS + 1, FunnelState.HOT_LEAD, False),
        (-1, FunnelState.HOT_LEAD, False),
        (1, FunnelState.COLD_LEAD, False),
        (1, FunnelState.UNQUALIFIED, False),
    ],
)
def test_a_call_led_on_when_a_step_forward_followed(days: int, after: FunnelState, expected: bool) -> None:
    assert has_led_on(AT, [(AT + timedelta(days=days), FunnelState.LEAD, after)], ORDER) is expected


def test_a_planted_sentence_is_found_with_its_count() -> None:
    history = a_history(1, good=0.8, bad=0.2)
    [found] = rank_lines(history)
    good = [one for one in history if one.text == GOOD]
    assert found.said.text == GOOD
    assert (found.calls, found.led_on) == (len(good), sum(one.led_on for one in good))


def test_where_nothing_works_better_little_is_found() -> None:
    found = [line for seed in range(20) for line in rank_lines(a_history(seed, good=0.5, bad=0.5))]
    assert len(found) <= 12  # of 40 wordings; a lower bound of 20 % lets one in five through


def test_too_little_is_no_ground_to_learn_from() -> None:
    assert rank_lines(a_history(1, good=0.9, bad=0.1)[:30]) == []
    assert rank_lines([]) == []
    assert rank_lines([said(number, GOOD, led_on=True) for number in range(60)]) == []
