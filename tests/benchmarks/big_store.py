"""Fills a store with as many companies as asked: one scored pursuit, one round and one touch each."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import Any

from sqlalchemy import insert

from integrations.store import Store
from integrations.store.name_index import index_names
from integrations.store.schema import companies, pursuits, rounds, touches
from ml.funnel import FunnelState
from ml.records import LeadScore, Person, Reason, ScoreLevel

NOW = datetime(2026, 11, 20, 8, 0, tzinfo=UTC)
SYLLABLES = (
    "ka",
    "ne",
    "lo",
    "mi",
    "sur",
    "tan",
    "ber",
    "vo",
    "rin",
    "dal",
    "pe",
    "go",
    "har",
    "shi",
    "ul",
    "wen",
)
TRADES = (
    "Foods",
    "Clinic",
    "Logistics",
    "Dental",
    "Metals",
    "Hotel",
    "Motors",
    "Studio",
    "Tours",
    "Textiles",
)
FORMS = ("Pte Ltd", "Sdn Bhd", "PT", "Trading", "Group", "Holdings")
OPEN = (FunnelState.LEAD, FunnelState.HOT_LEAD, FunnelState.QUALIFIED_OPPORTUNITY, FunnelState.PROSPECT)
BATCH = 5_000


def company_names(count: int, *, seed: int = 0) -> list[str]:
    """So many different names; the trades and forms repeat often, as they do in life."""
    chance = random.Random(seed)  # noqa: S311 - names, not secrets
    made: dict[str, None] = {}
    while len(made) < count:
        own = "".join(chance.choices(SYLLABLES, k=3)).capitalize()
        second = "".join(chance.choices(SYLLABLES, k=2)).capitalize()
        made[f"{own} {second} {chance.choice(TRADES)} {chance.choice(FORMS)}"] = None
    return list(made)


def fill(store: Store, names: list[str], owner: Person) -> None:
    """Store these companies; ids are 1, 2, … in the order of the names; every pursuit belongs to `owner`."""
    person = store.people.add(owner)
    rows = enumerate(names, 1)
    while part := list(islice(rows, BATCH)):
        with store.engine.writing() as connection:
            for table, values in _tables(part, person.id):
                connection.execute(insert(table), values)
            index_names(connection, ((number, "company", name) for number, name in part))
    store.scores.replace(_score(number) for number in range(1, len(names) + 1))
    store.facts.put("data_version", 1)
    store.facts.put("data_as_of", NOW.isoformat())


def _tables(part: list[tuple[int, str]], owner_id: int) -> Iterator[tuple[Any, list[dict[str, Any]]]]:
    yield (
        companies,
        [
            {"id": n, "key": name.lower(), "name": name, "norm": name.lower(), "properties": {}}
            for n, name in part
        ],
    )
    yield (
        pursuits,
        [
            {
                "id": n,
                "company_id": n,
                "service": "Rostering",
                "owner_id": owner_id,
                "state": OPEN[n % len(OPEN)],
            }
            for n, _ in part
        ],
    )
    yield (
        rounds,
        [
            {
                "id": n,
                "pursuit_id": n,
                "key": f"deal {n}",
                "entered_at": NOW - timedelta(days=n % 300),
                "properties": {},
            }
            for n, _ in part
        ],
    )
    yield (
        touches,
        [
            {
                "key": f"touch {n}",
                "company_id": n,
                "pursuit_id": n,
                "channel": "call",
                "direction": "out",
                "at": NOW - timedelta(days=n % 60),
                "duration_s": 600,
                "quote": "send me the quote before the board meeting",
            }
            for n, _ in part
        ],
    )


def _score(number: int) -> LeadScore:
    win = 0.05 + 0.9 * (number * 7919 % 1000) / 1000
    return LeadScore(
        pursuit_id=number,
        as_of=NOW,
        model_version="win-1",
        level=ScoreLevel.FULL,
        win=win,
        win_low=max(0.0, win - 0.1),
        win_high=min(1.0, win + 0.1),
        like=57,
        like_won=30,
        base_rate=0.3,
        won=400,
        lost=900,
        next_state=FunnelState.PROSPECT,
        next_chance=0.6,
        days=41.0,
        days_low=25.0,
        days_high=80.0,
        reasons=tuple(
            Reason(points, f"{abs(points)} calls in 14 days") for points in (14, 11, 6, -8, -5, -3)
        ),
        raise_most=Reason(7, "a call with the HR director"),
    )
