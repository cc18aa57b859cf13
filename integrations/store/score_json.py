"""A score as JSON and back: the parts of it that have no column of their own."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from integrations.store.engine import compact_json
from ml.funnel import FunnelState
from ml.records import LeadScore, Reason, ScoreLevel, SimilarWin

# Numbers and flags that are kept as they are, by the names of LeadScore.
_PLAIN = (
    "win_low",
    "win_high",
    "like",
    "like_won",
    "base_rate",
    "won",
    "lost",
    "next_chance",
    "next_days",
    "days",
    "days_low",
    "days_high",
    "days_from_median",
)

# One row of `scores`: pursuit, as of (aware UTC), model version, level, win, details as JSON text.
EncodedScore = tuple[int, datetime, str, str, float, str]


def encode(score: LeadScore) -> EncodedScore:
    """The row that keeps this score."""
    details = {name: getattr(score, name) for name in _PLAIN}
    details["next_state"] = score.next_state
    details["reasons"] = [(reason.points, reason.text) for reason in score.reasons]
    details["raise_most"] = score.raise_most and (score.raise_most.points, score.raise_most.text)
    details["raise_too"] = [(reason.points, reason.text) for reason in score.raise_too]
    details["won_alike"] = [
        (won.pursuit_id, won.company, won.service, won.owner_id, won.days) for won in score.won_alike
    ]
    return (
        score.pursuit_id,
        score.as_of,
        score.model_version,
        score.level.value,
        score.win,
        compact_json(details),
    )


def decode(row: EncodedScore | tuple[int, datetime, str, str, float, dict[str, Any]]) -> LeadScore:
    """The score that such a row keeps; details may be read as JSON already."""
    pursuit_id, as_of, model_version, level, win, details = row
    values = json.loads(details) if isinstance(details, str) else dict(details)
    next_state, raise_most = values.pop("next_state"), values.pop("raise_most")
    reasons = tuple(Reason(points, text) for points, text in values.pop("reasons"))
    raise_too = tuple(Reason(points, text) for points, text in values.pop("raise_too", ()))
    won_alike = tuple(SimilarWin(*told) for told in values.pop("won_alike", ()))
    return LeadScore(
        pursuit_id,
        as_of,
        model_version,
        ScoreLevel(level),
        win,
        **values,
        next_state=FunnelState(next_state) if next_state else None,
        reasons=reasons,
        raise_most=Reason(*raise_most) if raise_most else None,
        raise_too=raise_too,
        won_alike=won_alike,
    )
