"""How rounds ended, and what was said before."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import insert, update

from integrations.store import Store
from integrations.store.loop_schema import score_history
from integrations.store.schema import companies, people, pursuits, rounds, suggestions

DAY = timedelta(days=1)


@pytest.fixture
def closed(store: Store, fixed_now: datetime) -> Store:
    """Four pursuits: won 10 days ago, lost 20 days ago, lost 200 days ago, open; entered 300 days ago."""
    ended = (("won", 10), ("lost", 20), ("lost", 200), (None, None))
    with store.engine.writing() as connection:
        connection.execute(
            insert(companies),
            [
                {"id": n, "key": f"c{n}", "name": f"C{n}", "norm": f"c{n}", "properties": {}}
                for n in range(1, 5)
            ],
        )
        connection.execute(
            insert(pursuits),
            [{"id": n, "company_id": n, "service": "S", "state": "LEAD"} for n in range(1, 5)],
        )
        connection.execute(
            insert(rounds),
            [
                {
                    "id": n,
                    "key": f"r{n}",
                    "pursuit_id": n,
                    "entered_at": fixed_now - 300 * DAY,
                    "closed_at": fixed_now - days * DAY if days else None,
                    "outcome": outcome,
                    "properties": {},
                }
                for n, (outcome, days) in enumerate(ended, 1)
            ],
        )
    return store


def scored(store: Store, now: datetime, *told: tuple[int, int, float]) -> None:
    rows: list[dict[str, Any]] = [
        {"pursuit_id": pursuit, "on": (now - days * DAY).date(), "win": win, "model_version": "v"}
        for pursuit, days, win in told
    ]
    with store.engine.writing() as connection:
        connection.execute(insert(score_history), rows)


def test_rounds_won_and_lost_between_two_moments(closed: Store, fixed_now: datetime) -> None:
    assert closed.outcomes.won_and_lost(fixed_now - 90 * DAY, fixed_now) == (1, 1)
    assert closed.outcomes.won_and_lost(fixed_now - 300 * DAY, fixed_now) == (1, 2)
    assert closed.outcomes.won_and_lost(fixed_now - 5 * DAY, fixed_now) == (0, 0)


def test_the_last_that_was_said_a_day_before_the_close(closed: Store, fixed_now: datetime) -> None:
    scored(
        closed,
        fixed_now,
        (1, 310, 0.9),
        (1, 60, 0.3),
        (1, 15, 0.4),
        (1, 10, 0.99),
        (2, 21, 0.2),
        (4, 20, 0.5),
    )
    assert closed.outcomes.said_before(fixed_now - 90 * DAY, fixed_now) == [(0.4, 1), (0.2, 0)]


def test_what_an_answer_said_counts_too(closed: Store, fixed_now: datetime) -> None:
    scored(closed, fixed_now, (1, 60, 0.3))
    with closed.engine.writing() as connection:
        connection.execute(
            insert(people), [{"id": 1, "email": "a@x.y", "name": "A", "role": "rep", "time_zone": "UTC"}]
        )
        connection.execute(
            insert(suggestions),
            [
                {"id": "s", "kind": "lead", "person_id": 1, "pursuit_id": 1, "said_at": fixed_now - 30 * DAY, "model_version": "v", "win": 0.6},
                {"id": "t", "kind": "lead", "person_id": 1, "pursuit_id": 1, "said_at": fixed_now - 29 * DAY, "model_version": "v", "win": None},
            ],
        )  # fmt: skip
    assert closed.outcomes.said_before(fixed_now - 90 * DAY, fixed_now) == [(0.6, 1)]


def test_the_mark_changes_with_every_outcome(closed: Store, fixed_now: datetime) -> None:
    seen = [closed.outcomes.mark()]
    assert closed.outcomes.mark() == seen[0]
    for number, values in (
        (4, {"outcome": "won", "closed_at": fixed_now}),
        (1, {"outcome": "lost"}),
        (2, {"outcome": "won"}),  # as many won as before, by another round
        (4, {"closed_at": fixed_now + DAY}),
        (3, {"outcome": None}),
    ):
        with closed.engine.writing() as connection:
            connection.execute(update(rounds).where(rounds.c.id == number).values(values))
        seen.append(closed.outcomes.mark())
    assert len({tuple(mark) for mark in seen}) == 6


def test_the_mark_changes_with_a_corrected_tag(closed: Store, fixed_now: datetime) -> None:
    from integrations.store.conversation_schema import tag_corrections
    from integrations.store.schema import touches

    before = closed.outcomes.mark()
    with closed.engine.writing() as connection:
        connection.execute(
            insert(people), [{"id": 1, "email": "a@x.y", "name": "A", "role": "rep", "time_zone": "UTC"}]
        )
        connection.execute(
            insert(touches), [{"id": 1, "key": "t", "channel": "note", "direction": "out", "at": fixed_now}]
        )
        connection.execute(
            insert(tag_corrections),
            [{"touch_id": 1, "person_id": 1, "sentence": "s", "role": "rep", "place": 0.5, "was": "none", "move": "sharing", "at": fixed_now}],
        )  # fmt: skip
    assert closed.outcomes.mark() != before
