from __future__ import annotations

import json
from datetime import date

from ml.funnel import FunnelState
from ml.reminding import BestTouch, DueTouch, as_details

TOUCH = DueTouch(
    7,
    "Acme",
    "Rostering",
    FunnelState.HOT_LEAD,
    "promise",
    "quotation is 9 days overdue",
    12.5,
    0.4,
    "cadence",
    next_step_due=date(2026, 11, 14),
    best=BestTouch(from_hour=10, to_hour=12, answered=7, tried=9, team_rate=0.31),
)


def test_what_the_store_keeps_beside_its_columns_is_json() -> None:
    kept = json.loads(json.dumps(as_details(TOUCH)))
    assert (kept["company"], kept["state"], kept["next_step_due"]) == ("Acme", "HOT_LEAD", "2026-11-14")
    assert BestTouch(**kept["best"]) == TOUCH.best


def test_nothing_is_known_of_the_best_touch_until_something_is() -> None:
    assert TOUCH.best.known
    assert not BestTouch(answered=3, tried=4).known
