"""A generated company with known causes: the demo's data, and the ground truth that tests recover.

Everything follows from a seed and the day at which the history ends; `docs/sample-company.md` tells what was
planted, `ml.sample_causes` holds it as data.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import NamedTuple

from ml.funnel import FunnelState
from ml.sample_acme import acme
from ml.sample_causes import EFFECT, SOURCE_WORTH
from ml.sample_names import EXISTING_CLIENT, INDUSTRIES, SERVICES, SINGAPORE, SOURCES
from ml.sample_records import SampleCompany, SampleDeal, SamplePerson, SampleTarget
from ml.sample_round import Round
from ml.sample_targets import fit_of, make_target, make_targets, numbered, sales_team

DAYS_OF_HISTORY = 730
SHARE_OF_COMPANIES = 0.78  # of pursuits; the other pursuits are for a further service
WANTS_ANOTHER_SERVICE, COMES_BACK = 0.55, 0.6
RESOLVED = 0.6  # what was in the way is out of the way: interest at the next round
GROWTH = 0.9  # below 1: a little more business each year
BASE_INTEREST, TEMPERAMENT = -1.3, 0.5
SOURCE_SHARES = (0.13, 0.22, 0.15, 0.28, 0.22)

# What the demo names: three that answer to “metro”, each standing somewhere else.
_NAMED = (
    ("Metro Foods", "Food & beverage", "Rostering", 0, FunnelState.HOT_LEAD),
    ("Metro Gas", "Logistics", "Time Clock", 0, FunnelState.CLIENT),
    ("Metropolis Gym", "Fitness", "Payroll", 1, FunnelState.COLD_LEAD),
)


def sample_company(
    *, seed: int = 7, until: date, pursuits: int = 2500, ends: date | None = None
) -> SampleCompany:
    """The whole history; the same seed and day give the same company.

    Parameters
    ----------
    seed
        Any number.
    until
        The history ends before this day begins (UTC).
    pursuits
        How many companies-for-one-service; at least 10.
    ends
        Where it goes on after `until`, the day before which it ends: nearly all pursuits are as they are without
        it, and go on from there (`ml.sample_days`).
    """
    return _History(seed, until, pursuits, ends or until).made()


def dice_for(seed: int, *what: object) -> Random:
    """The dice of one part of the history: parts do not disturb each other."""
    return Random("/".join(map(str, (seed, *what))))  # noqa: S311 - a sample, not a secret


class Opening(NamedTuple):
    """How a pursuit begins; without a rep, one of the target's country takes it."""

    target: SampleTarget
    service: str
    source: str
    entered_at: datetime
    rep: SamplePerson | None = None


