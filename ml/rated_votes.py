"""A vote with what was shown: the three kinds that never mix, and whether the outcome proved it right."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from ml.records import Vote

RatedKind = Literal["score", "draft", "reminder"]

# What a vote on each kind of answer speaks of; others are votes on the bot, and teach no model.
KIND_OF: Mapping[str, RatedKind] = {
    "lead": "score",
    "leads": "score",
    "hot": "score",
    "pitch": "draft",
    "recap": "draft",
    "brief": "draft",
    "retarget": "reminder",
    "reminder": "reminder",
    "promise": "reminder",
}


@dataclass(frozen=True)
class RatedVote:
    """A current vote, and what it was given to.

    Parameters
    ----------
    suggestion_id, person_id
        Which answer, whose vote.
    kind
        What it speaks of.
    vote, reason, at
        Up or down, the rep's words, when (UTC).
    said_at, model_version, win
        When the answer was given, and what which model said of the pursuit.
    pursuit_id, round_id, outcome
        What it was about, and the round that was on then; 'won' or 'lost' once that ended.
    hindsight
        Given after that outcome was known.
    details
        What else was shown, as far as the kind has it: styles and chances of a draft, places of reminders.
    """

    suggestion_id: str
    person_id: int
    kind: RatedKind
    vote: Vote
    at: datetime
    said_at: datetime
    pursuit_id: int | None = None
    round_id: int | None = None
    outcome: str | None = None
    hindsight: bool = False
    reason: str = ""
    model_version: str = ""
    win: float | None = None
    details: Mapping[str, Any] = field(default_factory=dict)

    @property
    def was_right(self) -> bool | None:
        """Up and won, or down and lost; None for other kinds, without an outcome, and in hindsight."""
        if self.kind != "score" or self.hindsight or self.outcome is None:
            return None
        return (self.vote == "up") == (self.outcome == "won")
