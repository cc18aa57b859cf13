"""What can be learned: how many rounds were won and lost, how long they took, and which dates contradict each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ml.data_preprocessing import GRID_DAYS, NEXT_STEP_DAYS, STATES, StateHistory
from ml.errors import NotEnoughData
from ml.exploring.amounts import PERCENTILES, Share, counted, number, spread
from ml.exploring.material import OPEN_STATES
from ml.exploring.section import Bars, Grid, Section, Shares, Spreads
from ml.timeline import seconds

if TYPE_CHECKING:
    from ml.exploring.material import Material

_ENDS = ("won", "lost", "open")


def labels(material: Material) -> Section:
    """Outcomes, base rate, next steps, days to close, and dates to beware of."""
    if material.rounds.empty:
        raise NotEnoughData("No round can be used.")
    counts = {end: int((material.outcome == end).sum()) for end in _ENDS}
    won, closed = counts["won"], counts["won"] + counts["lost"]
    base = Share(won, closed)
    steps = _next_steps(material)
    every = sum((np.array([share.part, share.of]) for share in steps.values()), np.zeros(2, np.int64))
    finding = (
        f"Of {counted(len(material.rounds), 'round')} {won:,} were won, {counts['lost']:,} lost, {counts['open']:,} are open: "
        f"of the closed ones won {base.said}. Within {NEXT_STEP_DAYS} days the next step followed in "
        f"{Share(int(every[0]), int(every[1])).said} of the snapshots of rounds that stood in an open state."
    )
    rounds = Bars("How rounds ended", "rounds", _ENDS, [("rounds", list(counts.values()))])
    shares = Shares(
        f"Next step within {NEXT_STEP_DAYS} days, by the state stood in",
        "snapshots that took the next step",
        [name for name, share in steps.items() if share.is_enough],
        [share.plotted for share in steps.values() if share.is_enough],
    )
    days, grid = _days(material)
    return Section(
        "labels",
        "What the labels are",
        finding,
        _query(material),
        [rounds, shares, days],
        [grid, _dates(material)],
    )


def _query(material: Material) -> str:
    return (
        f"Rounds: clean rounds whose close is known by {material.data_end:%Y-%m-%d} count as won or lost, all others as open. "
        "Base rate: won / (won + lost), with Wilson's 95 % interval. Next step: snapshots of "
        f"{material.sampled}, taken {', '.join(map(str, GRID_DAYS))} days after entry while the round was open and once the "
        f"{NEXT_STEP_DAYS} days after them were over; share of those whose round entered the next typical state, or one beyond it, "
        "in these days. One round gives up to six snapshots, so these intervals are rather too narrow. Days to close: "
        "from entry to close, closed rounds only; rounds that are still open will take longer, so the days of all will be more. "
        "Dates to beware of: rounds, stage changes or touches that match the words of the row. Shares of fewer than 20 are not shown."
    )


def _next_steps(material: Material) -> dict[str, Share]:
    """By the label of the state in which the snapshot's round stood."""
    known = material.snapshots[material.snapshots["next_step"].notna()]
    history = StateHistory(material.sample.stage_changes)
    codes, _ = history.state(known["round_id"].to_numpy(np.int64), seconds(known["as_of"].to_numpy()))
    took = known["next_step"].to_numpy(np.float64)
    of, part = np.bincount(codes, minlength=len(STATES)), np.bincount(codes, took, minlength=len(STATES))
    places = {state: STATES.index(state) for state in OPEN_STATES}
    return {state.label: Share(int(part[place]), int(of[place])) for state, place in places.items()}


def _days(material: Material) -> tuple[Spreads, Grid]:
    days = {
        end: material.days_to_close[material.outcome == end].to_numpy(np.float64) for end in ("won", "lost")
    }
    days["won or lost"] = np.concatenate(list(days.values()))
    told = {end: values for end, values in days.items() if len(values)}
    title, spreads = "Days from entry to close", [spread(values) for values in told.values()]
    head = ("outcome", "rounds", *(f"{place}th percentile, days" for place in PERCENTILES), "mean, days")
    rows = [
        (end, len(values), *of, number(values.mean()))
        for (end, values), of in zip(told.items(), spreads, strict=True)
    ]
    return Spreads(title, "days", list(told), spreads, [len(values) for values in told.values()]), Grid(
        title, head, rows
    )


def _dates(material: Material) -> Grid:
    rounds, tables, end = material.rounds, material.tables, material.data_end
    entered = rounds["entered_at"]
    moves = tables.stage_changes.merge(rounds[["round_id", "entered_at", "closed_at"]], on="round_id")
    back_dated = material.rejects["reason"] == "it closed before it was entered"
    rows = [
        ("rounds that closed before they were entered (set aside)", int(back_dated.sum())),
        ("rounds that closed in the moment in which they were entered", int((rounds["closed_at"] == entered).sum())),
        ("rounds whose date of entry is that of their first stage change", material.derived_entries),
        ("rounds entered before the first touch on record", int((entered < tables.touches["at"].min()).sum())),
        ("rounds entered before the first stage change on record", int((entered < tables.stage_changes["at"].min()).sum())),
        ("rounds entered in the future", int((entered > end).sum())),
        ("closed rounds without any stage change", _unmoved(material)),
        ("stage changes before their round was entered", int((moves["at"] < moves["entered_at"]).sum())),
        ("stage changes after their round closed", int((moves["at"] > moves["closed_at"]).sum())),
        ("touches in the future", len(tables.touches) - len(material.touches)),
    ]  # fmt: skip
    return Grid("Dates to beware of", ("what", "rows"), rows)


def _unmoved(material: Material) -> int:
    moved = material.rounds["round_id"].isin(material.tables.stage_changes["round_id"])
    return int((~moved & (material.outcome != "open")).sum())
