"""What somebody's ratings did: how many are in the model, how many changed its order, how often they were right."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from ml.rated_votes import RatedVote


@dataclass(frozen=True)
class RatingEffect:
    """What one person's ratings did.

    Parameters
    ----------
    given
        Ratings of scores that stand.
    used, moved
        How many of them the current model learned from, and how many of those moved their pursuit's place.
    right, judged
        Of those given before the outcome, how many it proved right, and how many have one by now.
    drafts, reminders
        Ratings of drafts and of reminders that stand: they steer how drafts are written, and how often we remind.
    trained_at
        When the current model was trained; None before the first.
    """

    given: int
    used: int = 0
    moved: int = 0
    right: int = 0
    judged: int = 0
    drafts: int = 0
    reminders: int = 0
    trained_at: datetime | None = None


def effect_of(
    votes: Iterable[RatedVote], person_id: int, report: Mapping[str, Any], trained_at: datetime | None
) -> RatingEffect:
    """The effect of a person's votes on the current win model, whose report says what it learned from."""
    own = [vote for vote in votes if vote.person_id == person_id]
    judged = [vote.was_right for vote in own if vote.was_right is not None]
    told = report.get("ratings") or {}
    mine = (told.get("by_person") or {}).get(str(person_id), {}) if told.get("kept") else {}
    counted = {kind: sum(vote.kind == kind for vote in own) for kind in ("score", "draft", "reminder")}
    return RatingEffect(
        given=counted["score"],
        used=min(int(mine.get("used", 0)), counted["score"]),
        moved=min(int(mine.get("moved", 0)), counted["score"]),
        right=sum(judged),
        judged=len(judged),
        drafts=counted["draft"],
        reminders=counted["reminder"],
        trained_at=trained_at,
    )
