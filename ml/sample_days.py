"""How the sample company's history goes on, day by day: what a sandbox lives through when its clock is moved."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time

from ml.funnel import CLOSED
from ml.sample_company import sample_company
from ml.sample_records import SampleCompany, SampleDeal

# A round is the same in both histories when its company, its service and its number are.
_Key = tuple[str, str, int]


@dataclass(frozen=True)
class SampleDays:
    """The sample company as it was made, and the rounds in which more happens afterwards.

    Parameters
    ----------
    company
        As it was when it was made.
    later
        Rounds with all that happens in them until the end, under the ids that they have in `company`; rounds
        that begin later have ids of their own.
    """

    company: SampleCompany
    later: tuple[SampleDeal, ...]

    def between(self, after: datetime, upto: datetime) -> SampleCompany:
        """What happened after the one moment, up to and with the other, as a company of its own."""
        deals = tuple(cut for deal in self.later for cut in _cut(deal, after, upto))
        targets = {deal.target.id: deal.target for deal in deals}
        return SampleCompany(self.company.people, tuple(targets.values()), deals)


def sample_days(*, seed: int = 7, until: date, ends: date, pursuits: int = 2500) -> SampleDays:
    """The history that ends before `until`, and how it goes on before `ends`; the same arguments give the same."""
    company = sample_company(seed=seed, until=until, pursuits=pursuits)
    going_on = sample_company(seed=seed, until=until, pursuits=pursuits, ends=ends)
    made_at = datetime.combine(until, time(), UTC)
    return SampleDays(company, tuple(_later(company.deals, going_on.deals, made_at)))


def _later(
    made: Iterable[SampleDeal], going_on: Iterable[SampleDeal], made_at: datetime
) -> Iterator[SampleDeal]:
    known = {_key(deal): deal for deal in made}
    begun = 0
    for deal in going_on:
        before = known.get(_key(deal))
        if before is None and deal.entered_at >= made_at:
            begun += 1
            yield _called(deal, f"N{begun:05}")
        elif before is not None and before.state not in CLOSED and _goes_on(before, deal, made_at):
            yield _called(deal, before.id)


def _key(deal: SampleDeal) -> _Key:
    return (deal.target.id, deal.service, deal.round)


def _goes_on(before: SampleDeal, after: SampleDeal, made_at: datetime) -> bool:
    """Whether the longer history begins as the shorter one is."""
    earlier = [touch.at for touch in after.touches if touch.at < made_at]
    same = earlier == [touch.at for touch in before.touches] and before.rep == after.rep
    return same and before.entered_at == after.entered_at and len(after.touches) > len(before.touches)


def _called(deal: SampleDeal, name: str) -> SampleDeal:
    """The round under this id, which all that happened in it carries."""
    was = deal.id
    return replace(
        deal,
        id=name,
        stages=[
            replace(stage, deal_id=name, touch_id=stage.touch_id.replace(was, name, 1))
            for stage in deal.stages
        ],
        touches=[replace(touch, deal_id=name, id=touch.id.replace(was, name, 1)) for touch in deal.touches],
    )


def _cut(deal: SampleDeal, after: datetime, upto: datetime) -> Iterator[SampleDeal]:
    """The round as it stood at `upto`, with what happened since `after`; nothing where nothing happened."""
    stages = [stage for stage in deal.stages if after < stage.at <= upto]
    touches = [touch for touch in deal.touches if after < touch.at <= upto]
    if not stages and not touches:
        return
    state = [stage.state for stage in deal.stages if stage.at <= upto][-1]
    stood = replace(deal, state=state, stages=stages, touches=touches)
    if state in CLOSED:
        yield stood
    else:
        yield replace(stood, closed_at=None, amount=0, left_because="", temporary=None, look_again_on=None)
