"""What ratings did: right by the outcome, and in the model only where its report says so."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from bot.blocks.dates import Reader
from bot.blocks.rating_words import effect_sentence
from ml.rated_votes import RatedKind, RatedVote
from ml.rating_effects import RatingEffect, effect_of
from ml.records import Vote

AT = datetime(2026, 11, 23, 9, tzinfo=UTC)
REPORT = {"ratings": {"kept": True, "by_person": {"1": {"used": 2, "moved": 1}}}}


def vote(
    what: Vote, outcome: str | None, kind: RatedKind = "score", person: int = 1, *, hindsight: bool = False
) -> RatedVote:
    return RatedVote("s", person, kind, what, AT, AT, outcome=outcome, hindsight=hindsight)


@pytest.mark.parametrize(
    ("what", "outcome", "right"),
    [
        ("up", "won", True),
        ("up", "lost", False),
        ("down", "lost", True),
        ("down", "won", False),
        ("up", None, None),
    ],
)
def test_up_and_won_or_down_and_lost_is_right(what: Vote, outcome: str | None, right: bool | None) -> None:
    assert vote(what, outcome).was_right is right
    assert vote(what, outcome, hindsight=True).was_right is None
    assert vote(what, outcome, "draft").was_right is None


def test_only_ones_own_votes_count_and_only_kept_ones_are_in_the_model() -> None:
    votes = [
        vote("up", "won"),
        vote("up", "lost"),
        vote("up", None),
        vote("up", None, "draft"),
        vote("up", "won", person=2),
    ]
    told = effect_of(votes, 1, REPORT, AT)
    assert told == RatingEffect(3, 2, 1, 1, 2, drafts=1, trained_at=AT)
    reports: list[dict[str, Any]] = [{}, {"ratings": {**REPORT["ratings"], "kept": False}}]
    for report in reports:
        assert effect_of(votes, 1, report, AT).used == 0


@pytest.mark.parametrize(
    ("effect", "said"),
    [
        (RatingEffect(0), "You have not rated anything yet."),
        (RatingEffect(1), "Your 1 rating waits for the first model."),
        (
            RatingEffect(3, trained_at=AT),
            "None of your 3 ratings is in today's model, since it did no better with them.",
        ),
        (
            RatingEffect(1, trained_at=AT, reminders=1),
            (
                "Your 1 rating is not in today's model, since it did no better with it; "
                "1 rating of reminders steers how often I remind you."
            ),
        ),
        (RatingEffect(0, drafts=2), "2 ratings of drafts steer how drafts are written."),
    ],
)
def test_it_is_said_in_a_sentence(effect: RatingEffect, said: str) -> None:
    assert effect_sentence(effect, Reader(AT)) == said