class _History:
    def __init__(self, seed: int, until: date, pursuits: int, ends: date) -> None:
        self.seed, self.pursuits = seed, pursuits
        self.until, self.ends = (datetime.combine(day, time(), UTC) for day in (until, ends))
        self.team = sales_team()
        self.reps = [person for person in self.team if person.habits]
        self.taken = set[tuple[str, str]]()

    def made(self) -> SampleCompany:
        deals = list[SampleDeal]()
        scripted = acme(self.reps[0], self.until)
        named = [numbered(target, number) for number, target in enumerate(self._named_targets(), 2)]
        self._keep([[scripted], *map(self._named, named, _NAMED)], deals)
        made = make_targets(round(self.pursuits * SHARE_OF_COMPANIES), dice_for(self.seed, "targets"))
        others = [numbered(target, number) for number, target in enumerate(made, 2 + len(named))]
        self._keep(map(self._pursue, map(self._first, others)), deals)
        self._keep(map(self._pursue, self._for_clients(deals)), deals)
        self._keep(map(self._pursue, self._further(others)), deals)
        return SampleCompany(self.team, (scripted.target, *named, *others), _numbered(deals))

    def _keep(self, pursuits: Iterable[list[SampleDeal]], deals: list[SampleDeal]) -> None:
        """Collect pursuits, each a list of its rounds, until there are enough."""
        for rounds in pursuits:
            if len(self.taken) >= self.pursuits:
                return
            self.taken.add((rounds[0].target.id, rounds[0].service))
            deals += rounds

    # --- pursuits ----------------------------------------------------------------------------------------

    def _first(self, target: SampleTarget) -> Opening:
        dice = dice_for(self.seed, target.name)
        service = dice.choices(SERVICES, [2 ** (2 * fit_of(target, each)) for each in SERVICES])[0]
        source = dice.choices(SOURCES, SOURCE_SHARES)[0]
        return Opening(target, service, source, self._some_day(dice))

    def _for_clients(self, deals: list[SampleDeal]) -> Iterator[Opening]:
        """A client of one service becomes a target for another."""
        for deal in list(deals[1 + len(_NAMED) :]):
            dice = dice_for(self.seed, "another service", deal.target.name)
            wanted = next((each for each in SERVICES if (deal.target.id, each) not in self.taken), None)
            if deal.state is not FunnelState.CLIENT or not deal.closed_at or not wanted:
                continue
            day = deal.closed_at + timedelta(days=dice.randint(20, 150))
            if dice.random() < WANTS_ANOTHER_SERVICE and day < self.ends:
                yield Opening(deal.target, wanted, EXISTING_CLIENT, day, deal.rep)

    def _further(self, targets: list[SampleTarget]) -> Iterator[Opening]:
        """Other services offered to anybody, until there are enough pursuits."""
        dice = dice_for(self.seed, "further")
        while True:
            target, service = dice.choice(targets), dice.choice(SERVICES)
            if (target.id, service) not in self.taken:
                yield Opening(target, service, dice.choice(SOURCES[3:]), self._some_day(dice))

    def _pursue(self, opening: Opening) -> list[SampleDeal]:
        """All rounds of one pursuit: who left for a while is looked at again."""
        target, service = opening.target, opening.service
        dice = dice_for(self.seed, target.name, service)
        rep = opening.rep or dice.choice([each for each in self.reps if each.country == target.country])
        entered_at, interest = opening.entered_at, _first_interest(opening) + dice.gauss(0, TEMPERAMENT)
        rounds = list[SampleDeal]()
        while True:
            deal = SampleDeal("", target, service, rep, opening.source, entered_at, round=len(rounds) + 1)
            rounds.append(Round(deal, interest, self.ends, dice).play())
            again = _look_again(rounds[-1])
            if again is None or again >= self.ends or dice.random() > COMES_BACK:
                return rounds
            entered_at, interest = again, interest + RESOLVED

    def _some_day(self, dice: Random) -> datetime:
        days_ago = DAYS_OF_HISTORY * (1 - dice.random() ** GROWTH)
        day = self.until - timedelta(days=1 + int(days_ago))
        return day.replace(hour=dice.randint(1, 9), minute=dice.randrange(60), second=dice.randrange(60))

    # --- the companies the demo names -----------------------------------------------------------------------

    def _named_targets(self) -> list[SampleTarget]:
        industry = {each.name: each for each in INDUSTRIES}
        return [
            make_target(name, SINGAPORE, industry[line], dice_for(self.seed, name))
            for name, line, *_ in _NAMED
        ]

    def _named(
        self, target: SampleTarget, wanted: tuple[str, str, str, int, FunnelState]
    ) -> list[SampleDeal]:
        """Lives of this pursuit until one ends where the demo wants it."""
        _, _, service, rep, state = wanted
        for life in range(500):
            dice = dice_for(self.seed, target.name, life)
            entered_at = self.until - timedelta(days=dice.randint(40, 120), hours=dice.randint(1, 9))
            deal = SampleDeal("", target, service, self.reps[rep], "Referral", entered_at)
            if Round(deal, dice.uniform(-0.5, 1.5), self.until, dice).play().state is state:
                return [deal]
        raise AssertionError(f"{target.name} never became {state}")


def _first_interest(opening: Opening) -> float:
    fit, worth = fit_of(opening.target, opening.service), SOURCE_WORTH[opening.source]
    return BASE_INTEREST + EFFECT["fit"] * fit + EFFECT["source"] * worth


def _look_again(deal: SampleDeal) -> datetime | None:
    """When a pursuit that left for a while is opened again."""
    return datetime.combine(deal.look_again_on, time(2, 15), UTC) if deal.look_again_on else None


def _numbered(deals: list[SampleDeal]) -> tuple[SampleDeal, ...]:
    """Deals with their ids, which all that happened in them carries."""
    since = _clients_since(deals)
    for number, deal in enumerate(deals, 1):
        deal.id = f"D{number:05}"
        deal.stages = [
            replace(stage, deal_id=deal.id, touch_id=stage.touch_id and f"{deal.id}{stage.touch_id}")
            for stage in deal.stages
        ]
        client = since.get(deal.target.id, datetime.max.replace(tzinfo=UTC))
        deal.touches = [
            replace(touch, deal_id=deal.id, id=f"{deal.id}{touch.id}", existing_client=touch.at > client)
            for touch in deal.touches
        ]
    return tuple(deals)


def _clients_since(deals: list[SampleDeal]) -> dict[str, datetime]:
    """When each company first bought anything."""
    bought = [
        (deal.closed_at, deal.target.id)
        for deal in deals
        if deal.state is FunnelState.CLIENT and deal.closed_at
    ]
    return {target_id: at for at, target_id in sorted(bought, reverse=True)}
