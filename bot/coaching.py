"""What the coaching view shows to somebody: a rep their own figures, calls and promises, a manager everybody's."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from jobs.coaching import COACHED
from ml.coaching import NOBODY, TEAM, CoachingPage, RepCoaching, Windows, by_window, followed, rep_coaching
from ml.records import Person, Role

if TYPE_CHECKING:
    from integrations.store import Store

_NOBODY = "Not of the team"


def coaching_page(store: Store, person: Person, now: datetime) -> CoachingPage:
    """What a person may see, read from what the job “coaching” kept; empty before it ran first."""
    told = store.facts.get(COACHED, None)
    if told is None:
        return CoachingPage()
    mine = person.id if person.role is Role.REP else None
    on = date.fromisoformat(told["on"])
    counted = by_window(store.coaching.tallies(mine))
    shown = [person] if mine is not None else store.people.all()
    former = {} if mine is not None else store.coaching.former()
    every = [rep_coaching(rep, counted, on) for rep in _people(shown, former, counted)]
    sell = {one.id for one in shown if one.role is Role.REP}
    reps = [rep for rep in every if rep.talks or rep.overdue or rep.owner_id in sell]
    return CoachingPage(
        reps=reps,
        team=rep_coaching(RepCoaching(TEAM, "The team"), counted, on),
        followed=followed(counted, on),
        calls=store.coaching.calls(mine),
        promises=store.coaching.oldest_promises(rep.owner_id for rep in reps if rep.overdue),
        on=on,
        today=now.astimezone(ZoneInfo(told["zone"])).date(),
        counted_at=datetime.fromisoformat(told["at"]),
        zone=told["zone"],
    )


def _people(shown: Iterable[Person], former: dict[int, str], counted: Windows) -> Iterator[RepCoaching]:
    """Everybody by name, those who left and have conversations behind them, nobody of the team last."""
    owners = {owner_id for owner_id, _, _ in counted}
    for person in sorted(shown, key=lambda one: one.name.casefold()):
        yield RepCoaching(person.id, person.name)
    for owner_id, name in sorted(former.items(), key=lambda one: one[1].casefold()):
        if owner_id in owners:
            yield RepCoaching(owner_id, name, former=True)
    if NOBODY in owners:
        yield RepCoaching(NOBODY, _NOBODY)
