"""Frozen values that cross folders: what the store returns, the models make and the cards show."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Literal

from ml.funnel import FunnelState


class Role(StrEnum):
    """What a person of the team may see."""

    REP = "rep"
    MANAGER = "manager"
    ADMIN = "admin"


@dataclass(frozen=True)
class Person:
    """Somebody of the sales team: a Slack user, and an owner in the CRM."""

    email: str
    name: str
    role: Role = Role.REP
    time_zone: str = "UTC"
    slack_id: str | None = None
    id: int = 0


class ScoreLevel(StrEnum):
    """How much a score may claim."""

    FULL = "full"  # at least 40 won and 40 lost
    SHRUNK = "shrunk"  # from 10 won and 10 lost: drawn towards the base rate
    BASE_RATE = "base_rate"  # below that: the base rate only
    NO_SIGNAL = "no_signal"  # enough data, and it does not tell winners from losers


# The text of the reason that sums up all those too weak to be named; it is listed last.
EVERYTHING_ELSE = "everything else"


@dataclass(frozen=True)
class Reason:
    """Why a chance is higher or lower: signed percentage points and a rep's words."""

    points: float
    text: str


@dataclass(frozen=True)
class SimilarWin:
    """A won pursuit that looked alike while it was open: which, whose, and in how many days it was won, where known."""

    pursuit_id: int
    company: str
    service: str
    owner_id: int | None = None
    days: int | None = None


@dataclass(frozen=True)
class LeadScore:
    """What the models say of one pursuit, all chances between 0 and 1.

    Parameters
    ----------
    pursuit_id
        The pursuit.
    as_of
        The moment the features look back from (UTC).
    model_version
        Which trained models; '' where none was (base rate only).
    level
        How much the score may claim.
    win, win_low, win_high
        Chance that the open round is won, with its 80 % interval.
    like
        How many closed rounds stand behind the interval: those scored like this one.
    like_won
        How many of them were won.
    base_rate
        Share won over all closed rounds; `win` equals it below the floors.
    won, lost
        How many closed rounds the model learned from, won and lost.
    next_state, next_chance, next_days
        The next typical step, the chance that it is taken within `next_days` days.
    days, days_low, days_high
        Expected days until the close from now, with an 80 % interval; None where it cannot be told.
    days_from_median
        The expectation is the plain median, since no model beat it.
    reasons
        The three strongest reasons each way for `win`, strongest first, and `EVERYTHING_ELSE` last; their
        points add up to 100 × (win − base_rate).
    raise_most
        The one actionable change that would raise the chance most, if any.
    raise_too
        Up to two further ones; their points are estimates.
    won_alike
        Up to three won pursuits that looked like this one, the most alike first.
    """

    pursuit_id: int
    as_of: datetime
    model_version: str
    level: ScoreLevel
    win: float
    win_low: float
    win_high: float
    like: int
    like_won: int
    base_rate: float
    won: int
    lost: int
    next_state: FunnelState | None = None
    next_chance: float | None = None
    next_days: int = 30
    days: float | None = None
    days_low: float | None = None
    days_high: float | None = None
    days_from_median: bool = False
    reasons: tuple[Reason, ...] = ()
    raise_most: Reason | None = None
    raise_too: tuple[Reason, ...] = ()
    won_alike: tuple[SimilarWin, ...] = ()

    @property
    def score(self) -> int:
        """The score that lists show: 100 × the chance of winning, rounded."""
        return round(100 * self.win)


@dataclass(frozen=True)
class TouchLine:
    """One touch as a card names it."""

    channel: str
    at: datetime
    direction: str = "out"
    duration_s: int | None = None
    with_whom: str = ""
    quote: str = ""


