"""What an export's row says, typed: the one form in which files and other systems hand data to the store."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from hashlib import blake2b
from typing import Literal

from ml.funnel import FunnelState, Leaving
from ml.records import Person

# The service of deals of which nobody said what they are about.
DEFAULT_SERVICE = "Our product"

_LONGEST_KEY = 400

Properties = Mapping[str, str | float | bool | None]


@dataclass(frozen=True, slots=True)
class Company:
    """A company as a row names it: by the other system's id, by name, or both; None is 'not said'."""

    name: str = ""
    id: str = ""
    domain: str | None = None
    industry: str | None = None
    country: str | None = None
    employees: float | None = None
    properties: Properties = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Contact:
    """A person at a company as a row names them; empty where not said."""

    name: str = ""
    id: str = ""
    email: str = ""
    phone: str = ""
    role: str = ""
    properties: Properties = field(default_factory=dict)

    @property
    def known(self) -> bool:
        """Whether the row says anything that tells this contact from others."""
        return bool(self.name or self.id or self.email)


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose it is, as the other system names them; matched to people by e-mail, else by name."""

    name: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True)
class StageEntry:
    """A round entered a stage: the system's own label, the state it means, and when (UTC)."""

    label: str
    state: FunnelState
    at: datetime


@dataclass(frozen=True, slots=True)
class Recording:
    """What is known of a phone call beyond its touch.

    Parameters
    ----------
    provider, status
        Which system saw it, and its own word for how it ended.
    file
        The recording, as the system names it.
    utterances
        `{"speaker", "role", "start", "text"}` each, as the store keeps a transcript.
    number
        The other side's, E.164 where it can be read.
    channels
        2 where each side was recorded apart.
    recorded
        Whether its system has a recording to fetch.
    """

    provider: str = "csv"
    status: str = ""
    file: str = ""
    utterances: tuple[Mapping[str, str | float | None], ...] = ()
    number: str = ""
    channels: int = 1
    recorded: bool = False


@dataclass(frozen=True, slots=True)
class CompanyRow:
    """A row about a company."""

    company: Company

    @property
    def key(self) -> str:
        """What tells this row from others, across imports."""
        return f"company:{_company_key(self.company)}"


@dataclass(frozen=True, slots=True)
class ContactRow:
    """A row about a contact of a company."""

    company: Company
    contact: Contact

    @property
    def key(self) -> str:
        """What tells this row from others, across imports."""
        contact = self.contact
        told = (
            contact.id or contact.email.casefold() or f"{_folded(contact.name)}@{_company_key(self.company)}"
        )
        return f"contact:{told}"


@dataclass(frozen=True, slots=True)
class DealRow:
    """A row about one round (the CRM's deal) of a pursuit.

    Parameters
    ----------
    company, service
        The pursuit.
    id, name
        The deal's id and title in the other system; without an id the title and entry tell it apart.
    state
        Where the system says it stands now; None where the row says nothing.
    entries
        The dated entries into stages that the row tells.
    entered_at
        When the round began.
    leaving
        Why it left, where it did and the row says so.
    """

    company: Company
    service: str
    id: str = ""
    name: str = ""
    contact: Contact = Contact()
    owner: Owner = Owner()
    state: FunnelState | None = None
    entries: tuple[StageEntry, ...] = ()
    entered_at: datetime | None = None
    value: float | None = None
    source: str | None = None
    leaving: Leaving | None = None
    properties: Properties = field(default_factory=dict)

    @property
    def round_key(self) -> str:
        """The round's key in the store."""
        if self.id:
            return self.id
        entered = self.entered_at.isoformat() if self.entered_at else ""
        told = (_company_key(self.company), _folded(self.service), _folded(self.name), entered)
        return _short("|".join(told))

    @property
    def key(self) -> str:
        """What tells this row from others, across imports."""
        return f"deal:{self.round_key}"


@dataclass(frozen=True, slots=True)
class StageRow:
    """A row of stage history: which round entered which stage, when, and through whom if known."""

    entry: StageEntry
    deal_id: str = ""
    company: Company = Company()
    service: str = ""
    touch_id: str = ""
    contact: Contact = Contact()

    @property
    def key(self) -> str:
        """What tells this row from others, across imports."""
        deal = self.deal_id or f"{_company_key(self.company)}|{_folded(self.service)}"
        return _short(f"stage:{deal}|{self.entry.at.isoformat()}|{self.entry.label}")


@dataclass(frozen=True, slots=True)
class TouchRow:
    """A row about one sales event; `state` is the pursuit's standing, where the row tells it.

    `booked_at` and `cancelled` are told of meetings: when one was agreed, and whether it was called off.
    """

    company: Company
    channel: str
    at: datetime
    id: str = ""
    deal_id: str = ""
    service: str = ""
    contact: Contact = Contact()
    owner: Owner = Owner()
    direction: Literal["out", "in"] = "out"
    answered: bool | None = None
    duration_s: int | None = None
    result: str | None = None
    aims_at: FunnelState | None = None
    text: str = ""
    recording: Recording | None = None
    state: FunnelState | None = None
    properties: Properties = field(default_factory=dict)
    booked_at: datetime | None = None
    cancelled: bool | None = None

    @property
    def touch_key(self) -> str:
        """The touch's key in the store."""
        if self.id:
            return self.id
        who = self.contact.id or self.contact.email.casefold() or _folded(self.contact.name)
        told = (
            _company_key(self.company), self.deal_id, _folded(self.service), who,
            self.channel, self.direction, self.at.isoformat(), self.text,
        )  # fmt: skip
        return "~" + digest_of(told)

    @property
    def key(self) -> str:
        """What tells this row from others, across imports."""
        return f"touch:{self.touch_key}"


@dataclass(frozen=True, slots=True)
class TaskRow:
    """A row about something somebody of the team means to do, by a day, with a status of the CRM's."""

    id: str
    subject: str
    status: str
    company: Company = Company()
    deal_id: str = ""
    contact: Contact = Contact()
    owner: Owner = Owner()
    due_on: date | None = None
    done_at: datetime | None = None

    @property
    def key(self) -> str:
        """What tells this row from others, across imports."""
        return f"task:{self.id}"


@dataclass(frozen=True, slots=True)
class PersonRow:
    """A row about somebody of the team; without an e-mail only the properties are kept, for their deals."""

    name: str
    person: Person | None = None
    properties: Properties = field(default_factory=dict)

    @property
    def key(self) -> str:
        """What tells this row from others, across imports."""
        return f"person:{_folded(self.person.email if self.person else self.name)}"


@dataclass(frozen=True, slots=True)
class ServiceRow:
    """A row of the list of services (products): what is known of each goes to its deals."""

    name: str
    properties: Properties = field(default_factory=dict)

    @property
    def key(self) -> str:
        """What tells this row from others, across imports."""
        return f"service:{_folded(self.name)}"


Row = CompanyRow | ContactRow | DealRow | StageRow | TouchRow | TaskRow | PersonRow | ServiceRow


def digest_of(said: object) -> str:
    """A short digest of what a row says; the same words give the same digest in every run."""
    return blake2b(repr(said).encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()


def _short(key: str) -> str:
    """A key that fits into a database's index (PostgreSQL: 2,704 bytes), however long its parts are."""
    return key if len(key) <= _LONGEST_KEY else f"{key[:_LONGEST_KEY]}~{digest_of(key)}"


def _company_key(company: Company) -> str:
    return f"#{company.id}" if company.id else _folded(company.name)


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())
