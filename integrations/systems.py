"""The roles of the systems outside, and the values that cross into the product: one bundle, built in one place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, Protocol

if TYPE_CHECKING:
    from integrations.writing import Writer

# What a CRM keeps, in the order in which records refer to each other. Names are HubSpot's.
CRM_KINDS = ("companies", "contacts", "deals", "calls", "meetings", "notes", "emails", "tasks")
# To which kinds the records of a kind are associated, as far as the product asks.
LINKED_KINDS: Mapping[str, tuple[str, ...]] = {
    "companies": (),
    "contacts": ("companies",),
    "deals": ("companies", "contacts"),
    **dict.fromkeys(("calls", "meetings", "notes", "emails", "tasks"), ("companies", "contacts", "deals")),
}


def activity_key(kind: str, record_id: str) -> str:
    """The key of an activity among the touches: records of different kinds may have the same id.

    >>> activity_key("notes", "101")
    'notes:101'
    """
    return f"{kind}:{record_id}"


Links = Mapping[str, Sequence[str]]
Utterances = tuple[Mapping[str, str | float | None], ...]


@dataclass(frozen=True, slots=True)
class StageVisit:
    """A deal entered a stage: the stage's id, and when (UTC)."""

    stage: str
    at: datetime


@dataclass(frozen=True, slots=True)
class CrmRecord:
    """One record of a CRM as it was read.

    Parameters
    ----------
    kind, id
        Which.
    properties
        Names to texts as the CRM gives them, without the moment of the last change.
    changed_at
        When the CRM says it was last changed (UTC).
    links
        Ids of associated records by kind, the primary one first; None where the answer did not tell.
    history
        A deal's stages, oldest first; None where the answer did not tell.
    problem
        Why it cannot be used, in words; '' where it can.
    """

    kind: str
    id: str
    properties: Mapping[str, Any] = field(default_factory=dict)
    changed_at: datetime | None = None
    links: Links | None = None
    history: tuple[StageVisit, ...] | None = None
    problem: str = ""


@dataclass(frozen=True, slots=True)
class CrmPage:
    """One page of records; `after` is the cursor of the next (None: the last), `total` as a search tells it."""

    records: tuple[CrmRecord, ...]
    after: str | None = None
    total: int | None = None


@dataclass(frozen=True)
class Portal:
    """The CRM account that a key belongs to."""

    id: str
    time_zone: str = "UTC"
    name: str = ""


@dataclass(frozen=True)
class Stage:
    """One stage of a pipeline as its admin made it; `probability` between 0 and 1, None where not said."""

    id: str
    label: str
    probability: float | None = None
    closed: bool = False


@dataclass(frozen=True)
class Pipeline:
    """A deal pipeline."""

    id: str
    label: str
    stages: tuple[Stage, ...]


@dataclass(frozen=True)
class CrmOwner:
    """Somebody who owns records in the CRM."""

    id: str
    email: str
    name: str


@dataclass(frozen=True)
class CrmProperty:
    """A property of a kind of records: its name, label, type, and the options of an enumeration by value."""

    name: str
    label: str
    type: str
    options: Mapping[str, str] = field(default_factory=dict)


