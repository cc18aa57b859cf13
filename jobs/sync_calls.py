"""Calls of phone systems and folders into the store: each call one touch, with whoever has its number."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Protocol, runtime_checkable

from integrations.batches import in_batches
from integrations.store.sightings import CALLS, Sighting
from integrations.systems import CallSource, SourceCall, UnreadableCall, Utterances
from jobs.call_rows import HEARD, ReadCall, attaching_row, choose_holder, number_of, sighting_of
from jobs.call_summary import CallSummary, fewest_requests
from jobs.set_aside_calls import SetAsideCalls

if TYPE_CHECKING:
    from integrations.intake_rows import TouchRow
    from integrations.store import Store
    from integrations.store.call_places import TouchPlace
    from integrations.store.hints import Hint
    from integrations.store.intake import IntakeRun
    from jobs.rules import Rules

__all__ = ["CallSummary", "sync_calls", "sync_hinted_calls"]

Progress = Callable[[str, int, int | None], None]

# A call is listed when it began, but whole only when it ended: each look goes back so far behind the newest.
LOOKBACK = timedelta(hours=1)
# A call that goes on is looked at again until it ends, or for so long.
LONGEST_CALL = timedelta(hours=24)
# How long after a call its system may still be writing down its words.
WORDS_WITHIN = timedelta(hours=2)
# A file may be laid into a folder long after its call.
READ_WHOLE = frozenset({"folder"})
CALLS_AT_ONCE = 200


@runtime_checkable
class TranscribesItself(Protocol):
    """A source whose system writes down what was said; `transcribes` is None until that is found out."""

    transcribes: bool | None

    def words(self, call_id: str) -> Utterances:
        """What was said; () where there is nothing, or not yet."""
        ...


def sync_calls(
    store: Store,
    source: CallSource,
    *,
    now: datetime,
    rules: Rules,
    full: bool = False,
    since: datetime | None = None,
    progress: Progress | None = None,
    dry_run: bool = False,
) -> CallSummary:
    """Read the calls of one source that began since the last look.

    A run that is killed loses and doubles nothing: a batch's calls are stored before its sightings, these with
    the cursor in one transaction, and each step may be done again.

    Parameters
    ----------
    full
        Read all calls there are; recordings that were given up are tried again.
    since
        Read all calls that began since then (UTC), whatever was read before.
    dry_run
        Only say what is new or changed.

    Raises
    ------
    AccessRefused
        When the system refuses the key.
    DailyLimit, Unavailable
        When it does not answer; the next run goes on from there.
    """
    sync = _CallSync(store, source, now, rules, dry_run=dry_run)
    begin = since or (None if full else sync.begin())
    sync.moves_cursor = since is None or ((usual := sync.begin()) is not None and since <= usual)
    with_progress = progress or _silent
    try:
        for batch in in_batches(source.calls(begin), CALLS_AT_ONCE):
            sync.take(batch)
            with_progress(source.system, sync.read, None)
        sync.attach()
        if full and not dry_run:
            store.recordings.reopen_given_up(source.system)
        sync.whole = begin is None
    finally:
        sync.settle()
    return sync.summary()


def sync_hinted_calls(
    store: Store, source: CallSource, hints: Sequence[Hint], *, now: datetime, rules: Rules
) -> CallSummary:
    """Read only these calls, which a webhook named; those that are gone are left out.

    Raises
    ------
    AccessRefused, DailyLimit, Unavailable
        As `sync_calls`.
    """
    sync = _CallSync(store, source, now, rules, dry_run=False)
    sync.named = True
    try:
        for some in in_batches(dict.fromkeys(hint.id for hint in hints), CALLS_AT_ONCE):
            sync.take([call for id_ in some if (call := source.call(id_)) is not None])
    finally:
        sync.settle()
    return sync.summary()


@dataclass
class _CallSync:
    """One sync of one source.

    Parameters
    ----------
    moves_cursor
        Whether the next run may go on behind what this one reads.
    named
        Whether each call was named by a hint, which may tell that its words are there.
    whole
        Whether all calls that there are were read.
    """

    store: Store
    source: CallSource
    now: datetime
    rules: Rules
    dry_run: bool
    moves_cursor: bool = False
    named: bool = False
    whole: bool = False
    fates: Counter[str] = field(default_factory=Counter)
    problems: Counter[str] = field(default_factory=Counter)
    unmatched: int = 0
    attached: int = 0
    _requests_before: int = 0
    _recorded: int = 0
    _heard: int = 0
    _going_on: datetime | None = None
    _run: IntakeRun | None = None

    def __post_init__(self) -> None:
        self._requests_before = self.source.requests
        self._cursor: Mapping[str, Any] = self.store.cursors.get(self.source.system, CALLS)
        self._aside = SetAsideCalls(self.store.facts, self.source.system)
        self._team = tuple(self.store.people.all())

    @property
    def read(self) -> int:
        """Calls read so far."""
        return self.fates.total()

    def begin(self) -> datetime | None:
        """From when on calls are read: a while before the newest, or before one that went on; None: all."""
        if self.source.system in READ_WHOLE or "newest" not in self._cursor:
            return None
        begin = datetime.fromisoformat(self._cursor["newest"]) - LOOKBACK
        going_on = self._cursor.get("going_on")
        return min(begin, datetime.fromisoformat(going_on)) if going_on else begin

    # --- a batch of calls -----------------------------------------------------------------------------------

    def take(self, batch: Sequence[SourceCall | UnreadableCall]) -> None:
        """Store what is new or changed among these, and go on behind them."""
        for one in batch:
            if isinstance(one, UnreadableCall):
                self._set_aside(one.id, one.reason)
        read = {one.id: one for one in batch if isinstance(one, SourceCall)}
        self._aside.forget(read)
        calls = [
            ReadCall(one, sighting_of(one, number_of(one, self.rules.regions)), self._team)
            for one in read.values()
        ]
        self._look_up(calls)
        fresh = [call for call in calls if self._is_fresh(call)]
        self.fates["unchanged"] += len(calls) - len(fresh)
        self._recorded += sum(call.told.recorded for call in calls)
        self.unmatched += sum(call.lost for call in calls)
        noted = list[tuple[Sighting, str]]() if self.dry_run else self._store(fresh)
        if self.dry_run:
            self.fates.update(call.fate for call in fresh)
        else:
            self.store.sightings.note(noted, cursor=self._moved_cursor(read.values()))

    def _look_up(self, calls: Sequence[ReadCall]) -> None:
        """What the store knows of each call: its digest, the touch of the same call, the number's holder."""
        sightings = self.store.sightings
        digests = sightings.digests(self.source.system, [call.told.id for call in calls])
        keys = sightings.match([call.sighting for call in calls])
        places = sightings.places(key for key in keys if key)
        holders = sightings.whose({call.sighting.number for call in calls})
        for call, key in zip(calls, keys, strict=True):
            call.known = digests.get(call.told.id, "")
            call.touch_key, call.place = key, places.get(key or "")
            call.holder = choose_holder(holders.get(call.sighting.number, ()))

    def _is_fresh(self, call: ReadCall) -> bool:
        """Whether there is something to store; asks for the words of a call that has none yet."""
        heard = call.known.endswith(HEARD)
        changed = not call.known or call.known.removesuffix(HEARD) != call.sighting.digest
        recent = self.named or (not self._mute and self.now - call.told.at < WORDS_WITHIN)
        if not (heard or self.dry_run) and (changed or recent):
            call.words = self._words(call.told)
        call.heard = heard or bool(call.words)
        return changed or bool(call.words)

    @property
    def _mute(self) -> bool:
        """Whether the account had no transcripts when it was asked last: then only for fresh calls it is asked."""
        found = self.source.transcribes if isinstance(self.source, TranscribesItself) else None
        return bool(self._cursor.get("mute")) if found is None else not found

    def _words(self, call: SourceCall) -> Utterances:
        """The words that the system itself wrote down of a call that has ended."""
        if not (isinstance(self.source, TranscribesItself) and call.answered and call.duration_s):
            return ()
        words = self.source.words(call.id)
        self._heard += bool(words)
        return words

    def _store(self, calls: Sequence[ReadCall]) -> list[tuple[Sighting, str]]:
        """Store calls as touches; gives the sightings to note with their touches' keys."""
        rows = [call.row() for call in calls]
        noted = list[tuple[Sighting, str]]()
        for call, row, reason in zip(calls, rows, self._write(rows), strict=True):
            if reason:
                self._set_aside(call.told.id, reason)
            else:
                self.fates[call.fate] += 1
                noted.append((call.seen(), row.touch_key))
        return noted

    def _write(self, rows: Sequence[TouchRow]) -> list[str]:
        """Store rows; gives for each '' or why it was not stored."""
        if not rows:
            return []
        if self._run is None:
            self._run = self._begin_run()
        return [fate.reason for fate in self._run.store(rows, whole=True)]

    def _begin_run(self) -> IntakeRun:
        name = f"sync {self.source.system}"
        return self.store.intake.begin([name], now=self.now, regions=self.rules.regions)

    def _set_aside(self, call_id: str, reason: str) -> None:
        self.fates["quarantined"] += 1
        self.problems[reason] += 1
        self._aside.note(call_id, reason)

    def _moved_cursor(self, calls: Iterable[SourceCall]) -> tuple[str, Mapping[str, Any]] | None:
        """The cursor behind these calls, where it is elsewhere than before."""
        moments = [min(call.at, self.now) for call in calls]
        if not (self.moves_cursor and moments):
            return None
        open_since = [
            call.at for call in calls if call.duration_s is None and self.now - call.at < LONGEST_CALL
        ]
        self._going_on = min([*open_since, *([self._going_on] if self._going_on else [])], default=None)
        before = self._cursor.get("newest")
        newest = max([*moments, *([datetime.fromisoformat(before)] if before else [])])
        cursor = {
            "newest": newest.isoformat(),
            "going_on": self._going_on.isoformat() if self._going_on else None,
            "mute": self._mute,
        }
        if cursor == self._cursor:
            return None
        self._cursor = cursor
        return self.source.system, cursor

    # --- calls of earlier runs ------------------------------------------------------------------------------

    def attach(self) -> None:
        """Give calls that were nobody's to the contact who has their number by now."""
        after = ""
        while not self.dry_run and (places := self.store.sightings.attachable(after, CALLS_AT_ONCE)):
            after = places[-1].key
            self.attached += sum(not reason for reason in self._write(self._attachings(places)))

    def _attachings(self, places: Sequence[TouchPlace]) -> list[TouchRow]:
        holders = self.store.sightings.whose({place.number for place in places if place.number})
        chosen = [(place, choose_holder(holders.get(place.number or "", ()))) for place in places]
        return [
            attaching_row(place, holder)
            for place, holder in chosen
            if holder and (holder.company_id is not None or place.contact_key != holder.contact_key)
        ]

    # --- the end --------------------------------------------------------------------------------------------

    def settle(self) -> None:
        """Read the histories of touched companies again; also those that a killed run left behind."""
        if self._run is None and not self.dry_run and self.store.intake.broken_off:
            self._run = self._begin_run()
        if self._run is not None:
            self._run.finish()
        if not self.dry_run:
            self._aside.keep(whole=self.whole)

    def summary(self) -> CallSummary:
        """What was read."""
        return CallSummary(
            **{name: self.fates[name] for name in ("new", "changed", "unchanged", "quarantined")},
            requests=self.source.requests - self._requests_before,
            floor=fewest_requests(self.source.system, self.read, self._recorded, named=self.named)
            + self._heard,
            unmatched=self.unmatched,
            attached=self.attached,
            problems=dict(self.problems),
        )


def _silent(*_: object) -> None:
    """Nobody wants to know."""
