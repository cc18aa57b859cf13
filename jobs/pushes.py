"""What reps are told at once: a call's summary, a pursuit that became hot, a promise that is overdue since yesterday.

Each happens once, by its slot in the ledger; nobody gets more than a few a day, none on a day off, and nothing old comes
at the start.
"""

from __future__ import annotations

import secrets
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from jobs.due_days import is_workday, slot_start
from ml.messages import Message, MessageKind, Preferences
from ml.records import Person

if TYPE_CHECKING:
    from integrations.store.pushable import Pushed
    from jobs.job import Workplace

EVERY = timedelta(minutes=5)
KINDS: tuple[MessageKind, ...] = ("promise", "hot", "recap")
MOST_A_DAY = 3
# A chance is hot from three in five on; less than five points is no news.
HOT_CHANCE, LEAST_RISE = 0.6, 0.05
HOT_AGAIN_AFTER = timedelta(days=7)
# Older than this is no news: what happened before a weekend is told after it. On the first run nothing before the day
# before it.
NEWS = timedelta(days=4)
_A_DAY = timedelta(days=1)
# Nobody is told at night; a promise waits for the daily message, which may name it, for at most an hour.
_MORNING, _EVENING = time(8), time(20)
_AFTER_REMINDER = timedelta(hours=1)
_LOOKED_BACK = 14  # days: past any run of holidays
STARTED = "pushes_started"


@dataclass(frozen=True)
class _Push:
    """One thing to tell: its kind, the pursuit, its slot, and what its card is made from beside the pursuit."""

    kind: MessageKind
    pursuit_id: int
    slot: str
    touch_id: int = 0


@dataclass(frozen=True)
class _Today:
    """One person's day: what they want, their local moment, what they were told already."""

    person: Person
    wanted: Preferences
    local: datetime
    told: Sequence[Pushed]

    @property
    def left(self) -> int:
        """How many messages they may still get today."""
        return MOST_A_DAY - sum(
            one.made_at.astimezone(self.local.tzinfo).date() == self.local.date() for one in self.told
        )

    def is_new(self, push: _Push) -> bool:
        """Whether it was not told before; of a hot pursuit not within a week."""
        if push.kind == "hot":
            recent = (one for one in self.told if self.local - one.made_at < HOT_AGAIN_AFTER)
            return not any(one.kind == "hot" and one.slot.startswith(f"{push.pursuit_id}:") for one in recent)
        return not any((one.kind, one.slot) == (push.kind, push.slot) for one in self.told)


def is_due(place: Workplace, last: datetime | None) -> bool:
    """Every few minutes, once there are data."""
    return (last is None or place.now - last >= EVERY) and bool(place.store.facts.get("data_version", 0))


def run(place: Workplace) -> str:
    """Claim what is worth telling; the ledger sends it."""
    counted = Counter[str]()
    started = _started(place)
    news, told = _news(place, started), _told(place)
    wanted = place.store.preferences.all()
    for person in place.store.people.all():
        place.go_on()
        local = place.now.astimezone(ZoneInfo(person.time_zone))
        today = _Today(person, wanted.get(person.id, Preferences()), local, told[person.id])
        if not is_workday(local.date(), person.time_zone, today.wanted.days):
            continue
        counted += _tell(place, today, [*_promises(place, today, started), *news[person.id]])
    return ", ".join(f"{counted[kind]} {kind}" for kind in KINDS)


def _tell(place: Workplace, today: _Today, pushes: Sequence[_Push]) -> Counter[str]:
    counted = Counter[str]()
    for push in pushes:
        if counted.total() >= today.left:
            break
        if today.wanted.wants(push.kind) and today.is_new(push):
            counted[push.kind] += place.store.deliveries.claim(_message(push, today, place.now))
    return counted


def _message(push: _Push, today: _Today, now: datetime) -> Message:
    payload = {"pursuit_id": push.pursuit_id, **({"touch_id": push.touch_id} if push.touch_id else {})}
    at = _waking(today.local)
    key = secrets.token_hex(16)
    return Message(key, push.kind, today.person.id, push.slot, payload, now, at, at + _A_DAY)


def _waking(local: datetime) -> datetime:
    """Now, or the next morning at night."""
    if _MORNING <= local.time() < _EVENING:
        return local.astimezone(UTC)
    day = local.date() + (_A_DAY if local.time() >= _EVENING else timedelta())
    return datetime.combine(day, _MORNING, local.tzinfo).astimezone(UTC)


def _started(place: Workplace) -> datetime:
    """When pushing began: at the first run, kept from then on."""
    told = place.store.facts.get(STARTED, None)
    if told is None:
        place.store.facts.put(STARTED, place.now.isoformat())
    return min(datetime.fromisoformat(told), place.now) if told else place.now


def _told(place: Workplace) -> dict[int, list[Pushed]]:
    found = defaultdict[int, list["Pushed"]](list)
    for one in place.store.pushables.pushed(KINDS, place.now - timedelta(days=_LOOKED_BACK)):
        found[one.person_id].append(one)
    return found


def _news(place: Workplace, started: datetime) -> dict[int, list[_Push]]:
    """What became hot and what was read since, by owner: hot ones first."""
    store, since = place.store.pushables, max(place.now - NEWS, started - _A_DAY)
    found = defaultdict[int, list[_Push]](list)
    hot = [*store.became_hot(since, place.now), *store.rose(since.date(), to=HOT_CHANCE, by=LEAST_RISE)]
    for pursuit_id, owner_id in sorted({(one.pursuit_id, one.owner_id) for one in hot}):
        found[owner_id].append(_Push("hot", pursuit_id, f"{pursuit_id}:{place.now.date().isoformat()}"))
    for one in store.calls_read(since, place.now):
        found[one.owner_id].append(_Push("recap", one.pursuit_id, one.key, one.touch_id))
    return found


def _promises(place: Workplace, today: _Today, started: datetime) -> Iterator[_Push]:
    """Promises that were due on the last workday or since, once the daily message did not name them."""
    if not _may_remind(place, today):
        return
    on = today.local.date()
    first = max(_last_workday(today), started.astimezone(today.local.tzinfo).date() - _A_DAY)
    mine = place.store.pushables.overdue(today.person.id, first, on - _A_DAY)
    named = (
        {row.touch.pursuit_id for row in place.store.reminders.of_day(today.person.id, on)} if mine else set()
    )
    for one in mine:
        if one.pursuit_id not in named and one.due:
            yield _Push("promise", one.pursuit_id, f"{one.pursuit_id}:{one.due.isoformat()}", one.touch_id)


def _may_remind(place: Workplace, today: _Today) -> bool:
    """At the time of the daily message, after that message was made or an hour later."""
    zone, wanted = today.person.time_zone, today.wanted
    on = today.local.date()
    start = slot_start(on, wanted.at, zone)
    if start is None or place.now < start:
        return False
    if not wanted.reminders or place.now - start >= _AFTER_REMINDER:
        return True
    served = place.store.deliveries.served("reminder", place.now - _A_DAY)
    return (today.person.id, on.isoformat()) in served


def _last_workday(today: _Today) -> date:
    """The workday before today."""
    days = (today.local.date() - number * _A_DAY for number in range(1, _LOOKED_BACK + 1))
    works = (day for day in days if is_workday(day, today.person.time_zone, today.wanted.days))
    return next(works, today.local.date() - _A_DAY)
