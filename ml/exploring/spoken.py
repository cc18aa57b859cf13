"""What was said before rounds were won, and before they were lost: the four moves, who talked, what was asked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from ml.errors import NotEnoughData
from ml.exploring.amounts import FEWEST, TOO_FEW, Mean, counted, number, sure_for
from ml.exploring.section import Grid, Section, Shares
from ml.feature_engineering import MOVE_MADE_FROM, MOVES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ml.exploring.material import Material

_MADE = tuple(f"{move} made" for move in MOVES)
_SAID = (
    *((name, "share of conversations") for name in (*_MADE, "next step with a date")),
    *((f"{move}, share of the words", "share of the words") for move in MOVES),
    ("the seller's share of the talk", "share of the talk"),
    ("asked before they explained", "share of conversations"),
    ("longest stretch of the seller", "seconds"),
    ("questions the seller asked", "questions"),
)


@dataclass(frozen=True)
class _Compared:
    """One measure of the rounds that were won and of those that were lost."""

    name: str
    unit: str
    won: Mean
    lost: Mean

    @property
    def is_share(self) -> bool:
        """Whether it lies between 0 and 1."""
        return self.unit.startswith("share")


def spoken(material: Material) -> Section:
    """Means over rounds of what their conversations held, won beside lost."""
    talks = material.talks[material.talks["outcome"].notna()]
    if talks.empty:
        raise NotEnoughData(
            "No conversation before a close has been read: run `sales-assistant tag`, or import notes and transcripts."
        )
    rounds = _measures(talks).groupby(talks["round_id"]).mean()
    won = (talks.groupby("round_id")["outcome"].first() == "won").to_numpy(bool)
    rows = [
        _Compared(name, unit, Mean.over(rounds.loc[won, name]), Mean.over(rounds.loc[~won, name]))
        for name, unit in _SAID
    ]
    z = sure_for(sum(row.won.is_enough and row.lost.is_enough for row in rows))
    plots = [
        _plot("How often each move was made", [row for row in rows if row.unit == "share of conversations"]),
        _plot(
            "How much of the words and of the talk",
            [row for row in rows if row.unit not in {"share of conversations", "seconds", "questions"}],
        ),
    ]
    per_round = talks.groupby("round_id").size()
    finding = f"{_counts(per_round, won)} {_clear(rows, z)}"
    return Section("spoken", "What was said, by outcome", finding, _QUERY, plots, [_grid(rows, z)])


_QUERY = (
    "Conversations of substance (read by the tagger) up to the close of their round: the one of the pursuit that closed "
    "next after them; rounds that are won or lost only. Each figure is first the mean over a round's conversations, then the mean "
    "over rounds, with 95 % from the spread of the rounds (normal approximation), so that a round of many conversations "
    f"counts once. A move is made from {MOVE_MADE_FROM * 100:.0f} % of the words on. Talk figures only where somebody measured who spoke. Clearly "
    f"apart: Welch's test at 95 % for all figures together (Bonferroni), with at least {FEWEST} rounds on both sides. Rounds "
    "that are won get further, to other kinds of talks: a difference is no proof that what was said won them."
)


def _measures(talks: pd.DataFrame) -> pd.DataFrame:
    made = {
        f"{move} made": (talks[move] >= MOVE_MADE_FROM).astype("float64").where(talks[move].notna())
        for move in MOVES
    }
    shares = {f"{move}, share of the words": talks[move] for move in MOVES}
    others = {
        "next step with a date": talks["dated_next_step"],
        "the seller's share of the talk": talks["rep_share"],
        "asked before they explained": talks["asked_first"],
        "longest stretch of the seller": talks["monologue_s"],
        "questions the seller asked": talks["questions"],
    }
    return pd.DataFrame(
        {name: column.astype("float64") for name, column in {**made, **shares, **others}.items()}
    )


def _plot(title: str, rows: Sequence[_Compared]) -> Shares:
    told = [
        (f"{row.name}: {end}", mean.plotted)
        for row in rows
        for end, mean in (("won", row.won), ("lost", row.lost))
        if row.won.is_enough and row.lost.is_enough
    ]
    return Shares(title, "mean over rounds", [name for name, _ in told], [share for _, share in told])


def _grid(rows: Sequence[_Compared], z: float) -> Grid:
    head = (
        "figure",
        "unit",
        "won",
        "95 % from",
        "to",
        "rounds won",
        "lost",
        "95 % from",
        "to",
        "rounds lost",
        "clearly apart",
    )
    return Grid(
        "Won beside lost",
        head,
        [
            (
                row.name,
                f"%, {row.unit}" if row.is_share else row.unit,
                *_cells(row.won, row),
                *_cells(row.lost, row),
                _judged(row, z),
            )
            for row in rows
        ],
    )


def _cells(mean: Mean, row: _Compared) -> tuple[float | None, float | None, float | None, int]:
    if not mean.is_enough:
        return None, None, None, mean.of
    times = 100 if row.is_share else 1
    low, high = mean.ends()
    most = 1.0 if row.is_share else np.inf
    return number(times * mean.value), number(times * max(0.0, low)), number(times * min(most, high)), mean.of


def _judged(row: _Compared, z: float) -> str:
    if not (row.won.is_enough and row.lost.is_enough):
        return TOO_FEW
    return "yes" if row.won.is_apart_from(row.lost, z) else "no"


def _counts(per_round: pd.Series, won: np.ndarray) -> str:
    return (
        f"Read were {counted(int(per_round[won].sum()), 'conversation')} of {counted(int(won.sum()), 'won round')} "
        f"and {int(per_round[~won].sum()):,} of {counted(int((~won).sum()), 'lost one')}."
    )


def _clear(rows: Sequence[_Compared], z: float) -> str:
    enough = [row for row in rows if row.won.is_enough and row.lost.is_enough]
    if not enough:
        return f"How they differ: {TOO_FEW}, there are not {FEWEST} rounds on both sides."
    clear = [row for row in enough if row.won.is_apart_from(row.lost, z)]
    if not clear:
        return f"None of {len(enough)} figures is clearly apart."
    first = max(
        clear, key=lambda row: abs(row.won.value - row.lost.value) / np.hypot(row.won.error, row.lost.error)
    )
    told = f"{_shown(first.won, first)} where won, {_shown(first.lost, first)} where lost"
    return f"{len(clear)} of {len(enough)} figures are clearly apart, most of all {first.name}: {told}."


def _shown(mean: Mean, row: _Compared) -> str:
    return f"{100 * mean.value:.0f} %" if row.is_share else f"{mean.value:.1f} {row.unit}"
