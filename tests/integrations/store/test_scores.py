"""Scores come back as they went in, and remember what they replaced."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from integrations.store import Store
from integrations.store.score_json import decode, encode
from ml.funnel import FunnelState
from ml.records import LeadScore, Reason, ScoreLevel

Put = Callable[..., int]


@pytest.fixture
def score(company: Put, fixed_now: datetime) -> LeadScore:
    """A full score of a pursuit."""
    return LeadScore(
        company("Acme"),
        fixed_now,
        "m1",
        ScoreLevel.FULL,
        0.62,
        0.48,
        0.74,
        57,
        35,
        0.24,
        60,
        70,
        FunnelState.PROSPECT,
        0.71,
        days=41.0,
        days_low=25.0,
        days_high=80.0,
        reasons=(Reason(14.0, "next step with a date was set (3 Nov)"), Reason(-8.5, "no reply")),
        raise_most=Reason(7.0, "a call with the HR director"),
    )


def test_a_score_comes_back_as_it_went_in(store: Store, score: LeadScore) -> None:
    assert store.scores.replace([score]) == 1
    assert store.scores.of(score.pursuit_id) == score
    assert store.scores.of(99) is None


def test_only_another_day_moves_the_previous_chance(store: Store, score: LeadScore) -> None:
    day = timedelta(days=1)
    wins = [(0.1, score.as_of), (0.2, score.as_of + day), (0.3, score.as_of + day + timedelta(hours=3))]
    for win, as_of in wins:
        store.scores.replace([replace(score, win=win, as_of=as_of)])
    card = store.pursuits.card(score.pursuit_id)
    assert card is not None
    assert (card.previous_win, card.previous_at) == (0.1, score.as_of)
    assert card.score is not None
    assert card.score.win == 0.3


def test_batches_and_encoded_rows(store: Store, score: LeadScore, company: Put) -> None:
    ids = [score.pursuit_id, *(company(f"Company {n}") for n in range(6))]
    rows = [encode(replace(score, pursuit_id=id_, win=id_ / 10)) for id_ in ids]
    assert store.scores.replace_encoded(iter(rows), batch=3) == 7
    assert [store.scores.of(id_) for id_ in ids] == [decode(row) for row in rows]


@given(
    reasons=st.lists(st.builds(Reason, st.floats(-100, 100), st.text())).map(tuple),
    state=st.sampled_from([None, *FunnelState]),
    level=st.sampled_from(ScoreLevel),
    raise_most=st.none() | st.builds(Reason, st.floats(-100, 100), st.text()),
    days=st.none() | st.floats(0, 1000),
)
def test_any_score_survives_as_json(
    reasons: tuple[Reason, ...],
    state: FunnelState | None,
    level: ScoreLevel,
    raise_most: Reason | None,
    days: float | None,
) -> None:
    score = LeadScore(
        1, datetime.fromisoformat("2026-01-01T00:00:00+00:00"), "m", level, 0.5, 0.4, 0.6, 9, 4, 0.3, 5, 6
    )
    score = replace(score, reasons=reasons, next_state=state, raise_most=raise_most, days=days)
    assert decode(encode(score)) == score
