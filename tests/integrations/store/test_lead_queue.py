"""The ranked queue of open pursuits."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest

from integrations.store import QueueFilter, Store
from ml.funnel import FunnelState
from ml.records import LeadScore, Person, ScoreLevel

Put = Callable[..., int]


@pytest.fixture
def queued(store: Store, company: Put, touch: Put, fixed_now: datetime) -> Store:
    """Seven pursuits: Ada's, Bob's and nobody's, scored and not, open and closed."""
    store.people.add(Person("ada@example.com", "Ada"))
    store.people.add(Person("bob@example.com", "Bob"))
    rows: list[tuple[str, float | None, int | None, str]] = [
        ("Best", 0.9, 1, "HOT_LEAD"),
        ("Closed", 0.95, 1, "CLIENT"),
        ("Left", 0.85, None, "UNQUALIFIED"),
        ("Tied", 0.5, 2, "LEAD"),
        ("Tied too", 0.5, 1, "LEAD"),
        ("Free", 0.2, None, "PROSPECT"),
        ("Unscored", None, 1, "LEAD"),
    ]
    for name, win, owner, state in rows:
        pursuit = company(name, owner_id=owner, state=state)
        if win is not None:
            score = LeadScore(pursuit, fixed_now, "m1", ScoreLevel.FULL, win, 0, 1, 9, 3, 0.2, 40, 41)
            store.scores.replace([score])
    touch(1, fixed_now - timedelta(days=2), next_step="quotation", next_step_due=date(2026, 11, 20))
    touch(1, fixed_now - timedelta(days=1))
    return store


def _names(store: Store, wanted: QueueFilter) -> list[str]:
    names = [row.company for row in store.pursuits.queue(wanted)]
    assert store.pursuits.count_queue(wanted) >= len(names)
    return names


def test_open_pursuits_come_best_first_and_unscored_last(queued: Store) -> None:
    wanted = QueueFilter()
    assert _names(queued, wanted) == ["Best", "Tied too", "Tied", "Free", "Unscored"]
    assert queued.pursuits.count_queue(wanted) == 5


def test_pages_join_without_gap_or_overlap(queued: Store) -> None:
    pages = [_names(queued, QueueFilter(limit=2, offset=offset)) for offset in range(0, 8, 2)]
    assert pages == [["Best", "Tied too"], ["Tied", "Free"], ["Unscored"], []]


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        (QueueFilter(owner_id=1), ["Best", "Tied too", "Free", "Unscored"]),
        (QueueFilter(owner_id=1, include_unowned=False), ["Best", "Tied too", "Unscored"]),
        (QueueFilter(states=(FunnelState.LEAD,)), ["Tied too", "Tied", "Unscored"]),
        (QueueFilter(states=(FunnelState.CLIENT,)), []),
        (QueueFilter(min_score=50), ["Best", "Tied too", "Tied"]),
        (QueueFilter(min_score=51), ["Best"]),
    ],
)
def test_filters(queued: Store, wanted: QueueFilter, expected: list[str]) -> None:
    assert _names(queued, wanted) == expected
    assert queued.pursuits.count_queue(wanted) == len(expected)


def test_a_row_says_what_changed_and_when_somebody_last_spoke(queued: Store, fixed_now: datetime) -> None:
    later = LeadScore(1, fixed_now + timedelta(days=1), "m1", ScoreLevel.FULL, 0.95, 0, 1, 9, 3, 0.2, 40, 41)
    queued.scores.replace([later])
    row = queued.pursuits.queue(QueueFilter(limit=1))[0]
    assert row.change == pytest.approx(0.05)
    assert row.last_touch_at == fixed_now - timedelta(days=1)
    assert row.next_step_due == date(2026, 11, 20)
    assert (row.level, row.owner, row.why) == (ScoreLevel.FULL, "Ada", "")
