"""The daily list of each rep: who is due for a touch and why, claimed once as the day's message."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from integrations.model_files import ModelFiles
    from integrations.store import Store
    from integrations.store.due_candidates import LastWords
    from integrations.store.reminders import NewReminder
    from jobs.due_days import PersonDay
    from jobs.job import Workplace
    from ml.messages import Message
    from ml.records import Person
    from ml.reminding import DayList
    from ml.retargeting import TimingModel
    from ml.retargeting_policy import Candidate, Due

KIND = "reminder"
# So many places the list made ahead of time has, for /retarget and App Home.
LONG_LIST = 25
CONTROL_GROUP = "control_group"
LEAST_SHARE, MOST_SHARE = 0.05, 0.10
# `nuisance_of` tells a share from 0.02 to 0.5, usually 0.1: two percentage points.
POINTS_OF_NUISANCE = 20.0


def day_list(
    store: Store, files: ModelFiles, person: Person, *, now: datetime, on: date, budget: int
) -> DayList:
    """What is due for a rep on a day of their calendar, at most `budget` pursuits."""
    from jobs.timing import load_timing

    return _list(store, load_timing(store, files, now=now), person, _Day(now, on, budget))


def is_due(place: Workplace, _last: datetime | None) -> bool:
    """When somebody's day begins whose message was not made yet."""
    return bool(_due(place))


def run(place: Workplace) -> str:
    """Make the list of everybody whose day begins now, and claim its message; each day once."""
    from jobs.timing import load_timing

    waiting = _due(place)
    model = load_timing(place.store, place.files, now=place.now)
    made = 0
    for person, on in waiting:
        place.go_on()
        budget = place.store.preferences.of(person.id).budget
        made += _claim(place, person, on, _list(place.store, model, person, _Day(place.now, on, budget)))
    return f"{made} lists to send, {len(waiting) - made} days with nothing due"


def make_lists(place: Workplace) -> int:
    """Make everybody's list of today ahead of time, and once a day what the best times are; gives how many lists."""
    from jobs.day_lists import BEST_TOUCHES, keep_list
    from jobs.timing import as_fact, find_best_touches, load_timing, newest_tables

    store = place.store
    told = store.facts.get(BEST_TOUCHES, None)
    if not told or told.get("on") != place.now.date().isoformat():
        best = as_fact(find_best_touches(newest_tables(store), now=place.now))
        store.facts.put(BEST_TOUCHES, {**best, "on": place.now.date().isoformat()})
    model = load_timing(store, place.files, now=place.now)
    people = store.people.all()
    for person in people:
        place.go_on()
        on = place.now.astimezone(ZoneInfo(person.time_zone)).date()
        keep_list(store, person.id, on, _list(store, model, person, _Day(place.now, on, LONG_LIST)))
    return len(people)


@dataclass(frozen=True)
class _Day:
    """For when a list is made: the moment, the day by the rep's calendar, how many it names."""

    now: datetime
    on: date
    budget: int


def next_run(place: Workplace, _last: datetime | None) -> datetime | None:
    """When the next person's day begins."""
    from jobs.due_days import next_slot

    return next_slot(_people(place), _served(place), place.now)


def _due(place: Workplace) -> list[tuple[Person, date]]:
    from jobs.due_days import due_days

    return due_days(_people(place), _served(place), place.now)


def _people(place: Workplace) -> list[PersonDay]:
    from jobs.due_days import PersonDay

    wanted = place.store.preferences.all()
    everybody = place.store.people.all()
    return [PersonDay(one, wanted[one.id]) if one.id in wanted else PersonDay(one) for one in everybody]


def _served(place: Workplace) -> set[tuple[int, date]]:
    """Person and day of the messages of late; a day lasts two by the clock of all zones."""
    served = place.store.deliveries.served(KIND, place.now - timedelta(days=3))
    return {(person_id, date.fromisoformat(slot)) for person_id, slot in served}


def _list(store: Store, model: TimingModel, person: Person, day: _Day) -> DayList:
    from jobs.retarget_candidates import candidates_of
    from ml.retargeting_policy import draw, due_today, part
    from ml.retargeting_words import due_touch

    candidates, looked_on = candidates_of(store, model, person, now=day.now, on=day.on)
    due = due_today(candidates, looked_on, nuisance=_nuisance(store, person))
    share = _share_withheld(store)
    # a few more than fit, since some may be withheld
    named = _with_words(store, due[: 2 * day.budget + 10])
    touches = [due_touch(one, looked_on) for one in named]
    listed = part(touches, day.budget, share, lambda pursuit_id: draw(person.id, pursuit_id, day.on))
    return replace(
        listed,
        open_pursuits=sum(one.is_open for one in candidates),
        level=model.level,
        answers=model.answers,
    )


def _nuisance(store: Store, person: Person) -> float:
    from jobs.fold_ratings import nuisance_of

    return POINTS_OF_NUISANCE * nuisance_of(store, person.id)


def _share_withheld(store: Store) -> float:
    """The control group's share as a manager set it; 0 where it is off."""
    told = store.facts.get(CONTROL_GROUP, None)
    share = told.get("share") if isinstance(told, dict) else None
    return min(max(float(share), LEAST_SHARE), MOST_SHARE) if share else 0.0


def _with_words(store: Store, due: list[Due]) -> list[Due]:
    """With whom to call, what they said last and the best times, read for these few only."""
    from jobs.day_lists import BEST_TOUCHES

    words = store.due_candidates.last_words([one.candidate.pursuit_id for one in due])
    best = store.facts.get(BEST_TOUCHES, None) or {}
    return [replace(one, candidate=_complete(one.candidate, words, best)) for one in due]


def _complete(it: Candidate, words: Mapping[int, LastWords], best: Mapping[str, Any]) -> Candidate:
    from jobs.day_lists import best_of

    said, known = words[it.pursuit_id], best_of(best, it.company_id, it.service)
    return replace(it, best=known, contact=said.contact, contact_role=said.role, quote=said.quote)


def _claim(place: Workplace, person: Person, on: date, made: DayList) -> bool:
    """Claim the day: a message where something is due, else a day with nothing; whether there is a message."""
    deliveries, rows = place.store.deliveries, _reminders(person, on, place.now, made)
    if made.due:
        return deliveries.claim(_message(place, person, on, made), rows)
    deliveries.claim_nothing(KIND, person.id, on.isoformat(), place.now, reminders=rows)
    return False


def _reminders(person: Person, on: date, at: datetime, made: DayList) -> list[NewReminder]:
    from integrations.store.reminders import NewReminder

    shown, withheld = made.propensity, 1 - made.propensity
    named = enumerate(made.due, 1)
    return [
        *(NewReminder(person.id, on, at, touch, number, propensity=shown) for number, touch in named),
        *(
            NewReminder(person.id, on, at, one, 0, withheld=True, propensity=withheld)
            for one in made.withheld
        ),
    ]


def _message(place: Workplace, person: Person, on: date, made: DayList) -> Message:
    """The day's message; it is not sent any more once the day is as good as over."""
    from jobs.due_days import LATEST, slot_start
    from ml.messages import Message

    begins = slot_start(on, place.store.preferences.of(person.id).at, person.time_zone) or place.now
    return Message(
        key=secrets.token_hex(12),
        kind="reminder",
        person_id=person.id,
        slot=on.isoformat(),
        payload={"open_pursuits": made.open_pursuits, "level": made.level, "answers": made.answers},
        made_at=place.now,
        not_before=place.now,
        not_after=begins + LATEST,
    )
