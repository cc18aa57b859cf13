"""What may be said to a lead: facts with source and date, and what is not known yet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from ml.cuss import Move
from ml.funnel import FunnelState

STALE_DAYS = 90


class FactKind(StrEnum):
    """What a fact is about."""

    # who
    PERSON = "person"  # whom we talk to: value is the name as one addresses them
    ROLE = "role"
    COMPANY = "company"
    INDUSTRY = "industry"
    COUNTRY = "country"
    EMPLOYEES = "employees"  # value is the number alone: '320'
    # what they said (value: the sentence, verbatim)
    RAPPORT = "rapport"
    GOAL = "goal"
    PAIN = "pain"
    CRITERION = "criterion"
    DECIDER = "decider"
    PROCESS = "process"
    OBJECTION = "objection"
    VENDOR = "vendor"  # what they use today
    BUDGET = "budget"
    TIMELINE = "timeline"
    # what was agreed, and when we last spoke
    PROMISE = "promise"  # of either side; value: the sentence; date: when it was said
    TOUCH = "touch"  # value: 'call of 11 Nov'
    # ours
    SELLER = "seller"  # our company's name
    REP = "rep"  # who writes
    SERVICE = "service"  # what this pursuit is about
    CAPABILITY = "capability"  # from the offer table
    PROOF = "proof"  # a case, from the offer table
    PRICE = "price"
    TIME = "time"  # a slot that may be proposed: 'Thu 26 Nov, 10:00'
    WORKED = "worked"  # a sentence of an earlier call that led on


# The slots that become Understanding questions where they are empty, most wanted first.
WANTED = (
    FactKind.PAIN,
    FactKind.EMPLOYEES,
    FactKind.VENDOR,
    FactKind.DECIDER,
    FactKind.TIMELINE,
    FactKind.BUDGET,
    FactKind.GOAL,
    FactKind.CRITERION,
    FactKind.PROCESS,
)


@dataclass(frozen=True)
class Fact:
    """One fact.

    Parameters
    ----------
    id
        Short and unique on its sheet: 'f1', 'f2', …
    kind
        What it is about.
    value
        What a draft may say of it, word for word; hostile text like everything from outside.
    source
        Where it is from, in a rep's words: 'call of 11 Nov, 03:12', 'HubSpot', 'offer table', 'case library'.
    dated
        When it was true or said; None for what does not age.
    speaker
        Who said it ('rep', 'prospect', ''), for quoted sentences.
    due
        Until when it was promised; None for everything but promises with a date.
    """

    id: str
    kind: FactKind
    value: str
    source: str
    dated: date | None = None
    speaker: str = ""
    due: date | None = None

    @property
    def text(self) -> str:
        """The fact as the evidence list shows it: kind and value."""
        return f"{self.kind.value}: {self.value}"

    def age_days(self, on: date) -> int | None:
        """How old it is on a day; None where it does not age."""
        return (on - self.dated).days if self.dated else None

    def is_stale(self, on: date) -> bool:
        """Whether it is older than 90 days."""
        age = self.age_days(on)
        return age is not None and age > STALE_DAYS


@dataclass(frozen=True)
class Pairing:
    """What of the offer meets which need: ids of a pain (or '' for any), a capability, and a proof (or '')."""

    pain: str
    capability: str
    proof: str = ""


@dataclass(frozen=True)
class WorkedLine:
    """A sentence of an earlier call of the team that led on, fit for reuse: names nobody, states no number.

    Parameters
    ----------
    move, text
        Which move it makes, and the seller's sentence, verbatim.
    call
        Which call it comes from, in a rep's words: 'call of 3 Mar with Bistro Group'.
    touch_id
        That call.
    led_on, calls
        In how many of how many such calls a step forward followed.
    owner_id
        Whose pursuit that call was of, for who may read it.
    """

    move: Move
    text: str
    call: str
    touch_id: int
    led_on: int
    calls: int
    owner_id: int | None = None


@dataclass(frozen=True)
class FactSheet:
    """All that a writer may know; nothing else may be in a draft.

    Parameters
    ----------
    facts
        The facts; their ids are unique.
    unknowns
        Which of `WANTED` nobody knows, most wanted first.
    on
        The day the draft is for.
    state
        Where the pursuit stands; steers the ask, never said.
    language
        'en', 'ms' or 'id': in which language the target is greeted, where the CRM says it.
    pairings
        Which capabilities meet which of their pains.
    worked
        Sentences that led on in calls like this one, best first; also facts of kind `WORKED`.
    """

    facts: tuple[Fact, ...]
    unknowns: tuple[FactKind, ...]
    on: date
    state: FunnelState
    language: str = "en"
    pairings: tuple[Pairing, ...] = ()
    worked: tuple[WorkedLine, ...] = ()

    def of(self, *kinds: FactKind) -> Iterator[Fact]:
        """The facts of these kinds, in the sheet's order."""
        return (fact for fact in self.facts if fact.kind in kinds)

    def first(self, *kinds: FactKind) -> Fact | None:
        """The first fact of these kinds."""
        return next(self.of(*kinds), None)

    def cited(self, ids: Iterable[str]) -> tuple[Fact, ...]:
        """The facts with these ids; ids that are not there are passed over."""
        wanted = set(ids)
        return tuple(fact for fact in self.facts if fact.id in wanted)
