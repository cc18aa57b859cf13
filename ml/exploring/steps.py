"""Each step of the funnel against each move: whether the step followed more often where the move was made."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from ml.data_preprocessing import NEXT_STEP_DAYS, STATES, StateHistory, label
from ml.errors import NotEnoughData
from ml.exploring.amounts import FEWEST, TOO_FEW, counted, percent, sure_for
from ml.exploring.material import OPEN_STATES
from ml.exploring.section import Grid, Heat, Section
from ml.feature_engineering import MOVE_MADE_FROM, MOVES
from ml.next_step import moves_and_steps
from ml.timing_intervals import difference

if TYPE_CHECKING:
    from ml.exploring.material import Material

_ASKED = (*MOVES, "setting with a date")
_LABELS = np.array([state.label for state in STATES], dtype=object)
_Row = dict[str, Any]


def steps(material: Material) -> Section:
    """The share that took the next step with each move and without, by the state stood in."""
    talks = _first_talks(material)
    if talks.empty:
        raise NotEnoughData(f"No conversation has been read whose {NEXT_STEP_DAYS} days after it are over.")
    rows = moves_and_steps(talks, talks["next_step"].to_numpy(np.float64))
    enough = [row for row in rows if min(row["made"], row["not_made"]) >= FEWEST]
    z = sure_for(len(enough))
    clear = [row for row in enough if _sure(row, z)]
    return Section(
        "steps",
        "Each step against each move",
        _found(talks, enough, clear),
        _QUERY,
        [_heat(enough, clear)],
        [_grid(rows, clear)],
    )


_QUERY = (
    "Conversations of substance before the close of their round: of each round and each open state the first one there, so that a round "
    "counts once in a state, and what followed does not choose which is counted. The state is that in which the round stood just before "
    f"it. Took the next step: within {NEXT_STEP_DAYS} days after the conversation began, the round entered the next typical state or one "
    "further along, be it by the conversation itself; conversations whose days are not over are left out. "
    f"A move is made from {MOVE_MADE_FROM * 100:.0f} % of the words on; “setting with a date”: a next step with a date was set. Difference: % that "
    "took the step with the move, less % without, in points, with Newcombe's 95 % interval (1998, method 10). "
    f"With fewer than {FEWEST} conversations on either side no share is shown; with fewer than 5 the row is left out. Clear (marked * in the picture): "
    "not zero at 95 % for all differences together (Bonferroni). It is no proof of a cause: a willing customer makes setting a date easy."
)


def _first_talks(material: Material) -> pd.DataFrame:
    """The first conversation of each round in each state, its moves named as features are, and whether the step followed."""
    talks = material.talks
    ids, at = talks["round_id"].to_numpy(np.int64), talks["second"].to_numpy(np.int64)
    codes, _ = StateHistory(material.tables.stage_changes).state(ids, at)
    talks = talks.assign(state=_LABELS[codes], as_of=at.astype("datetime64[s]"))
    talks = talks[np.isin(codes, [STATES.index(state) for state in OPEN_STATES])]
    talks = talks.drop_duplicates(["round_id", "state"])
    snapshots = talks[["round_id", "pursuit_id", "as_of"]].reset_index(drop=True)
    labelled = label(snapshots, material.tables, data_end=material.data_end)["next_step"].to_numpy(np.float64)
    named = talks.rename(columns={move: f"{move}_last" for move in MOVES}).assign(next_step=labelled)
    return named[named["next_step"].notna()].reset_index(drop=True)


def _sure(row: _Row, z: float) -> bool:
    made, not_made = ((round(row[f"rate_{side}"] * row[side]), row[side]) for side in ("made", "not_made"))
    low, high = difference(made, not_made, z)
    return low > 0 or high < 0


def _heat(enough: list[_Row], clear: list[_Row]) -> Heat:
    cells = {(row["from"], row["move"]): row for row in enough}
    states = [state.label for state in OPEN_STATES]
    values = [
        [percent(cells[key]["difference"]) if (key := (state, move)) in cells else None for move in _ASKED]
        for state in states
    ]
    texts = [[_text(cells.get((state, move)), clear) for move in _ASKED] for state in states]
    return Heat(
        "Took the next step more often with the move", "points, * where clear", states, _ASKED, values, texts
    )


def _text(row: _Row | None, clear: list[_Row]) -> str:
    return (
        "–"
        if row is None
        else f"{row['difference'] * 100:+.0f}{' *' if row in clear else ''}".replace("-", "−")
    )


def _grid(rows: list[_Row], clear: list[_Row]) -> Grid:
    head = (
        "from", "move", "with it", "% took the step", "without it", "% took the step",
        "difference, points", "95 % from", "to", "clear",
    )  # fmt: skip
    order = {state.label: place for place, state in enumerate(OPEN_STATES)}
    ordered = sorted(rows, key=lambda row: (order[row["from"]], _ASKED.index(row["move"])))
    return Grid("With the move and without", head, [_cells(row, clear) for row in ordered])


def _cells(row: _Row, clear: list[_Row]) -> tuple[str | float | int | None, ...]:
    enough = min(row["made"], row["not_made"]) >= FEWEST
    made, not_made, apart, low, high = (
        percent(row[name]) if enough else None
        for name in ("rate_made", "rate_not_made", "difference", "low", "high")
    )
    judged = ("yes" if row in clear else "no") if enough else TOO_FEW
    return row["from"], row["move"], row["made"], made, row["not_made"], not_made, apart, low, high, judged


def _found(talks: pd.DataFrame, enough: list[_Row], clear: list[_Row]) -> str:
    told = f"Looked at are {counted(len(talks), 'conversation')} of {counted(talks['round_id'].nunique(), 'round')}."
    if not enough:
        return f"{told} Whether a move goes with the next step: {TOO_FEW}, no state has {FEWEST} conversations with a move and as many without."
    if not clear:
        return f"{told} None of {len(enough)} differences is clear."
    first = max(clear, key=lambda row: (max(row["low"], -row["high"]), row["from"], row["move"]))
    said = (
        f"from {first['from']}, {first['rate_made'] * 100:.0f} % of {first['made']:,} took the next step where "
        f"“{first['move']}” was made, {first['rate_not_made'] * 100:.0f} % of {first['not_made']:,} where it was not"
    )
    return f"{told} {len(clear)} of {len(enough)} differences are clear, above all: {said}."
