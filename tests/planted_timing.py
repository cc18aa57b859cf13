"""Companies whose touches are answered with a planted chance: by the days of silence, the tries before, the hour."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

import numpy as np
import pandas as pd

from ml.data_preparation import Tables

END = datetime(2026, 11, 20, tzinfo=UTC)
# days of silence, tries without an answer, the local moment → chance of an answer
Chance = Callable[[float, int, datetime], float]


def even(_days: float, _tries: int, _at: datetime) -> float:
    """One and the same chance."""
    return 0.35


def planted(count: int, chance: Chance = even, *, seed: int = 0, touches: int = 12) -> Tables:
    """Open pursuits of one company each, with calls only."""
    dice = Random(seed)  # noqa: S311 - a sample, not a secret
    entered = [END - timedelta(days=dice.uniform(20, 400), hours=dice.uniform(0, 24)) for _ in range(count)]
    rows = [row for number, at in enumerate(entered, 1) for row in _calls(number, at, chance, dice, touches)]
    return tables([(number, at, None) for number, at in enumerate(entered, 1)], rows)


def _calls(number: int, at: datetime, chance: Chance, dice: Random, most: int) -> list[dict[str, Any]]:
    tries, rows = 0, list[dict[str, Any]]()
    while len(rows) < most:
        wait = dice.lognormvariate(1.6, 1.1)
        at += timedelta(days=wait)
        at = at.replace(hour=dice.randint(1, 9))  # 9 to 17 o'clock in Singapore
        if at >= END:
            break
        answered = dice.random() < chance(wait, tries, at + timedelta(hours=8))
        rows.append(call(number, at, answered=answered))
        tries = 0 if answered else tries + 1
    return rows


def call(pursuit: int, at: datetime, *, answered: bool | None = True, **more: Any) -> dict[str, Any]:
    """One row of the touches' table."""
    said = {"pursuit_id": pursuit, "at": at.replace(tzinfo=None), "channel": "call", "direction": "out"}
    return {**said, "answered": np.nan if answered is None else float(answered), "result": None, "dated_next_step": np.nan, **more}  # fmt: skip


def tables(pursuits: list[tuple[int, datetime, datetime | None]], rows: list[dict[str, Any]]) -> Tables:
    """Tables of rounds (pursuit, entered, lost or None) and touches; stages are not told."""
    numbers, entered, closed = zip(*pursuits, strict=True)
    count = len(numbers)
    rounds = pd.DataFrame(
        {
            "round_id": numbers,
            "pursuit_id": numbers,
            "company_id": numbers,
            "service": np.array(["Rostering", "Payroll"], object)[np.arange(count) % 2],
            "source": np.array(["Web", "Fair", None], object)[np.arange(count) % 3],
            "country": "Singapore",
            "entered_at": _times(entered),
            "closed_at": _times(closed),
            "outcome": [None if at is None else "lost" for at in closed],
        }
    )
    moves = pd.DataFrame({"round_id": [], "pursuit_id": [], "at": [], "to_state": []}).astype(
        {"round_id": "int64", "pursuit_id": "int64", "at": "datetime64[us]", "to_state": object}
    )
    columns = [*call(1, END)]
    touched = pd.DataFrame(rows, columns=columns)
    return Tables(rounds, moves, touched.astype({"pursuit_id": "int64", "at": "datetime64[us]", "answered": float, "dated_next_step": float}))  # fmt: skip


def _times(moments: tuple[datetime | None, ...]) -> Any:
    naive = [np.datetime64("NaT") if at is None else at.replace(tzinfo=None) for at in moments]
    return np.array(naive, "datetime64[us]")
