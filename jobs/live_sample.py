"""The sample company lives on while the sandbox's clock runs: what happened since the last look is imported."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from integrations.store import Store
    from ml.sample_days import SampleDays

LIVED_UNTIL = "sample_lived_until"
# So far the history goes on at most; after it, nothing happens any more.
HORIZON = timedelta(days=120)


def live_sample(store: Store, folder: Path, *, now: datetime) -> int:
    """Import what happened at the sample company since it was made or last looked at; says how many rows.

    Parameters
    ----------
    store
        The store of the demo; one that holds no sample is left alone.
    folder
        Where the sample's exports lie: each look writes a folder of its own there.
    now
        Up to when the company lives.
    """
    from jobs.import_exports import import_exports
    from jobs.make_sample import write_exports
    from ml.sample_company import dice_for

    lived = store.facts.get(LIVED_UNTIL, None)
    if lived is None:
        return 0
    made_on, after = date.fromisoformat(lived["made_on"]), datetime.fromisoformat(lived["at"])
    part = _days(made_on, lived["pursuits"]).between(after, now)
    stored = 0
    if part.deals:
        day = folder / f"{now:%Y-%m-%d-%H%M}"
        sample = write_exports(day, part, dice_for(0, now))
        stored = import_exports(
            store, [day], sample.mapping, now=now, rejects_directory=folder / "rejects"
        ).stored
    store.facts.put(LIVED_UNTIL, lived | {"at": now.isoformat()})
    return stored


def begin_life(store: Store, made_on: date, *, pursuits: int = 2500) -> None:
    """Remember until which day the sample was made: from then on it lives."""
    at = datetime.combine(made_on, time(), UTC).isoformat()
    store.facts.put(LIVED_UNTIL, {"made_on": made_on.isoformat(), "pursuits": pursuits, "at": at})


@lru_cache(maxsize=1)
def _days(made_on: date, pursuits: int) -> SampleDays:
    from ml.sample_days import sample_days

    return sample_days(until=made_on, ends=made_on + HORIZON, pursuits=pursuits)