class Crm(Protocol):
    """A CRM to read from and, where an admin switched it on, to write to.

    Every call raises `AccessRefused`, `DailyLimit`, `Unavailable` or `Garbled` where it applies; reads are
    retried inside, writes only where that cannot write twice.
    """

    @property
    def requests(self) -> int:
        """How many HTTP requests were made so far, repeated ones included."""
        ...

    def portal(self) -> Portal | None:
        """Whose key this is; None where the CRM does not tell."""
        ...

    def want(self, names: Mapping[str, Sequence[str]]) -> None:
        """From now on ask for these properties as well, by kind: the account's own, which a mapping names."""
        ...

    def owners(self, *, left: bool = False) -> list[CrmOwner]:
        """Everybody who may own records; with `left` those who no longer may, but once did."""
        ...

    def pipelines(self) -> list[Pipeline]:
        """The deal pipelines with their stages."""
        ...

    def properties(self, kind: str) -> list[CrmProperty]:
        """The properties that records of a kind have."""
        ...

    def page(self, kind: str, after: str | None) -> CrmPage:
        """The next page of all records of a kind, in order of their ids, with links and history."""
        ...

    def archived_page(self, kind: str, after: str | None) -> CrmPage:
        """The next page of deleted records of a kind: ids only."""
        ...

    def newest(self, kind: str, since: datetime) -> CrmPage:
        """The up to 200 records changed last, since a moment, newest first; with how many there are in all."""
        ...

    def oldest(self, kind: str, since: datetime, *, tied_after: str | None = None) -> CrmPage:
        """The up to 200 records changed first since a moment, oldest first.

        With `tied_after`: only those changed at exactly that moment, with an id beyond this one, by id.
        """
        ...

    def read(self, kind: str, ids: Sequence[str]) -> tuple[CrmRecord, ...]:
        """These records (at most 100); those that are gone are left out."""
        ...

    def links(self, kind: str, to: str, ids: Sequence[str]) -> dict[str, tuple[str, ...]]:
        """The associated records of another kind, of up to 1,000 records, the primary one first."""
        ...

    def history(self, ids: Sequence[str]) -> dict[str, tuple[StageVisit, ...]]:
        """The stage history of up to 50 deals, oldest first."""
        ...

    def prepare_scores(self) -> None:
        """Make the properties that scores are written to, where they are missing."""
        ...

    def write_properties(self, kind: str, values: Mapping[str, Mapping[str, str]]) -> None:
        """Set properties of up to 100 records, by id.

        Raises
        ------
        WriteRefused
            When the CRM's own rules forbid it; in words for the rep.
        """
        ...

    def create(self, kind: str, properties: Mapping[str, str], links: Links) -> str:
        """Make one record and give its id; one attempt, never blindly repeated.

        Raises
        ------
        WriteRefused
            As `write_properties`.
        MaybeWritten
            When no answer came.
        """
        ...


CallSystem = Literal["hubspot", "aircall", "twilio", "folder"]


@dataclass(frozen=True, slots=True)
class SourceCall:
    """A phone call as one system recorded it.

    Parameters
    ----------
    system, id
        Where it was seen, and its id there.
    at
        When it began (UTC).
    number
        The other side's number as the system writes it.
    duration_s
        How long they talked, in seconds; 0 where nobody answered.
    agent_email, agent_name
        Who of the team, where the system says so.
    status
        The system's own word for how it ended.
    recorded
        Whether a recording can be fetched (by `CallSource.download`).
    channels
        2 where each side was recorded apart.
    utterances
        What was said, where the system itself transcribed it.
    other_ids
        Ids of the same call in other systems, as (system, id).
    """

    system: CallSystem
    id: str
    at: datetime
    number: str
    direction: Literal["out", "in"] = "out"
    duration_s: int | None = None
    answered: bool | None = None
    agent_email: str = ""
    agent_name: str = ""
    status: str = ""
    recorded: bool = False
    channels: int = 1
    utterances: Utterances = ()
    other_ids: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class UnreadableCall:
    """A call that cannot be used, with the reason."""

    system: CallSystem
    id: str
    reason: str


class CallSource(Protocol):
    """A phone system, or a folder, that calls come from.

    Raises `AccessRefused`, `DailyLimit`, `Unavailable` or `Garbled` as `Crm` does.
    """

    @property
    def system(self) -> CallSystem:
        """Which."""
        ...

    @property
    def requests(self) -> int:
        """How many HTTP requests were made so far, repeated ones included."""
        ...

    def calls(self, since: datetime | None) -> Iterator[SourceCall | UnreadableCall]:
        """All calls that began at or after a moment (None: ever), oldest first."""
        ...

    def call(self, call_id: str) -> SourceCall | UnreadableCall | None:
        """One call by its id, for a hint; None where it is gone."""
        ...

    def download(self, call_id: str, folder: Path) -> Path | None:
        """Fetch a call's recording into a folder, at once; its file, or None where there is none."""
        ...


class Transcriber(Protocol):
    """Turns a recording into words."""

    @property
    def name(self) -> str:
        """What made the transcript, as it is kept beside it."""
        ...

    def transcribe(self, recording: Path, *, ours_first: bool | None = None) -> Utterances:
        """What was said, by utterance, in order of time.

        Two channels are transcribed apart; `ours_first` says whether the first is the seller's.

        Raises
        ------
        BadInput
            When the file is no recording that can be read.
        Unavailable
            When the service does not answer.
        """
        ...


@dataclass(frozen=True)
class Systems:
    """Every system outside that is configured; built by the composition root, or by a test."""

    crm: Crm | None = None
    calls: Sequence[CallSource] = ()
    transcriber: Transcriber | None = None
    writer: Writer | None = None

    def call_source(self, system: str) -> CallSource | None:
        """The source of that name, where it is configured."""
        return next((source for source in self.calls if source.system == system), None)
