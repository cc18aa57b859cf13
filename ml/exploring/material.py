"""What the sections look at: clean tables, what was set aside, and what several sections need, made once."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, tzinfo
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from ml.column_entries import MOVES_FILE, ROUNDS_FILE, TOUCHES_FILE
from ml.data_dictionary import dictionary
from ml.data_preparation import Tables
from ml.data_preprocessing import end_of_data, training_snapshots
from ml.exploring.stays import stays_of
from ml.exploring.talks import talks_of
from ml.funnel import FunnelState
from ml.timeline import DAY

if TYPE_CHECKING:
    from ml.timeline import Ints

# What is slow is looked at in so many pursuits, always the same.
SAMPLED_PURSUITS = 20_000
MOST_MONTHS = 36
OPEN_STATES = tuple(
    state for state in FunnelState if state not in {FunnelState.CLIENT, FunnelState.UNQUALIFIED}
)
_A_QUARTER = 3


def nobody(_: str) -> bool:
    """That no text names anybody."""
    return False


@dataclass(frozen=True)
class Import:
    """What an import did: rows read, stored, unchanged, rejected."""

    on: str
    read: int
    stored: int
    unchanged: int
    rejected: int


@dataclass(frozen=True)
class Material:
    """The data to look at.

    Parameters
    ----------
    tables
        Clean tables, with the columns that mark filled cells where the store knows them.
    rejects
        The rows that are not in them: table, id, reason.
    now
        Nothing after it is looked at.
    zone
        The team's zone, whose hours, months and quarters are counted.
    stored
        How many rows of each thing the store holds.
    derived_entries
        How many rounds have their date of entry from their first stage change.
    imports
        What imports did, the latest first.
    names_somebody
        Whether a text holds a name, an address or a telephone number: such values are not shown.
    """

    tables: Tables
    rejects: pd.DataFrame
    now: datetime
    zone: tzinfo = UTC
    stored: Mapping[str, int] = field(default_factory=dict)
    derived_entries: int = 0
    imports: Sequence[Import] = ()
    names_somebody: Callable[[str], bool] = nobody

    @property
    def rounds(self) -> pd.DataFrame:
        """All rounds."""
        return self.tables.rounds

    @property
    def zone_name(self) -> str:
        """How the zone is called."""
        return str(self.zone)

    @cached_property
    def data_end(self) -> pd.Timestamp:
        """The newest event that is not in the future (naive UTC)."""
        return end_of_data(self.tables, self.now)

    @cached_property
    def touches(self) -> pd.DataFrame:
        """All touches that are not in the future."""
        past = self.tables.touches["at"] <= self.data_end
        return self.tables.touches if past.all() else self.tables.touches[past].reset_index(drop=True)

    @cached_property
    def stays(self) -> pd.DataFrame:
        """`ml.exploring.stays.stays_of` these tables."""
        return stays_of(self.tables, self.data_end)

    @cached_property
    def talks(self) -> pd.DataFrame:
        """`ml.exploring.talks.talks_of` these tables."""
        return talks_of(self.rounds, self.touches)

    @cached_property
    def outcome(self) -> pd.Series:
        """Of each round “won”, “lost”, or “open”: what is known by the end of the data."""
        known = (self.rounds["closed_at"] <= self.data_end).to_numpy(bool)
        return self.rounds["outcome"].astype("object").where(known).fillna("open")

    @cached_property
    def days_to_close(self) -> pd.Series:
        """Days from entry to close of each round; missing while it is open."""
        days = (self.rounds["closed_at"] - self.rounds["entered_at"]).dt.total_seconds() / DAY
        return days.where((self.outcome != "open").to_numpy(bool))

    @cached_property
    def sample(self) -> Tables:
        """The tables of a fixed sample of the pursuits: all of them where they are few."""
        ids = np.unique(self.rounds["pursuit_id"].to_numpy(np.int64))
        if len(ids) <= SAMPLED_PURSUITS:
            return self.tables
        chosen = np.random.default_rng(0).choice(ids, SAMPLED_PURSUITS, replace=False)
        frames = (frame[frame["pursuit_id"].isin(chosen)] for frame in vars(self.tables).values())
        return Tables(*(frame.reset_index(drop=True) for frame in frames))

    @cached_property
    def snapshots(self) -> pd.DataFrame:
        """The labelled snapshots of the sample, as models learn from them."""
        return training_snapshots(self.sample, data_end=self.data_end)

    @property
    def sampled(self) -> str:
        """Of which pursuits the sample is, in words."""
        ids = self.rounds["pursuit_id"].nunique()
        whole = ids <= SAMPLED_PURSUITS
        return (
            "all pursuits"
            if whole
            else f"a fixed random sample of {SAMPLED_PURSUITS:,} of the {ids:,} pursuits"
        )

    @cached_property
    def described(self) -> Mapping[str, list[dict[Hashable, Any]]]:
        """The rows of the data dictionary, by the name of the table."""
        frames = (
            (ROUNDS_FILE, self.rounds),
            (MOVES_FILE, self.tables.stage_changes),
            (TOUCHES_FILE, self.tables.touches),
        )
        names = ("rounds", "stage changes", "touches")
        return {
            name: dictionary(file, frame).to_dict("records")
            for name, (file, frame) in zip(names, frames, strict=True)
        }

    def local(self, times: pd.Series) -> pd.Series:
        """These moments on the clock of the zone."""
        told: pd.Series = times.dt.tz_localize("UTC").dt.tz_convert(self.zone).dt.tz_localize(None)
        return told

    # --- months -----------------------------------------------------------------------------------------------------

    @cached_property
    def months(self) -> tuple[str, ...]:
        """The months from the first entry or touch to the end of the data, at most so many, the newest."""
        last = self._month_of(pd.Series([self.data_end]))[0]
        begun = [column.min() for column in (self.rounds["entered_at"], self.touches["at"])]
        known = [moment for moment in begun if not pd.isna(moment) and moment <= self.data_end]
        first = self._month_of(pd.Series([min(known, default=self.data_end)]))[0]
        return tuple(_named(np.arange(max(first, last - MOST_MONTHS + 1), last + 1)))

    def month_places(self, times: pd.Series) -> Ints:
        """The place of each moment's month in `months`; -1 for others and where there is none."""
        first = int(np.datetime64(self.months[0], "M").astype(np.int64))
        place = self._month_of(times) - first
        inside = times.notna().to_numpy(bool) & (times <= self.data_end).to_numpy(bool) & (place >= 0)
        return np.where(inside, place, -1)

    @cached_property
    def busy_months(self) -> list[bool]:
        """Of each month, whether anything at all is on record in it: else it is a gap and no zero."""
        moments = (
            self.rounds["entered_at"],
            self.rounds["closed_at"],
            self.tables.stage_changes["at"],
            self.touches["at"],
        )
        places = np.concatenate([self.month_places(column) for column in moments])
        return list((np.bincount(places[places >= 0], minlength=len(self.months)) > 0).tolist())

    def by_month(self, times: pd.Series) -> list[float | None]:
        """How many of these moments lie in each month; None in a month of which nothing at all is on record."""
        places = self.month_places(times)
        counts = np.bincount(places[places >= 0], minlength=len(self.months)).tolist()
        return [count if busy else None for count, busy in zip(counts, self.busy_months, strict=True)]

    def quarters(self, times: pd.Series) -> tuple[list[str], Ints]:
        """The quarters of `months`, and the place of each moment's quarter among them; -1 for others."""
        first = int(np.datetime64(self.months[0], "M").astype(np.int64))
        places = self.month_places(times)
        quarter = np.where(places < 0, -1, (places + first) // _A_QUARTER - first // _A_QUARTER)
        last = (first + len(self.months) - 1) // _A_QUARTER
        every = range(first // _A_QUARTER, last + 1)
        return [f"{1970 + one // 4} Q{one % 4 + 1}" for one in every], quarter

    def _month_of(self, times: pd.Series) -> Ints:
        return self.local(times).to_numpy().astype("datetime64[M]").astype(np.int64)


def _named(months: Ints) -> list[str]:
    return [str(month) for month in np.datetime_as_string(months.astype("datetime64[M]"))]
