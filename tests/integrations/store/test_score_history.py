"""How chances moved: a row where one did, the day's last word, and nothing where nothing moved."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from unittest.mock import patch

from integrations.store import Store
from integrations.store import score_history as module
from ml.records import LeadScore, ScoreLevel

Put = Callable[..., int]
AT = datetime(2026, 11, 20, 22, tzinfo=UTC)
BEGINNING = date(2026, 1, 1)


def scored(store: Store, pursuit_id: int, win: float, at: datetime, version: str = "m1") -> int:
    store.scores.replace(
        [LeadScore(pursuit_id, at, version, ScoreLevel.FULL, win, 0.1, 0.9, 50, 20, 0.3, 60, 70)]
    )
    return store.score_history.note()


def test_each_day_on_which_a_chance_moved(store: Store, company: Put) -> None:
    acme = company("Acme")
    days = [AT + timedelta(days=n) for n in range(4)]
    noted = [scored(store, acme, win, at) for win, at in zip((0.41, 0.413, 0.52, 0.62), days, strict=True)]
    assert noted == [1, 0, 1, 1]
    told = [(date(2026, 11, 20), 0.41), (date(2026, 11, 22), 0.52), (date(2026, 11, 23), 0.62)]
    assert store.score_history.of(acme, BEGINNING) == told
    assert store.score_history.of(acme, date(2026, 11, 22)) == told[1:]


def test_the_last_word_of_a_day_counts(store: Store, company: Put) -> None:
    acme = company("Acme")
    scored(store, acme, 0.4, AT)
    assert scored(store, acme, 0.5, AT + timedelta(hours=1)) == 1
    assert store.score_history.of(acme, BEGINNING) == [(date(2026, 11, 20), 0.5)]


def test_every_pursuit_is_noted_however_many_there_are(store: Store, company: Put) -> None:
    ids = [company(f"Company {n}") for n in range(7)]
    store.scores.replace(
        [LeadScore(id_, AT, "m1", ScoreLevel.FULL, 0.4, 0.1, 0.9, 50, 20, 0.3, 60, 70) for id_ in ids]
    )
    with patch.object(module, "_AT_ONCE", 3):
        assert store.score_history.note() == 7
        assert store.score_history.note() == 0


def test_without_scores_there_is_nothing_to_note(store: Store) -> None:
    assert store.score_history.note() == 0


def test_a_card_tells_the_newest_first(store: Store, company: Put) -> None:
    acme = company("Acme")
    for number, win in enumerate((0.41, 0.52)):
        scored(store, acme, win, AT + timedelta(days=number))
    card = store.pursuits.card_named("Acme")
    assert card is not None
    assert card.trend == ((date(2026, 11, 21), 0.52), (date(2026, 11, 20), 0.41))
    assert card == store.pursuits.card(acme)
