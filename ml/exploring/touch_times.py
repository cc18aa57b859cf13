"""When the team reaches out, and when it is answered: by weekday and hour of the team's zone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ml.errors import NotEnoughData
from ml.exploring.amounts import FEWEST, TOO_FEW, Share, counted, percent, sure_for
from ml.exploring.section import Grid, Heat, Plot, Section, Shares
from ml.timing_intervals import difference

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ml.exploring.material import Material

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
HOURS = tuple(f"{hour:02d}:00" for hour in range(24))


def touch_times(material: Material) -> Section:
    """Outbound touches by weekday and hour, and the share of each that was answered."""
    touches = material.touches
    tried = touches[((touches["direction"] == "out") & (touches["channel"] != "note")).to_numpy(bool)]
    if tried.empty:
        raise NotEnoughData("No outbound touch is on record.")
    local = material.local(tried["at"]).dt
    cell = (local.day_of_week * len(HOURS) + local.hour).to_numpy(np.int64)
    number = _grid_of(cell)
    known = tried["answered"].notna().to_numpy(bool)
    of, part = _grid_of(cell[known]), _grid_of(cell[known & (tried["answered"] == 1).to_numpy(bool)])
    by_hour = _shares(HOURS, part.sum(axis=0), of.sum(axis=0))
    by_day = _shares(DAYS, part.sum(axis=1), of.sum(axis=1))
    plots: list[Plot] = [
        Heat(
            "Touches made", "touches", DAYS, HOURS, [[int(count) or None for count in row] for row in number]
        ),
        Heat("Share answered", f"% of touches; of at least {FEWEST}", DAYS, HOURS, _percents(part, of)),
        _plot("Answered, by hour", by_hour),
        _plot("Answered, by weekday", by_day),
    ]
    finding = f"{_busiest(number, material.zone_name)} {_best(by_hour, by_day)}"
    return Section(
        "touch-times",
        "Touches by weekday and hour",
        finding,
        _query(material),
        plots,
        [_table(part, of, number)],
    )


def _query(material: Material) -> str:
    return (
        "Touches made: outbound touches that are no notes, up to the end of the data, by weekday and hour in which they began on the clock of "
        f"{material.zone_name}; an empty cell had none. Share answered: answered / touches of which it is known × 100, with Wilson's 95 % "
        f"interval; cells of fewer than {FEWEST} are empty. An hour or weekday stands out when its share less that of all other "
        "touches is clearly above zero, at 95 % for all hours and weekdays together (Newcombe, 1998; Bonferroni). A pursuit "
        "may be touched often, so the intervals are rather too narrow; who is called when is no accident; and a best weekday of one season is "
        "often none in the next."
    )


def _grid_of(cells: np.ndarray) -> np.ndarray:
    return np.bincount(cells, minlength=len(DAYS) * len(HOURS)).reshape(len(DAYS), len(HOURS))


def _shares(names: Sequence[str], part: np.ndarray, of: np.ndarray) -> dict[str, Share]:
    return {name: Share(int(p), int(n)) for name, p, n in zip(names, part, of, strict=True)}


def _percents(part: np.ndarray, of: np.ndarray) -> list[list[float | None]]:
    return [
        [percent(p / n) if n >= FEWEST else None for p, n in zip(parts, whole, strict=True)]
        for parts, whole in zip(part.tolist(), of.tolist(), strict=True)
    ]


def _plot(title: str, shares: dict[str, Share]) -> Shares:
    enough = {name: share for name, share in shares.items() if share.is_enough}
    return Shares(
        title, "touches that were answered", list(enough), [share.plotted for share in enough.values()]
    )


def _table(part: np.ndarray, of: np.ndarray, number: np.ndarray) -> Grid:
    rows = [
        (
            DAYS[day],
            HOURS[hour],
            int(number[day, hour]),
            int(of[day, hour]),
            *Share(int(part[day, hour]), int(of[day, hour])).cells,
        )
        for day, hour in zip(*np.nonzero(of >= FEWEST), strict=True)
    ]
    head = ("weekday", "hour", "touches", "of which it is known", "% answered", "95 % from", "to")
    return Grid(f"Hours with at least {FEWEST} touches", head, rows)


def _busiest(number: np.ndarray, zone: str) -> str:
    day, hour = np.unravel_index(int(number.argmax()), number.shape)
    return f"Of {counted(int(number.sum()), 'touch', 'touches')} most were made on {DAYS[day]} from {HOURS[hour]} on ({int(number.max()):,}; {zone})."


def _best(by_hour: dict[str, Share], by_day: dict[str, Share]) -> str:
    """The hour or weekday that is answered clearly more often than the rest."""
    every = {f"{name}": share for name, share in {**by_hour, **by_day}.items() if share.is_enough}
    known, answered = sum(share.of for share in by_day.values()), sum(share.part for share in by_day.values())
    if not every:
        return f"When they are answered: {TOO_FEW}, no hour has {FEWEST} touches of which it is known."
    z = sure_for(len(every))
    ahead = {
        name: difference((share.part, share.of), (answered - share.part, known - share.of), z)[0]
        for name, share in every.items()
        if known - share.of >= FEWEST
    }
    best = max(ahead, key=lambda name: (ahead[name], name), default=None)
    if best is None or ahead[best] <= 0:
        return f"Answered were {Share(answered, known).said}; no hour or weekday stands out."
    return f"Answered were {Share(answered, known).said}; {best} stands out with {every[best].said}."
