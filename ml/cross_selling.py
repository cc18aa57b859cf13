"""Cross-selling: which clients may be offered which further service, and how many clients like them have it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from ml.funnel import LOST, WON, FunnelState
from ml.offer_match import for_service, words_met
from ml.records import ScoreLevel
from ml.spoken_text import REP, sentences

if TYPE_CHECKING:
    from ml.dossier import Conversation
    from ml.offer import Capability

RESTS = timedelta(days=180)  # after they left for good, or nobody said for how long
FEWEST_ALIKE = 10  # other clients; of fewer nothing is said
FEWEST_PAST = 20  # past offers to clients that were won, and as many that were lost
_DRAWN_BY = 10  # a share among few clients is drawn to that of all as if by so many
_FEWEST_LETTERS = 12  # of a sentence that says something


@dataclass(frozen=True, slots=True)
class ClientPursuit:
    """One pursuit of a client: which service, where it stands, and how its latest round ended.

    Parameters
    ----------
    id, service, state, owner_id
        Which; `owner_id` None where nobody of the team owns it.
    cycle
        Which cycle its latest round began.
    closed_at
        When that round was won or lost; None where it is not known.
    look_again_on
        Of one that left for a while: when to look again.
    """

    id: int
    service: str
    state: FunnelState
    owner_id: int | None = None
    cycle: int = 1
    closed_at: datetime | None = None
    look_again_on: date | None = None

    def may_begin_again(self, on: date) -> bool:
        """Whether one that left may be offered again: its day has come, or else 180 days have passed."""
        if self.look_again_on is not None:
            return self.look_again_on <= on
        return self.closed_at is not None and self.closed_at.date() + RESTS <= on


@dataclass(frozen=True, slots=True)
class Client:
    """A company that bought something, with all its pursuits.

    Parameters
    ----------
    company_id
        Which company.
    size, industry
        Its class of head counts and its industry; '' where not known.
    pursuits
        Whatever their state.
    opted_out
        Whether none of its contacts wants to hear from us.
    """

    company_id: int
    size: str
    industry: str
    pursuits: tuple[ClientPursuit, ...]
    opted_out: bool = False

    @property
    def bought(self) -> list[ClientPursuit]:
        """What it has, the latest bought first; what was bought at an unknown time comes last."""
        won = [one for one in self.pursuits if one.state is WON]
        return sorted(won, key=lambda one: (-one.closed_at.timestamp() if one.closed_at else 0.0, one.id))


@dataclass(frozen=True, slots=True)
class Alike:
    """Of other clients that have the same service, how many have the one in question too.

    Parameters
    ----------
    number, of
        How many of how many; 0 of 0 where there are too few to say.
    among
        What makes them alike: 'of its size (50–199 people)', 'in Retail', '' for all.
    share
        What clients are ranked by: the share, drawn to that of all clients where there are few; 0 to 1.
    """

    number: int
    of: int
    among: str
    share: float


@dataclass(frozen=True, slots=True)
class Candidate:
    """A client and a service that it does not have.

    Parameters
    ----------
    company_id, service
        Whom to offer what.
    client
        The pursuit that makes the company a client: of several the latest won.
    alike
        How many clients like it have that service.
    again
        The pursuit for that service that was lost before; None where there was none.
    """

    company_id: int
    service: str
    client: ClientPursuit
    alike: Alike
    again: ClientPursuit | None = None


@dataclass(frozen=True, slots=True)
class CrossSellOffer:
    """A candidate as it is kept: `win` is the chance that a new pursuit begun now would be won, 0 to 1."""

    company_id: int
    service: str
    pursuit_id: int
    owner_id: int | None
    win: float
    level: ScoreLevel
    alike: float
    reasons: tuple[str, ...]
    model_version: str
    as_of: datetime


@dataclass(frozen=True, slots=True)
class CrossSellRow:
    """A candidate as it is shown.

    Parameters
    ----------
    pursuit_id
        The client's pursuit, which opens.
    company_id, company, service, has
        Who, what they lack, and what they have.
    owner
        Who owns the client's pursuit; '' for nobody.
    win, level
        The chance of a new pursuit, and how much it may claim.
    reasons
        In a rep's words, with counts.
    """

    pursuit_id: int
    company_id: int
    company: str
    service: str
    has: tuple[str, ...]
    owner: str
    win: float
    level: ScoreLevel
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class PastOffers:
    """How well the win model ranked past offers of a further service to clients, which it had not learned from.

    Parameters
    ----------
    won, lost
        How many of them ended so.
    auc, low, high
        Share of pairs of a won and a lost one that it put in the right order, with its 95 % interval; None where
        there are fewer than `FEWEST_PAST` of an outcome.
    """

    won: int = 0
    lost: int = 0
    auc: float | None = None
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True)
class CrossSellState:
    """What the job remembers of its last run, for all who show the list.

    Parameters
    ----------
    at
        When it ran (UTC).
    services
        Those that have a client, by name.
    level, base_rate, won, lost
        How much the chances may claim, and the closed rounds behind them.
    past
        How past offers to clients were ranked; None where there is no model to check.
    """

    at: datetime
    services: tuple[str, ...]
    level: ScoreLevel
    base_rate: float
    won: int
    lost: int
    past: PastOffers | None = None

    @classmethod
    def read(cls, told: Mapping[str, Any] | None) -> CrossSellState | None:
        """From what the job wrote down; None before its first run."""
        if not told:
            return None
        return cls(
            datetime.fromisoformat(told["at"]),
            tuple(told["services"]),
            ScoreLevel(told["level"]),
            told["base_rate"],
            told["won"],
            told["lost"],
            PastOffers(**told["past"]) if told["past"] else None,
        )


def by_model(level: ScoreLevel) -> bool:
    """Whether the chances differ by what the model knows, so that they rank."""
    return level in {ScoreLevel.FULL, ScoreLevel.SHRUNK}


class Bought:
    """How many clients have which service, and which two, by what they have in common."""

    def __init__(self, clients: Iterable[Client]) -> None:
        self._one = Counter[tuple[str, str]]()
        self._both = Counter[tuple[str, str, str]]()
        for client in clients:
            has = {one.service for one in client.bought}
            for group in ("", *_groups(client).values()):
                self._one.update((group, service) for service in has)
                self._both.update((group, one, other) for one in has for other in has if one != other)

    @property
    def services(self) -> list[str]:
        """Those that have a client, by name."""
        return sorted({service for _, service in self._one if service.strip()}, key=str.casefold)

    def alike(self, client: Client, has: str, service: str) -> Alike:
        """Other clients that have `has`: of its size, else of its industry, else all, as soon as there are enough."""
        among, key = "", ""
        for words, group in _groups(client).items():
            if self._others(group, has) >= FEWEST_ALIKE:
                among, key = words, group
                break
        number, of, every = self._both[key, has, service], self._others(key, has), self._others("", has)
        usual = self._both["", has, service] / every if every else 0.0
        share = (number + _DRAWN_BY * usual) / (of + _DRAWN_BY)
        enough = of >= FEWEST_ALIKE
        return Alike(number if enough else 0, of if enough else 0, among, round(share, 6))

    def _others(self, group: str, has: str) -> int:
        """Without the client itself."""
        return max(0, self._one[group, has] - 1)


def _groups(client: Client) -> dict[str, str]:
    """What a client may have in common with others, the nearest first: the words and the key."""
    size = {f"of its size ({client.size} people)": f"size:{client.size}"} if client.size else {}
    return size | ({f"in {client.industry}": f"industry:{client.industry}"} if client.industry else {})


def candidates(clients: Sequence[Client], bought: Bought, on: date) -> Iterator[Candidate]:
    """Each client with each service that somebody bought and it has no open, won or lately lost pursuit for.

    Left out are clients whose contacts all opted out, and those of which nobody knows what they bought.
    """
    services = bought.services
    for client in clients:
        won = client.bought
        if client.opted_out or not won or not all(one.service.strip() for one in won):
            continue
        tried = {one.service: one for one in client.pursuits}
        for service in services:
            earlier = tried.get(service)
            if earlier is None or (earlier.state is LOST and earlier.may_begin_again(on)):
                alike = bought.alike(client, won[0].service, service)
                yield Candidate(client.company_id, service, won[0], alike, earlier)


def reasons_of(candidate: Candidate, told: Sequence[str], since: str) -> tuple[str, ...]:
    """Why this client: since when it is one, how many like it have the service, what the model says.

    Parameters
    ----------
    candidate
        The client and the service.
    told
        What the model says, in words; may be empty.
    since
        The day on which it became a client, in words; '' where it is not known.
    """
    has, alike, again = candidate.client.service, candidate.alike, candidate.again
    words = [f"client of {has} since {since}" if since else f"client of {has}"]
    if alike.of:
        among = f" {alike.among}" if alike.among else ""
        words.append(
            f"{alike.number} of {alike.of} other clients{among} that have {has} also have {candidate.service}"
        )
    words += [f"said no to {candidate.service} before"] * (again is not None)
    return (*words, *told)


def words_of_service(service: str, capabilities: Iterable[Capability]) -> tuple[str, ...]:
    """The words that touch a service: its name, and those of the needs that it alone meets, as the admin wrote them down."""
    own = [one for one in for_service(capabilities, service) if one.services]
    return (service, *(word for one in own for word in one.meets))


def said_about(talks: Iterable[Conversation], meets: Sequence[str]) -> tuple[datetime, str] | None:
    """The newest sentence of theirs that touches a service, and when they said it; talks come the latest first."""
    for talk in talks:
        for utterance in reversed(talk.utterances):
            if utterance.role == REP:
                continue
            told = [one for one in sentences(utterance.text) if len(one) >= _FEWEST_LETTERS]
            for sentence in reversed(told):
                if words_met(sentence, meets):
                    return talk.at, sentence
    return None
