"""The best weekday and hour block for a touch: claimed only where it is surely better than the rest.

A best slot picked out of several looks good by luck: its interval is widened by how many were compared
(Bonferroni), over all levels looked at, and a weekday must be ahead in the older and in the newer half as well.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from statistics import NormalDist
from typing import TYPE_CHECKING, Any

from ml.reminding import BestTouch
from ml.timing_intervals import difference
from ml.timing_periods import HOUR_BLOCKS

if TYPE_CHECKING:
    from ml.timeline import Flags, Floats, Ints
    from ml.timing_periods import Periods

FEWEST_TRIED = 8
QUIET_BEFORE, QUIET_FROM = 9, 18
LEVELS = 3  # the company, its service, the whole team
MISTAKEN = 0.05


@dataclass(frozen=True)
class BestTouches:
    """What can be claimed, by company, by service, and of all the team's touches together.

    Parameters
    ----------
    team
        Of everybody; with nothing claimed it still has the team's counts and rate.
    services, companies
        Only those of which something can be claimed.
    """

    team: BestTouch = field(default_factory=BestTouch)
    services: Mapping[str, BestTouch] = field(default_factory=dict)
    companies: Mapping[int, BestTouch] = field(default_factory=dict)

    def of(self, company_id: int, service: str) -> BestTouch:
        """The claim that is nearest to this company: its own, its service's, or the team's."""
        return self.companies.get(company_id) or self.services.get(service) or self.team


def best_touches(
    rows: Periods, company_of: Any, service_of: Any, hours: tuple[int, int] = (QUIET_BEFORE, QUIET_FROM)
) -> BestTouches:
    """Everything that can be claimed of the touches in these rows.

    Parameters
    ----------
    rows
        Person-period rows, in the order of time within a pursuit; only touches are looked at.
    company_of, service_of
        The company's id and the service of each row.
    hours
        Outside these hours of the contact's clock nothing is named.
    """
    import numpy as np

    order = np.flatnonzero(rows.touched)
    order = order[np.argsort(rows.at[order], kind="stable")]
    tries = _Tries(rows.weekday[order], rows.block[order], rows.outcome[order])
    rate = float(tries.answered.mean()) if len(order) else None
    team = tries.best(rate, hours) or BestTouch(
        answered=int(tries.answered.sum()), tried=len(order), team_rate=rate
    )
    groups = (_of_each(tries, np.asarray(column)[order], rate, hours) for column in (service_of, company_of))
    services, companies = groups
    return BestTouches(team, {str(name): best for name, best in services.items()}, {int(id_): best for id_, best in companies.items()})  # fmt: skip


@dataclass(frozen=True)
class _Tries:
    """Touches in the order of time: weekday, hour block, and 1 where they were answered."""

    weekday: Ints
    block: Ints
    answered: Floats

    def take(self, rows: Any) -> _Tries:
        return _Tries(self.weekday[rows], self.block[rows], self.answered[rows])

    def best(self, rate: float | None, hours: tuple[int, int]) -> BestTouch | None:
        """The claim that these touches allow; None where they allow none."""
        blocks = [k for k, (start, end) in enumerate(HOUR_BLOCKS) if hours[0] <= start and end <= hours[1]]
        compared = 5 + len(blocks)
        day = _surely_best(self.weekday, self.answered, range(1, 6), compared, steady=True)
        block = _surely_best(self.block, self.answered, blocks, compared)
        chosen = (self.weekday == day) if day is not None else self.weekday > 0
        both = chosen & (self.block == block) if block is not None else chosen
        if day is not None and block is not None and both.sum() < FEWEST_TRIED:
            day, both = None, self.block == block
        if day is None and block is None:
            return None
        start, end = HOUR_BLOCKS[block] if block is not None else (None, None)
        return BestTouch(day, start, end, int(self.answered[both].sum()), int(both.sum()), rate)


def _of_each(tries: _Tries, groups: Any, rate: float | None, hours: tuple[int, int]) -> dict[Any, BestTouch]:
    """The claims of each group that has tried often enough."""
    import numpy as np

    if not len(groups):
        return {}
    names, code, counts = np.unique(groups, return_inverse=True, return_counts=True)
    by_group = np.split(np.argsort(code, kind="stable"), np.cumsum(counts)[:-1])
    enough = [
        (name, rows) for name, rows in zip(names, by_group, strict=True) if len(rows) >= 2 * FEWEST_TRIED
    ]
    told = {name: tries.take(rows).best(rate, hours) for name, rows in enough}
    return {name: best for name, best in told.items() if best is not None}


def _surely_best(slot: Ints, answered: Floats, of: Any, compared: int, *, steady: bool = False) -> int | None:
    """The slot that is surely answered more often than the rest; None where none is."""
    z = NormalDist().inv_cdf(1 - MISTAKEN / (2 * compared * LEVELS))
    surest, ahead = None, 0.0
    for one in of:
        here = slot == one
        low = _ahead(here, answered, z)
        if low > ahead and (not steady or _holds_in_both_halves(here, answered)):
            surest, ahead = int(one), low
    return surest


def _ahead(here: Flags, answered: Floats, z: float) -> float:
    """By how much the slot is surely ahead of the rest; below 0 where it is not."""
    tried, rest = int(here.sum()), int((~here).sum())
    if min(tried, rest) < FEWEST_TRIED:
        return -1.0
    return difference((float(answered[here].sum()), tried), (float(answered[~here].sum()), rest), z)[0]


def _holds_in_both_halves(here: Flags, answered: Floats) -> bool:
    middle = len(here) // 2
    halves = ((here[:middle], answered[:middle]), (here[middle:], answered[middle:]))
    return all(one.any() and not one.all() and said[one].mean() > said[~one].mean() for one, said in halves)
