"""The portal that the HubSpot stand-in serves: all its records, in memory, changed as people change them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import RLock
from zoneinfo import ZoneInfo

from tests.standins.hubspot_index import SearchIndex
from tests.standins.hubspot_links import Links
from tests.standins.hubspot_pipelines import DealPipeline, DealStage, Owner, sales_pipeline
from tests.standins.hubspot_properties import Definition, default_groups, own_definitions
from tests.standins.hubspot_records import KINDS, Record, milliseconds, new_record

Associated = Mapping[str, Iterable[str]]  # ids by kind


@dataclass(frozen=True)
class Seen:
    """A record as somebody sees it who may see everything; to compare a store with."""

    properties: Mapping[str, str]
    links: Mapping[str, tuple[str, ...]]
    stages: tuple[tuple[str, datetime], ...]


class HubSpotPortal:
    """Records, owners, pipelines and properties of one HubSpot account; safe to use from several threads.

    Parameters
    ----------
    now
        The portal's clock (aware UTC).
    portal_id, time_zone
        As the account's details tell them; the daily limit begins anew at midnight there.
    index_lag
        How long search goes on to show the version before.

    Attributes
    ----------
    required
        Properties that a deal must have in a stage, by the stage's id, as an admin may demand.
    """

    def __init__(
        self,
        now: Callable[[], datetime],
        *,
        portal_id: str = "4242",
        time_zone: str = "Asia/Singapore",
        index_lag: timedelta = timedelta(0),
    ) -> None:
        self.now, self.portal_id, self.time_zone, self.index_lag = now, portal_id, time_zone, index_lag
        self.lock = RLock()
        self.owners: dict[str, Owner] = {}
        self.pipelines: dict[str, DealPipeline] = {"default": sales_pipeline()}
        self.definitions: dict[str, dict[str, Definition]] = {kind: own_definitions(kind) for kind in KINDS}
        self.groups = default_groups()
        self.required: dict[str, tuple[str, ...]] = {}
        self.links = Links()
        self._live: dict[str, dict[int, Record]] = {kind: {} for kind in KINDS}
        self._archived: dict[str, dict[int, Record]] = {kind: {} for kind in KINDS}
        self._numbers: dict[str, list[int]] = {kind: [] for kind in KINDS}
        self._last = dict.fromkeys(KINDS, 100)  # the same ids in every kind, as in HubSpot
        self._indexes = {kind: SearchIndex() for kind in KINDS}

    # --- what people do ----------------------------------------------------------------------------------

    def create(
        self,
        kind: str,
        properties: Mapping[str, str],
        links: Associated | None = None,
        *,
        at: datetime | None = None,
    ) -> str:
        """Make a record, now or as if at another moment, and give its id."""
        with self.lock:
            at = at or self.now()
            self._last[kind] += 1
            record = new_record(kind, self._last[kind], self._with_closing(kind, properties), at)
            self._numbers[kind].append(record.number)
            self._keep(record)
            for to, ids in (links or {}).items():
                for other in ids:
                    self.associate(kind, record.id, to, other)
            return record.id

    def create_many(
        self, kind: str, rows: Iterable[Mapping[str, str]], *, at: datetime | None = None
    ) -> list[str]:
        """Make many records with one and the same moment of change, as an import does."""
        with self.lock:
            at = at or self.now()
            return [self.create(kind, row, at=at) for row in rows]

    def update(self, kind: str, id_: str, values: Mapping[str, str], *, at: datetime | None = None) -> None:
        """Set properties of a record; '' empties one. Raises KeyError where it is gone."""
        with self.lock:
            old = self._live[kind][int(id_)]
            self._keep(old.changed(self._with_closing(kind, values), at or self.now()))

    def delete(self, kind: str, id_: str) -> None:
        """Archive a record: it leaves the lists and all its associations go, which changes nobody else."""
        with self.lock:
            record = self._forget(kind, int(id_))
            self._archived[kind][record.number] = Record(
                kind, id_, record.properties, record.changed_ms, record.stages, archived_at=self.now()
            )
            for other in self.links.everything(kind, id_):
                self.links.remove((kind, id_), other)

    def merge(self, kind: str, winner: str, loser: str) -> None:
        """Make one record of two: the loser is gone, the winner gets its associations and missing values."""
        with self.lock:
            lost = self._forget(kind, int(loser))
            won = self._live[kind][int(winner)]
            merged = [*won.properties.get("hs_merged_object_ids", "").split(";"), loser]
            values = {name: value for name, value in lost.properties.items() if name not in won.properties}
            values["hs_merged_object_ids"] = ";".join(filter(None, merged))
            self._keep(won.changed(values, self.now()))
            for other in self.links.everything(kind, loser):
                self.links.remove((kind, loser), other)
                if other != (kind, winner):
                    self.links.add((kind, winner), other)

    def associate(self, kind: str, id_: str, to: str, other: str, *, primary: bool = False) -> None:
        """Associate two records; neither counts as changed. Raises KeyError where one is gone."""
        with self.lock:
            _ = self._live[kind][int(id_)], self._live[to][int(other)]
            self.links.add((kind, id_), (to, other), primary=primary)

    def dissociate(self, kind: str, id_: str, to: str, other: str) -> None:
        """Associate two records no more; neither counts as changed."""
        with self.lock:
            self.links.remove((kind, id_), (to, other))

    # --- what admins do ----------------------------------------------------------------------------------

    def add_owner(self, email: str, first_name: str, last_name: str = "", *, archived: bool = False) -> str:
        """Add somebody who may own records, and give the id."""
        id_ = str(701 + len(self.owners))
        self.owners[id_] = Owner(id_, email, first_name, last_name, archived)
        return id_

    def add_pipeline(self, id_: str, label: str, stages: Sequence[DealStage]) -> None:
        """Add a deal pipeline."""
        self.pipelines[id_] = DealPipeline(id_, label, list(stages))

    def add_stage(self, stage: DealStage, *, pipeline: str = "default", position: int | None = None) -> None:
        """Add a stage to a pipeline, at its end or at a position."""
        stages = self.pipelines[pipeline].stages
        stages.insert(len(stages) if position is None else position, stage)

    def add_property(self, kind: str, definition: Definition) -> None:
        """Define another property."""
        self.definitions[kind][definition.name] = definition

    @property
    def zone(self) -> ZoneInfo:
        """The account's time zone."""
        return ZoneInfo(self.time_zone)

    # --- what can be seen --------------------------------------------------------------------------------

    def get(self, kind: str, id_: str, *, archived: bool = False) -> Record | None:
        """A record as it is now."""
        shelf = self._archived if archived else self._live
        return shelf[kind].get(int(id_)) if id_.isdecimal() else None

    def ids(self, kind: str) -> list[str]:
        """The ids of all records of a kind, in order."""
        return [str(number) for number in self._numbers[kind]]

    def after(self, kind: str, number: int, limit: int, *, archived: bool = False) -> list[Record]:
        """The next records of a kind by their ids."""
        shelf = self._archived[kind] if archived else self._live[kind]
        numbers = sorted(shelf) if archived else self._numbers[kind]
        start = bisect_right(numbers, number)
        return [shelf[one] for one in numbers[start : start + limit]]

    def index(self, kind: str) -> SearchIndex:
        """What search sees now."""
        self._indexes[kind].catch_up(milliseconds(self.now() - self.index_lag))
        return self._indexes[kind]

    def stages(self) -> dict[str, DealStage]:
        """All stages of all pipelines by their ids."""
        return {stage.id: stage for pipeline in self.pipelines.values() for stage in pipeline.stages}

    def snapshot(self, kind: str) -> dict[str, Seen]:
        """All records of a kind as they are now, by id: links with the primary one first, stages oldest first."""
        with self.lock:
            return {
                record.id: Seen(
                    dict(record.properties),
                    {to: ids for to in KINDS if (ids := tuple(self.links.ids(kind, record.id, to)))},
                    record.stages,
                )
                for record in self._live[kind].values()
            }

    # --- inside ------------------------------------------------------------------------------------------

    def _keep(self, record: Record) -> None:
        self._live[record.kind][record.number] = record
        # Not before its own moment: a record that is seeded with a date of the past is in the index at once.
        self._indexes[record.kind].note(record.changed_ms, record.number, record)

    def _forget(self, kind: str, number: int) -> Record:
        record = self._live[kind].pop(number)
        del self._numbers[kind][bisect_right(self._numbers[kind], number) - 1]
        self._indexes[kind].note(milliseconds(self.now()), number, None)
        return record

    def _with_closing(self, kind: str, values: Mapping[str, str]) -> Mapping[str, str]:
        """With what HubSpot itself derives from a deal's stage."""
        stage = self.stages().get(values.get("dealstage", "")) if kind == "deals" else None
        if stage is None:
            return values
        won = stage.closed and stage.probability == 1
        told = {"hs_is_closed": str(stage.closed).lower(), "hs_is_closed_won": str(won).lower()}
        return {**values, **told, "hs_deal_stage_probability": str(stage.probability)}
