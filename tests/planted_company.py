"""A small company with planted causes, as frames: what tests and benchmarks learn from.

Each week of an open round may bring touches and a conversation. A conversation that sets a next step with a
date, a reply, and a decision maker heard make the next stage likelier; silence makes leaving likelier. The
country, the source and two customer's columns do nothing at all.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import numpy as np
import pandas as pd

from ml.data_preparation import Tables
from ml.funnel import FunnelState

LADDER = np.array(
    [
        FunnelState.SALES_TARGET,
        FunnelState.LEAD,
        FunnelState.HOT_LEAD,
        FunnelState.QUALIFIED_OPPORTUNITY,
        FunnelState.PROSPECT,
        FunnelState.CLIENT,
    ],
    dtype=object,
).astype(str)
WEEKS = 40
_NOTHING = np.array(None, dtype=object)
END = datetime(2026, 1, 5, tzinfo=UTC)


def planted_company(
    pursuits: int = 600, *, seed: int = 0, touches_a_week: float = 0.7, entered_within: int = 728
) -> Tables:
    """Rounds, stage changes and touches of so many pursuits that entered within these days before `END`."""
    draw = np.random.default_rng(seed)
    last = np.datetime64(END.replace(tzinfo=None), "s")
    entered = last - draw.integers(1, entered_within * 24 * 60, pursuits).astype("timedelta64[m]")
    company = _Company(draw, entered, last, touches_a_week)
    for week in range(WEEKS):
        company.live(week)
    return company.tables()


def shuffled(tables: Tables, *, seed: int = 0) -> Tables:
    """The same company with its outcomes dealt out anew among the closed rounds."""
    rounds = tables.rounds.copy()
    closed = rounds["outcome"].notna()
    rounds.loc[closed, "outcome"] = np.random.default_rng(seed).permutation(rounds.loc[closed, "outcome"])
    return Tables(rounds, tables.stage_changes, tables.touches)


class _Company:
    def __init__(self, draw: np.random.Generator, entered: Any, last: np.datetime64, pace: float) -> None:
        self.draw, self.entered, self.last, self.pace = draw, entered, last, pace
        self.count = len(entered)
        self.step = np.zeros(self.count, np.int64)
        self.closed = np.full(self.count, np.datetime64("NaT", "s"))
        self.won = np.zeros(self.count, bool)
        self.skill = draw.normal(0, 0.4, 8)
        self.owner = draw.integers(0, 8, self.count)
        self.size = np.exp(draw.normal(4, 1.2, self.count)).round() + 1
        self.heard = np.zeros(self.count, bool)
        self.dated = np.zeros(self.count, bool)
        self.replies = np.zeros(self.count)
        self.touches: list[pd.DataFrame] = []
        self.moves: list[pd.DataFrame] = []

    def live(self, week: int) -> None:
        start = self.entered + np.timedelta64(7 * week, "D")
        is_open = np.isnat(self.closed) & (start + np.timedelta64(7, "D") < self.last)
        who = np.flatnonzero(is_open)
        self._touch(who, start[who])
        self._move(who, start[who] + np.timedelta64(6, "D"))

    def _touch(self, who: Any, start: Any) -> None:
        draw = self.draw
        row = np.repeat(np.arange(len(who)), draw.poisson(self.pace, len(who)))
        size = len(row)
        channel = draw.choice(["call", "email", "meeting", "note"], size, p=[0.5, 0.3, 0.1, 0.1])
        answered = draw.random(size) < 0.45 + 0.15 * self.skill[self.owner[who[row]]]
        talk = answered & (channel != "email")
        shares = draw.dirichlet([1.0, 2.0, 2.0, 0.7, 4.0], size)
        dated = talk & (draw.random(size) < 0.35)
        decider = draw.random(size) < 0.3
        names = ["connecting", "understanding", "sharing", "setting"]
        frame = pd.DataFrame(
            {
                "pursuit_id": who[row] + 1,
                "at": start[row] + draw.integers(1, 5 * 24 * 3600, size).astype("timedelta64[s]"),
                "channel": channel.astype(object),
                "direction": np.where(draw.random(size) < 0.1, "in", "out").astype(object),
                "answered": np.where(channel == "note", np.nan, answered),
                "duration_s": np.where(
                    channel == "call", np.where(answered, draw.integers(60, 1500, size), 20), np.nan
                ),
                "contact_role": np.where(decider, "HR Director", "Clerk").astype(object),
                "result": np.where(dated, "agreed", np.where(talk, "open", _NOTHING)),
                "substantial": np.where(channel == "email", np.nan, talk),
                **{name: np.where(talk, shares[:, k], np.nan) for k, name in enumerate(names)},
                "dated_next_step": np.where(talk, dated, np.nan),
            }
        )
        self.touches.append(frame)
        self.heard[who[row[decider & answered]]] = True
        self.dated[who[row[talk]]] = dated[talk]
        self.replies[who] = 0.5 * self.replies[who] + np.bincount(row[answered], minlength=len(who))

    def _move(self, who: Any, at: Any) -> None:
        replies = np.minimum(self.replies[who], 2)
        pull = 1.6 * self.dated[who] + 0.5 * replies + 0.7 * self.heard[who]
        eager = -3.0 + pull + self.skill[self.owner[who]]
        weary = -2.2 - 0.5 * pull + 0.2 * np.log(self.size[who] / 50)
        on = self.draw.random(len(who)) < 1 / (1 + np.exp(-eager))
        off = ~on & (self.draw.random(len(who)) < 1 / (1 + np.exp(-weary)))
        before = LADDER[self.step[who]]
        self.step[who[on]] += 1
        after = np.where(off, str(FunnelState.UNQUALIFIED), LADDER[self.step[who]])
        moved = on | off
        kind = np.where(off & np.isin(before, [LADDER[0]]), "irregular", "typical").astype(object)
        columns = {
            "round_id": who + 10_001,
            "pursuit_id": who + 1,
            "at": at,
            "from_state": before,
            "to_state": after,
            "kind": kind,
            "by_event": on,
        }
        self.moves.append(pd.DataFrame(columns)[moved])
        bought = on & (self.step[who] == len(LADDER) - 1)
        self.won[who[bought]] = True
        self.closed[who[bought | off]] = at[bought | off]

    def tables(self) -> Tables:
        draw, ids = self.draw, np.arange(1, self.count + 1)
        closed = ~np.isnat(self.closed)
        rounds = pd.DataFrame(
            {
                "round_id": ids + 10_000,
                "pursuit_id": ids,
                "company_id": ids,
                "owner": np.array([f"Rep {k}" for k in range(8)], dtype=object)[self.owner],
                "service": draw.choice(["Rostering", "Payroll"], self.count, p=[0.9, 0.1]).astype(object),
                "source": draw.choice(["Web", "Referral", "Fair"], self.count).astype(object),
                "industry": draw.choice(["Retail", "Food", "Care"], self.count).astype(object),
                "country": draw.choice(["SG", "MY", "ID"], self.count).astype(object),
                "employees": self.size,
                "cycle": 1,
                "entered_at": self.entered,
                "closed_at": self.closed,
                "outcome": np.where(closed, np.where(self.won, "won", "lost"), _NOTHING),
                "prop:Fleet size": draw.integers(0, 50, self.count).astype(float),
                "prop:Region": draw.choice(["North", "South"], self.count).astype(object),
            }
        )
        moves = pd.concat(self.moves, ignore_index=True).astype({"from_state": object, "to_state": object})
        touches = pd.concat(self.touches, ignore_index=True)
        touches.insert(0, "touch_id", np.arange(1, len(touches) + 1))
        return Tables(rounds, moves, touches)
