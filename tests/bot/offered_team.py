"""Three clients who lack services, as the job “cross sell” leaves them: Ada's, Ben's and nobody's."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import insert

from integrations.store.schema import companies, pursuits
from jobs.cross_selling import CROSS_SELL
from ml.cross_selling import CrossSellOffer
from ml.records import ScoreLevel
from tests.bot.slack_team import NOW

if TYPE_CHECKING:
    from integrations.store import Store

STATE: dict[str, Any] = {
    "at": NOW.isoformat(),
    "services": ["Payroll", "Rostering", "Time clock"],
    "level": "full",
    "base_rate": 0.25,
    "won": 200,
    "lost": 600,
    "past": {"won": 24, "lost": 40, "auc": 0.71, "low": 0.58, "high": 0.82},
}
# id, company, owner: all of them have Rostering
CLIENTS = ((11, "Bistro Group", 1), (12, "Cafe & <!channel>", 2), (13, "Depot", None))


def fill_offers(store: Store, level: ScoreLevel = ScoreLevel.FULL, **state: Any) -> None:
    """Three clients of Ada, Ben and nobody, each with two services that they lack."""
    with store.engine.writing() as connection:
        connection.execute(
            insert(companies),
            [
                {"id": n, "key": f"c{n}", "name": name, "norm": name, "properties": {}}
                for n, name, _ in CLIENTS
            ],
        )
        connection.execute(
            insert(pursuits),
            [
                {"id": n, "company_id": n, "service": "Rostering", "state": "CLIENT", "owner_id": owner}
                for n, _, owner in CLIENTS
            ],
        )
    keep_offers(store, level)
    store.facts.put(CROSS_SELL, {**STATE, "level": level.value, **state})


def keep_offers(store: Store, level: ScoreLevel, *, number: int = 1) -> None:
    why = (
        "client of Rostering since 3 May 2025",
        "12 of 30 other clients that have Rostering also have Payroll",
    )
    """Payroll for each of them, and further services after it."""
    first = CrossSellOffer(0, "Payroll", 0, None, 0.34, level, 0.4, why, "2026-11-22", NOW)
    rows = [replace(first, company_id=n, pursuit_id=n, owner_id=owner) for n, _, owner in CLIENTS]
    more = [replace(row, service=f"Time clock{'+' * k}", win=0.2) for row in rows for k in range(number)]
    store.cross_sell.keep([*rows, *more])
