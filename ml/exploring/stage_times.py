"""How long rounds stand in each state by how they ended, and how long a sale takes by the company's size."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ml.errors import NotEnoughData
from ml.exploring.amounts import FEWEST, PERCENTILES, TOO_FEW, Spread, number, spread
from ml.exploring.material import OPEN_STATES
from ml.exploring.section import Grid, Section, Spreads
from ml.exploring.stays import STILL_THERE
from ml.funnel_figures import SIZES

if TYPE_CHECKING:
    import pandas as pd

    from ml.exploring.material import Material
    from ml.timeline import Floats

_ENDS = ("won", "lost", "open")


def stage_times(material: Material) -> Section:
    """Days of stays by state and outcome, and days from entry to win by size."""
    if material.stays.empty:
        raise NotEnoughData("No stage change is on record and no round stands in a state.")
    stays = material.stays.join(
        material.outcome.set_axis(material.rounds["round_id"]).rename("outcome"), on="round_id"
    )
    # a pass in no time says nothing of how long one stands there; `/funnel` leaves it out, too
    ended = stays[(stays["fate"] != STILL_THERE) & (stays["days"] > 0)]
    groups = {
        f"{state.label}, {end}": ended.loc[(ended["state"] == str(state)) & (ended["outcome"] == end), "days"].to_numpy(np.float64)
        for state in OPEN_STATES
        for end in _ENDS
    }  # fmt: skip
    sizes = _by_size(material)
    plots = [
        _spreads("Days in each state, by how the round ended", groups),
        _spreads("Days from entry to win, by head count", sizes),
    ]
    grids = [
        _grid("Days in each state", "state, and how the round ended", groups),
        _standing(stays),
        _grid("Days from entry to win, by head count", "head count", sizes),
    ]
    finding = f"{_longest(ended)} {_sized(sizes)}"
    return Section("stage-times", "Time in each state", finding, _QUERY, plots, grids)


_QUERY = (
    "Days: from the entry into a state to the next move of the same round, stays that ended only, without "
    "passes in no time (of several moves of one moment), as in /funnel; what still stands there "
    "is listed apart with its days so far, and will take longer, so real times are rather longer than these. How the round ended is what is known by "
    "the end of the data. The plot leaves out groups of fewer than "
    f"{FEWEST}; the table has their count. Days from entry to win: won rounds by the company's head count."
)


def _spreads(title: str, groups: dict[str, Floats]) -> Spreads:
    enough = {name: values for name, values in groups.items() if len(values) >= FEWEST}
    return Spreads(
        title,
        "days",
        list(enough),
        [spread(values) for values in enough.values()],
        [len(values) for values in enough.values()],
    )


def _grid(title: str, first: str, groups: dict[str, Floats]) -> Grid:
    head = (first, "count", *(f"{place}th percentile, days" for place in PERCENTILES))
    return Grid(
        title, head, [(name, len(values), *_told(values)) for name, values in groups.items() if len(values)]
    )


def _told(values: Floats) -> Spread | tuple[None, ...]:
    """Percentiles, where there are enough to have any."""
    return spread(values) if len(values) >= FEWEST else (None,) * len(PERCENTILES)


def _standing(stays: pd.DataFrame) -> Grid:
    """Who has not moved yet, and for how long."""
    still = stays[stays["fate"] == STILL_THERE]
    days = {
        state.label: still.loc[still["state"] == str(state), "days"].to_numpy(np.float64)
        for state in OPEN_STATES
    }
    rows = [
        (name, len(values), number(float(np.median(values))) if len(values) else None)
        for name, values in days.items()
    ]
    return Grid("Rounds that stand there still", ("state", "rounds", "median days so far"), rows)


def _by_size(material: Material) -> dict[str, Floats]:
    sizes = material.rounds["employees"].to_numpy(np.float64)
    days, won = material.days_to_close.to_numpy(np.float64), (material.outcome == "won").to_numpy(bool)
    ends = [*(start for start, _ in SIZES[1:]), np.inf]
    found = {
        f"{name} employees": days[won & (sizes >= start) & (sizes < end)]
        for (start, name), end in zip(SIZES, ends, strict=True)
    }
    return found | {"head count not known": days[won & ~(sizes >= SIZES[0][0])]}


def _longest(ended: pd.DataFrame) -> str:
    days = {state.label: ended.loc[ended["state"] == str(state), "days"] for state in OPEN_STATES}
    known = {name: values for name, values in days.items() if len(values) >= FEWEST}
    if not known:
        return f"How long rounds stand in a state: {TOO_FEW}, no state has {FEWEST} stays that ended."
    longest = max(known, key=lambda name: (known[name].median(), name))
    return f"Rounds that moved stood longest at {longest}: half of {len(known[longest]):,} stays took {known[longest].median():.0f} days or more."


def _sized(sizes: dict[str, Floats]) -> str:
    known = [(name, values) for name, values in list(sizes.items())[:-1] if len(values) >= FEWEST]
    if len(known) < 2:  # noqa: PLR2004 - two sizes to compare
        return f"Whether bigger companies take longer: {TOO_FEW}."
    told = " and ".join(
        f"{np.median(values):.0f} days for {name} ({len(values):,} sales)"
        for name, values in (known[0], known[-1])
    )
    return f"The median sale took {told}."
