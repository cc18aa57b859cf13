"""Where pursuits went in the funnel: from which state to which, by what kind of move, and who went on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from ml.errors import NotEnoughData
from ml.exploring.amounts import FEWEST, TOO_FEW, Share, counted, percent
from ml.exploring.material import OPEN_STATES
from ml.exploring.section import Bars, Grid, Heat, Plot, Section, Shares
from ml.exploring.stays import STILL_THERE
from ml.funnel import FunnelState, MoveKind
from ml.funnel_figures import LEFT, WENT_BACK, WENT_ON

if TYPE_CHECKING:
    from ml.exploring.material import Material

_LABELS = {str(state): state.label for state in FunnelState}
_KINDS = tuple(str(kind) for kind in MoveKind)
_UNKNOWN = "unknown"
_FATES = (WENT_ON, WENT_BACK, LEFT, STILL_THERE)


def flow(material: Material) -> Section:
    """The moves as a matrix and as a table, and what became of each state's stays."""
    moves = _moves(material)
    if moves.empty and material.stays.empty:
        raise NotEnoughData("No stage change is on record and no round stands in a state.")
    fates = _fates(material)
    shares = {
        state: Share(int(row[WENT_ON]), int(row.sum() - row[STILL_THERE])) for state, row in fates.iterrows()
    }
    enough = {str(state): share for state, share in shares.items() if share.is_enough}
    plots: list[Plot] = [
        _matrix(moves),
        Shares("Went on, of the stays that ended", "stays that led further along the funnel", list(enough), [share.plotted for share in enough.values()]),
        Bars("What became of the stays", "stays", [str(state) for state in fates.index], [(fate, fates[fate].tolist()) for fate in _FATES], stacked=True),
    ]  # fmt: skip
    grids = [_table(moves), _conversion(fates, shares)]
    return Section("flow", "The funnel's flow", _found(moves, enough), _query(material), plots, grids)


def _query(material: Material) -> str:
    return (
        f"Moves: clean stage changes up to {material.data_end:%Y-%m-%d} from one state to another, as the store keeps them; one sales event may cause several. "
        "Typical, atypical and irregular are the funnel's own rules; an irregular one is kept as the CRM recorded it. "
        "% of the moves from there: this cell / all moves from that state × 100. Stays: each time a round stood in a "
        "state, from one move to the next; a round that began as a sales target stood there from its entry. Went on: the next "
        "state is further along the funnel; went back: it is not; left: it is Unqualified; still there: no move followed yet. "
        "% went on = on / (on + back + left) × 100, with Wilson's 95 % interval; stays that have not ended are left out, so "
        f"a state in which much is still open may look better or worse than it is. Below {FEWEST} ended stays no share is shown. "
        "An empty cell of the matrix: nobody ever went that way."
    )


def _moves(material: Material) -> pd.DataFrame:
    changes = material.tables.stage_changes
    changes = changes[(changes["at"] <= material.data_end).to_numpy(bool)]
    told = {
        "from": changes["from_state"].astype("object").map(_LABELS).fillna(_UNKNOWN),
        "to": changes["to_state"].astype("object").map(_LABELS),
        "kind": changes["kind"].astype("object").where(changes["kind"].isin(_KINDS), _UNKNOWN),
    }
    frame = pd.DataFrame(told)
    return frame[(frame["from"] != frame["to"]).to_numpy(bool)]


def _matrix(moves: pd.DataFrame) -> Heat:
    states = list(_LABELS.values())
    rows = [*states, _UNKNOWN] if (moves["from"] == _UNKNOWN).any() else states
    counts = moves.groupby(["from", "to"]).size().to_dict()
    values = [[counts.get((before, after)) for after in states] for before in rows]
    return Heat("Moves from each state (row) to each state (column)", "moves", rows, states, values)


def _table(moves: pd.DataFrame) -> Grid:
    counts = moves.groupby(["from", "to", "kind"]).size().reset_index(name="moves")
    counts["of"] = counts.groupby("from")["moves"].transform("sum")
    counts = counts.sort_values(["moves", "from", "to", "kind"], ascending=[False, True, True, True])
    rows = [
        (before, after, kind, int(number), percent(number / of), percent(number / len(moves)))
        for before, after, kind, number, of in counts.itertuples(index=False, name=None)
    ]
    head = ("from", "to", "kind of move", "moves", "% of the moves from there", "% of all moves")
    return Grid("Moves", head, rows)


def _fates(material: Material) -> pd.DataFrame:
    """Stays by state (a row) and fate (a column), in the funnel's order."""
    stays = material.stays
    counts = pd.crosstab(stays["state"], stays["fate"])
    states = [*map(str, OPEN_STATES), str(FunnelState.UNQUALIFIED)]
    counts = counts.reindex(index=states, columns=list(_FATES), fill_value=0).fillna(0).astype(np.int64)
    return counts.set_axis([_LABELS[state] for state in states])


def _conversion(fates: pd.DataFrame, shares: dict[object, Share]) -> Grid:
    head = ("state", "stays", "went on", "went back", "left", "still there", "% went on", "95 % from", "to")
    rows = [
        (str(state), int(row.sum()), *map(int, row), *shares[state].cells) for state, row in fates.iterrows()
    ]
    return Grid("What became of the stays in each state", head, rows)


def _found(moves: pd.DataFrame, shares: dict[str, Share]) -> str:
    irregular = int((moves["kind"] == str(MoveKind.IRREGULAR)).sum())
    told = (
        f"Of {counted(len(moves), 'move')} {irregular:,} were irregular."
        if len(moves)
        else "No move is on record yet."
    )
    open_ones = {
        state: shares[state] for state in map(_LABELS.__getitem__, map(str, OPEN_STATES)) if state in shares
    }
    if not open_ones:
        return f"{told} Where pursuits get stuck: {TOO_FEW}, no state has {FEWEST} stays that ended."
    worst = min(open_ones, key=lambda state: (open_ones[state].part / open_ones[state].of, state))
    return f"{told} Fewest went on from {worst}: {open_ones[worst].said}."
