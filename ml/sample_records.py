"""The values that make up the sample company's history, before they are written as exports."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

from ml.funnel import FunnelState
from ml.records import Role
from ml.sample_names import Industry
from ml.sample_speech import Line


@dataclass(frozen=True)
class Habits:
    """How a rep sells: what differs between good and poor conversations.

    Parameters
    ----------
    asks, shares, connects
        Typical exchanges of understanding, sharing and connecting in a call.
    sets
        How often a next step gets a date, 0 to 1.
    lectures
        How often the sharing becomes a monologue, 0 to 1.
    wait_days
        Typical days between touches where no date was set.
    reliable
        How often a promised date is kept, 0 to 1.
    """

    asks: float
    shares: float
    connects: float
    sets: float
    lectures: float
    wait_days: float
    reliable: float


@dataclass(frozen=True)
class SamplePerson:
    """Somebody of the sample company's sales team."""

    name: str
    email: str
    role: Role
    country: str
    time_zone: str
    habits: Habits | None = None

    @property
    def first(self) -> str:
        """The name that is used on the phone."""
        return self.name.split()[0]


@dataclass(frozen=True)
class SampleContact:
    """A person at a target."""

    id: str
    name: str
    role: str
    email: str
    phone: str
    decides: bool

    @property
    def first(self) -> str:
        """The name that is used on the phone."""
        return self.name.split()[0]


@dataclass(frozen=True)
class SampleTarget:
    """A company that is sold to."""

    id: str
    name: str
    country: str
    city: str
    industry: Industry
    employees: int
    domain: str
    contacts: tuple[SampleContact, ...]


@dataclass(frozen=True)
class SampleTouch:
    """One sales event; `lines` is the transcript where the call was recorded."""

    id: str
    target: SampleTarget
    deal_id: str
    service: str
    contact: SampleContact
    rep: SamplePerson
    channel: str
    direction: str
    at: datetime
    answered: bool | None = None
    duration_s: int | None = None
    status: str = ""
    result: str = ""
    text: str = ""
    lines: tuple[Line, ...] = ()
    existing_client: bool = False


@dataclass(frozen=True)
class SampleStage:
    """A deal entered a stage, through a touch or without one."""

    deal_id: str
    state: FunnelState
    at: datetime
    touch_id: str = ""
    contact_id: str = ""


@dataclass
class SampleDeal:
    """One round of a pursuit, with all that happened in it."""

    id: str
    target: SampleTarget
    service: str
    rep: SamplePerson
    source: str
    entered_at: datetime
    round: int = 1
    state: FunnelState = FunnelState.SALES_TARGET
    closed_at: datetime | None = None
    amount: int = 0
    left_because: str = ""
    temporary: bool | None = None
    look_again_on: date | None = None
    stages: list[SampleStage] = field(default_factory=list)
    touches: list[SampleTouch] = field(default_factory=list)


@dataclass(frozen=True)
class SampleCompany:
    """The whole generated history.

    Parameters
    ----------
    people
        Reps first, then the managers.
    targets
        The companies that are sold to.
    deals
        Every round, in order of its pursuit's making; the rounds of one pursuit follow each other.
    """

    people: tuple[SamplePerson, ...]
    targets: tuple[SampleTarget, ...]
    deals: tuple[SampleDeal, ...]

    @property
    def touches(self) -> list[SampleTouch]:
        """All touches, oldest first."""
        return sorted(
            (touch for deal in self.deals for touch in deal.touches), key=lambda touch: (touch.at, touch.id)
        )
