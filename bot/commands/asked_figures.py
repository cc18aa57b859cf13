"""Whose figures, of which period and service: what is typed after `/metrics` and `/funnel`, and what their buttons carry."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bot.blocks.text_safety import clean
from bot.commands.finding import is_id
from bot.exchange import Desk, Question
from bot.sales_figures import today_of
from ml.errors import BadInput, NotAllowed
from ml.records import Person, Role
from ml.sales_periods import EXAMPLES, NoPeriod, Period, read_period, span

_ME, _TEAM = {"me", "mine", "my", "i"}, {"team", "the team", "all", "everybody", "everyone"}
_QUOTED = re.compile(r'["“”„«]([^"“”„«»]*)["“”»]')
# Of a name, a period of four words and a service; and of a period.
_MOST_WORDS, _LONGEST_PERIOD = 20, 4
_NAMED = 10  # services in a sentence
Whose = Person | None


@dataclass(frozen=True)
class Asked:
    """What is asked for: a person's figures or (None) the team's, of which days, of which service ('' for all)."""

    whose: Whose
    period: Period
    service: str = ""


@dataclass(frozen=True)
class Asking:
    """What the words after a command can mean.

    Parameters
    ----------
    command
        How it is typed.
    asker
        Who typed them.
    today
        In the zone whose days are counted.
    people
        The team.
    services
        Those that can be named; None where the command knows no services.
    """

    command: str
    asker: Person
    today: date
    people: Sequence[Person]
    services: Sequence[str] | None = None

    @classmethod
    def of(
        cls, question: Question, desk: Desk, command: str, services: Sequence[str] | None = None
    ) -> Asking:
        """What this person can ask for now."""
        today, people = today_of(desk.store, question.at), desk.store.people.all()
        return cls(command, question.asker, today, people, services)

    def read(self, text: str) -> Asked:
        """What the words mean: whose, period and service, in any order; without a period this month.

        Nobody named: a rep's own, for everybody else the team's. A service is named by the beginning of it.

        Raises
        ------
        BadInput
            When the words mean none of them, or several.
        NotAllowed
            When a rep names somebody else.
        """
        quoted = _QUOTED.search(text) if self.services is not None else None
        words = (_QUOTED.sub(" ", text, 1) if quoted else text).split()
        for left, period in self._periods(words if len(words) <= _MOST_WORDS else ()):
            for named, service in self._parts(left, quoted[1] if quoted else None):
                people, services = self._fits(named), self._services(service)
                if people and services:
                    return Asked(self._one(people, named), period, _one_service(services, service))
        raise BadInput(self._meaningless(text))

    def _periods(self, words: Sequence[str]) -> Iterator[tuple[Sequence[str], Period]]:
        """The periods that the words can hold, and the other words: one at the end, no period, one elsewhere."""
        count = len(words)
        longest_first = range(min(count, _LONGEST_PERIOD), 0, -1)
        places = [*((count - size, count) for size in longest_first), (count, count)]
        places += [(place, place + size) for size in longest_first for place in range(count - size)]
        for first, end in places:
            try:
                period = read_period(" ".join(words[first:end]), self.today)
            except NoPeriod:
                continue
            yield [*words[:first], *words[end:]], period

    def _parts(self, words: Sequence[str], quoted: str | None) -> Iterator[tuple[str, str]]:
        """Whose, and the service: as many words as possible say whose."""
        if self.services is None or quoted is not None:
            yield " ".join(words), " ".join((quoted or "").split())
            return
        for place in range(len(words), -1, -1):
            yield " ".join(words[:place]), " ".join(words[place:])
            yield " ".join(words[len(words) - place :]), " ".join(words[: len(words) - place])

    def _fits(self, named: str) -> Sequence[Whose]:
        said = named.casefold()
        if said in _TEAM or (not said and self.asker.role is not Role.REP):
            return [None]
        if not said or said in _ME:
            return [self.asker]
        return [person for person in self.people if _is(person, said)]

    def _one(self, fits: Sequence[Whose], named: str) -> Whose:
        if fits[0] is None or [person.id for person in fits if person] == [self.asker.id]:
            return fits[0]
        if self.asker.role is Role.REP:
            raise NotAllowed(
                f"Only a manager can see a colleague's figures; yours are {self.command} me, "
                f"the team's {self.command} team."
            )
        if len(fits) > 1:
            names = ", ".join(f"{one.name} ({one.email})" for one in fits[:5] if one)
            raise BadInput(f"“{clean(named.casefold(), 60)}” fits several: {names}. Type the e-mail address.")
        return fits[0]

    def _services(self, said: str) -> Sequence[str]:
        """Those that are meant: by the whole name, else by the beginning of it."""
        if not said:
            return [""]
        folded = {service: " ".join(service.split()).casefold() for service in self.services or ()}
        whole = [service for service, name in folded.items() if name == said.casefold()]
        exact = [service for service in whole if service == said]
        begun = [service for service, name in folded.items() if name.startswith(said.casefold())]
        return exact or whole or begun

    def _meaningless(self, text: str) -> str:
        typed = clean(text, 60)
        if self.services is None:
            return f"“{typed}” is neither a name nor a period; try me, team, {EXAMPLES}."
        known = f"the services are {_listed(self.services)}" if self.services else "no service is counted yet"
        return f"“{typed}” is neither a name, a period nor a service; try me, team, last month or 2026-Q3; {known}."


def _one_service(fits: Sequence[str], said: str) -> str:
    if len(fits) > 1:
        raise BadInput(f"“{clean(said, 60)}” fits several services: {_listed(fits)}; type more of it.")
    return fits[0]


def _listed(services: Sequence[str]) -> str:
    more = f" and {len(services) - _NAMED} more" if len(services) > _NAMED else ""
    return f"{', '.join(clean(service, 60) for service in services[:_NAMED])}{more}"


def _is(person: Person, said: str) -> bool:
    """Whether this person is meant: by e-mail address, or by the beginning of any of their names."""
    name = person.name.casefold()
    return said == person.email.casefold() or any(part.startswith(said) for part in (name, *name.split()))


# --- what buttons carry ---------------------------------------------------------------------------------------------


def carried(whose: Whose, period: Period) -> dict[str, object]:
    """What a button carries of whose figures it shows, and of which days."""
    return {"of": whose.id if whose else 0, "from": period.first, "to": period.last}


def read_carried(
    given: Mapping[str, str], question: Question, desk: Desk, *, command: str, team_too: bool = False
) -> tuple[Whose, Period]:
    """The same of a button that was clicked; asked again whether this person may.

    Raises
    ------
    BadInput
        When it is not one of ours, or the person is not of the team any more.
    NotAllowed
        When a rep asks for somebody else's; for the team's, unless `team_too`.
    """
    try:
        period = span(date.fromisoformat(given["from"]), date.fromisoformat(given["to"]))
        person_id = int(given["of"]) if is_id(given["of"]) else None
    except (KeyError, ValueError):
        person_id = None
    if person_id is None:
        raise BadInput(f"That button is from an older version; please type {command} again.")
    allowed = {question.asker.id, 0} if team_too else {question.asker.id}
    if question.asker.role is Role.REP and person_id not in allowed:
        raise NotAllowed(f"Only a manager can open or export that; yours is at {command} me.")
    whose = desk.store.people.by_id(person_id) if person_id else None
    if person_id and whose is None:
        raise BadInput(f"That person is not of the team any more; please type {command} again.")
    return whose, period