@dataclass(frozen=True)
class LeadCard:
    """All that `/lead` shows of one pursuit, read in one go."""

    pursuit_id: int
    company: str
    service: str
    state: FunnelState
    cycle: int
    owner_id: int | None
    owner: str
    score: LeadScore | None = None
    previous_win: float | None = None
    previous_at: datetime | None = None
    last_touch: TouchLine | None = None
    next_step: str = ""
    next_step_due: date | None = None
    left_because: str = ""
    look_again_on: date | None = None
    irregular_moves: int = 0
    data_as_of: datetime | None = None
    other_services: tuple[tuple[int, str, FunnelState], ...] = ()
    company_id: int = 0
    trend: tuple[tuple[date, float], ...] = ()  # the days on which the chance moved, the newest first
    crm_company: str = ""  # its id in the CRM, where the CRM gave it one

    @property
    def title(self) -> str:
        """The company and what it is about."""
        return f"{self.company} · {self.service}" if self.service.strip() else self.company


@dataclass(frozen=True)
class CompanyHit:
    """A company that fits what was typed, with its most interesting pursuit.

    `open_to_asker` is left to the bot's visibility rule; `matched` says what fitted (the company's or a
    contact's name).
    """

    company_id: int
    company: str
    matched: str
    pursuit_id: int
    service: str
    state: FunnelState
    owner_id: int | None
    owner: str
    win: float | None = None


@dataclass(frozen=True)
class NameMatches:
    """What a typed name found: companies that fit, or, when none does, the nearest ones."""

    fits: tuple[CompanyHit, ...] = ()
    nearest: tuple[CompanyHit, ...] = ()


@dataclass(frozen=True)
class QueueRow:
    """One row of `/leads`: a pursuit worth a conversation, and why now."""

    pursuit_id: int
    company: str
    service: str
    state: FunnelState
    owner_id: int | None
    owner: str
    win: float | None
    level: ScoreLevel | None
    change: float | None
    last_touch_at: datetime | None
    next_step_due: date | None
    why: str = ""


SuggestionKind = Literal[
    "lead", "leads", "recap", "brief", "pitch", "retarget", "reminder", "model", "metrics", "funnel"
]


@dataclass(frozen=True)
class Suggestion:
    """Anything the bot said that can be rated; saved before it is shown.

    Parameters
    ----------
    id
        Unguessable text; travels in the `value` of the feedback buttons.
    kind
        What it was.
    person_id
        Who was told.
    said_at
        When (UTC).
    pursuit_id
        Which pursuit it is about, where it is about one.
    model_version, win
        Which model spoke and what it said: a later outcome judges it.
    request_key
        Slack's trigger or event id: the same request answered twice is one suggestion.
    channel, ts
        The real message it was said in, where there is one: emoji ratings are joined by these.
    """

    id: str
    kind: SuggestionKind
    person_id: int
    said_at: datetime
    pursuit_id: int | None = None
    model_version: str = ""
    win: float | None = None
    request_key: str | None = None
    channel: str | None = None
    ts: str | None = None


Vote = Literal["up", "down"]


@dataclass(frozen=True)
class RatingEvent:
    """One thumb, by button or emoji, given or taken back.

    Parameters
    ----------
    suggestion_id, person_id
        Which suggestion, whose vote; there is one current vote per pair: of what stands, that given last.
    vote
        'up' or 'down'; None takes back what the buttons, or this emoji, said before.
    at
        When it happened by Slack's clock (UTC).
    source
        'button' or 'emoji'.
    event_key
        Slack's id of the click or reaction: delivered twice, it counts once.
    reason
        The rep's words after a thumb down.
    emoji
        Which emoji was put on or taken off, with its skin: each stands by itself until it is taken off. '' for the
        buttons.
    """

    suggestion_id: str
    person_id: int
    vote: Vote | None
    at: datetime
    source: Literal["button", "emoji"]
    event_key: str
    reason: str = ""
    emoji: str = ""


@dataclass(frozen=True)
class ModelRecord:
    """One trained model as the store knows it: which question, which file, how good.

    `file` is '' once the file was removed; `waiting` is a model that speaks only with a manager's word.
    """

    question: str
    version: str
    trained_at: datetime
    file: str
    report: dict[str, Any] = field(default_factory=dict)
    current: bool = True
    waiting: bool = False
