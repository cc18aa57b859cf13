"""Recordings become transcripts: only of people who agreed, each once; then their audio is deleted in time."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from functools import partial
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TypeVar

from integrations.errors import AccessRefused, DailyLimit
from integrations.store.exclusive import alone
from integrations.store.recordings import FAILED, NO_CONSENT, NO_RECORDING, HeardCounts, RecordedCall
from integrations.systems import CallSource, Systems, Transcriber
from jobs.audio_folder import AudioFolder
from jobs.recording_tries import MOST_TRIES, RecordingTries
from jobs.rules import Rules
from ml.errors import Refused, SalesAssistantError, Unavailable

if TYPE_CHECKING:
    from integrations.store import Store

    Progress = Callable[[str, int, int | None], None]

WHAT = "Transcribing calls"
_BATCH = 100
# So many calls in a row that a server does not answer for: it is the server, and the next run goes on.
_MOST_SILENCES = 3
_SERVER, _FOLDER = "transcriber", "folder"
# A system may need some time after a call until it has the recording that it speaks of.
_MOST_ABSENCES = 3

_log = logging.getLogger(__name__)

Answer = TypeVar("Answer")
Outcome = Literal["transcribed", "without_consent", "failed", "waiting"]


@dataclass(frozen=True)
class TranscribeSummary:
    """What came of a run.

    Parameters
    ----------
    fetched, transcribed
        Recordings that were fetched, and calls that have a transcript now.
    without_consent
        Calls that were passed over because nobody knows that the contact agreed.
    failed
        Calls that will not be tried again; the store has the reason of each.
    deleted
        Audio files that were deleted.
    waiting
        Calls that are tried again later.
    problems
        What an admin should look at, in sentences.
    """

    fetched: int = 0
    transcribed: int = 0
    without_consent: int = 0
    failed: int = 0
    deleted: int = 0
    waiting: int = 0
    problems: tuple[str, ...] = ()

    def __str__(self) -> str:
        """In a few words, for the list of jobs; what an admin should look at with it."""
        told = f"{self.transcribed} calls transcribed, {self.without_consent} without consent, {self.failed} failed"
        return "; ".join([f"{told}, {self.waiting} waiting" if self.waiting else told, *self.problems])


@dataclass(frozen=True)
class ConsentReport(HeardCounts):
    """`HeardCounts`, and what the contacts of recorded calls say: agreed, something else, or nothing."""

    granted: int = 0
    refused: int = 0
    unknown: int = 0


def transcribe_calls(
    store: Store, systems: Systems, *, now: datetime, rules: Rules, progress: Progress | None = None
) -> TranscribeSummary:
    """Fetch and transcribe what waits, and delete audio whose time is over.

    Without a transcriber nothing is fetched. One call's failure stops no other. Where another process is at
    it already, nothing is done.

    Parameters
    ----------
    store, systems, rules
        Where calls are, where recordings come from and who transcribes, and what the admin decided.
    now
        The present moment (UTC).
    progress
        Told after each call: what, how many so far, None.
    """
    try:
        with alone(store.engine, "transcribing"):
            run = _Run(store, systems, now=now, rules=rules)
            if systems.transcriber is not None:
                run.hear(systems.transcriber, progress)
            run.delete_old_audio()
    except Refused as error:  # of a call's own nothing comes out of a run
        return TranscribeSummary(problems=(str(error),))
    return TranscribeSummary(**run.counted, problems=tuple(run.problems.values()))


def consent_report(store: Store, rules: Rules) -> ConsentReport:
    """How many calls were recorded, what became of them, and what their contacts say of being recorded."""
    said = Counter[str]()
    for value, number in store.recordings.consents(rules.consent_property).items():
        granted = (value or "").strip().casefold() == "granted"
        said["granted" if granted else "refused" if value and value.strip() else "unknown"] += number
    return ConsentReport(**asdict(store.recordings.counts()), **said)


class _Run:
    """One run: what it counted, and which systems it leaves alone until the next."""

    def __init__(self, store: Store, systems: Systems, *, now: datetime, rules: Rules) -> None:
        self._recordings, self._systems, self._now, self._rules = store.recordings, systems, now, rules
        self._folder = AudioFolder(rules.audio_folder)
        self._tries = RecordingTries(store.facts, now)
        self._silences, self._closed = Counter[str](), set[str]()
        self.counted, self.problems = Counter[str](), dict[str, str]()

    def hear(self, transcriber: Transcriber, progress: Progress | None) -> None:
        """Everything that waits and may be heard."""
        agreed = None if self._rules.without_consent else self._rules.consent_property
        self._recordings.reopen(NO_CONSENT, granted_in=agreed)
        waiting = chain(self._all(self._recordings.to_hear), self._all(self._recordings.to_fetch))
        for number, call in enumerate(waiting, start=1):
            if _SERVER in self._closed:
                return
            self.counted[self._take(call, transcriber)] += 1
            if progress:
                progress(WHAT, number, None)

    def _all(self, read: Callable[..., list[RecordedCall]]) -> Iterator[RecordedCall]:
        before = None
        while batch := read(_BATCH, consent_property=self._rules.consent_property, before=before):
            yield from batch
            before = batch[-1].call_id

    def _take(self, call: RecordedCall, transcriber: Transcriber) -> Outcome:
        if not (call.granted or self._rules.without_consent):
            self._drop_audio(call.call_id, call.audio)
            self._recordings.note_hearing(call.call_id, NO_CONSENT)
            return "without_consent"
        return self._try(call, transcriber)

    def _try(self, call: RecordedCall, transcriber: Transcriber) -> Outcome:
        path, sources = self._folder.path(call.audio), self._sources(call)
        if not (path or sources) or not self._tries.may_try(call.call_id):
            return "waiting"
        tries = self._tries.begin(call.call_id)
        try:
            path = path or self._fetch(call, sources)
            if path is None:
                return "waiting" if tries < _MOST_ABSENCES else self._settle(call, NO_RECORDING)
            self._listen(call, path, transcriber)
        except (AccessRefused, DailyLimit):
            self._tries.undo(call.call_id)
            return "waiting"
        except Unavailable as error:
            return "waiting" if tries < MOST_TRIES else self._settle(call, f"{FAILED}{error}")
        except Refused as error:
            self._drop_audio(
                call.call_id, path.name if path else None
            )  # useless; a full sync fetches it anew
            return self._settle(call, f"{FAILED}{error}")
        self._tries.end(call.call_id)
        return "transcribed"

    def _settle(self, call: RecordedCall, outcome: str) -> Outcome:
        self._recordings.note_hearing(call.call_id, outcome)
        self._tries.end(call.call_id)
        _log.warning("the recording of call %s was given up: %s", call.call_id, outcome)
        return "failed"

    # --- the systems outside ------------------------------------------------------------------------------------

    def _sources(self, call: RecordedCall) -> list[tuple[CallSource, str]]:
        """Where the recording can be had, the system first that the call was stored from."""
        found = [(self._systems.call_source(system), id_) for system, id_ in call.sightings]
        return [(source, id_) for source, id_ in found if source and source.system not in self._closed]

    def _fetch(self, call: RecordedCall, sources: list[tuple[CallSource, str]]) -> Path | None:
        problem: SalesAssistantError | None = None
        for source, id_ in sources:
            fetch = partial(self._folder.take_in, call.call_id, partial(source.download, id_))
            try:
                path = self._ask(source.system, fetch)
            except SalesAssistantError as error:
                problem = error
                continue
            if path:
                self._recordings.note_audio(call.call_id, path.name, self._now)
                self.counted["fetched"] += 1
                return path
        if problem:
            raise problem
        return None

    def _listen(self, call: RecordedCall, path: Path, transcriber: Transcriber) -> None:
        hear = partial(transcriber.transcribe, path, ours_first=_ours_first(call))
        said = self._ask(_SERVER, hear)
        self._recordings.save_transcript(call.call_id, transcriber.name, said)

    def _ask(self, system: str, work: Callable[[], Answer]) -> Answer:
        """What a system gives; one that refuses everybody, or is silent again and again, is left alone."""
        try:
            found = work()
        except Unavailable as error:
            self._silences[system] += 1
            if isinstance(error, DailyLimit) or self._silences[system] == _MOST_SILENCES:
                self._close(system, error)
            raise
        except AccessRefused as error:
            self._close(system, error)
            raise
        self._silences[system] = 0
        return found

    def _close(self, system: str, error: SalesAssistantError) -> None:
        self._closed.add(system)
        self.problems[system] = str(error)

    # --- audio --------------------------------------------------------------------------------------------------

    def delete_old_audio(self) -> None:
        """Delete and forget audio past its retention, heard or not, and what belongs to no call."""
        kept = self._rules.audio_kept
        for call_id, name in self._recordings.outdated_audio(self._now - kept):
            self._drop_audio(call_id, name)
        known = self._recordings.audio_files()
        self.counted["deleted"] += self._folder.sweep(known, now=self._now, kept=kept)

    def _drop_audio(self, call_id: int, name: str | None) -> None:
        if name is None:
            return
        if self._folder.delete(name):
            self._recordings.forget_audio(call_id)
            self.counted["deleted"] += 1
        else:
            self.problems[_FOLDER] = (
                "Old audio cannot be deleted; check who may write in the folder of recordings."
            )


def _ours_first(call: RecordedCall) -> bool | None:
    """Whether the first channel is the seller's; None where the system does not say.

    Twilio documents that the first channel holds the parent call, that is, whoever began it.
    """
    systems = {call.provider, *(system for system, _ in call.sightings)}
    return call.direction == "out" if "twilio" in systems else None
