"""What a job is, and the one runner of jobs: no job's failure escapes, and how each run ended is written down."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from threading import Event
from typing import TYPE_CHECKING, Protocol, TypeVar, runtime_checkable

from integrations.store.exclusive import Taken, alone
from integrations.systems import Systems
from jobs.notifier import Notifier
from jobs.reactions import ReactionReader
from jobs.rules import Rules
from ml.errors import SalesAssistantError

if TYPE_CHECKING:
    from integrations.model_files import ModelFiles
    from integrations.store import Store

A_DAY = timedelta(days=1)
# A run so far ahead of now was played, or the clock was wrong. Less may be another process whose tick began later.
AHEAD = timedelta(hours=1)
Result = TypeVar("Result")
_log = logging.getLogger(__name__)


class LeftOff(Exception):
    """A job stopped because its process ends, where its next run can go on; never leaves `run_job`."""


@dataclass(frozen=True)
class Workplace:
    """What a job works with.

    Parameters
    ----------
    store, files
        The store and the model files.
    now
        The present moment (UTC).
    systems, rules
        The systems outside, and what the admin allows.
    notifier
        Tells people how it went.
    stopping
        Set once the process is about to end.
    reactions
        Reads the reactions that stand on messages; None where Slack is not connected.
    played
        Whether `now` is a moment that somebody plays, not the present.
    """

    store: Store
    files: ModelFiles
    now: datetime
    systems: Systems = field(default_factory=Systems)
    rules: Rules = field(default_factory=Rules)
    notifier: Notifier | None = None
    stopping: Event = field(default_factory=Event)
    played: bool = False
    reactions: ReactionReader | None = None

    def go_on(self, *_: object) -> None:
        """Called by long jobs between two pages, as their progress; raises `LeftOff` once the process ends."""
        if self.stopping.is_set():
            raise LeftOff


@runtime_checkable
class Sending(Protocol):
    """The outcome of a job that sends messages: how many it sent and skipped; `str` says it in words."""

    sent: int
    skipped: int


Moment = Callable[[Workplace, datetime | None], datetime | None]


@dataclass(frozen=True)
class Job:
    """Something that happens without being asked.

    Parameters
    ----------
    name
        How it is called in `status` and in the log.
    due
        Whether it should run now, told from the store and the moment; the moment of its last run is the
        second argument (None: never).
    run
        Does it, and says in a few words, or by a `Sending`, what came of it. Running it twice must do no harm.
    when
        When it runs, in a few words.
    next_run
        When it is due next, from the moment of its last run; None where that cannot be told.
    together
        Whether several processes may be at it at once, because it takes its own turns; else one runs it.
    """

    name: str
    due: Callable[[Workplace, datetime | None], bool]
    run: Callable[[Workplace], object]
    when: str = ""
    next_run: Moment = field(default=lambda *_: None)
    together: bool = field(default=False, kw_only=True)

    @property
    def fact(self) -> str:
        """The store's fact that remembers the last run."""
        return f"job:{self.name}"


def every(interval: timedelta) -> Moment:
    """The next run of a job that is due so long after its last."""
    return lambda place, last: (last or place.now) + interval


def last_run(job: Job, place: Workplace) -> datetime | None:
    """When the job ended last; None where it never ran.

    A run that lies more than an hour ahead counts for none: it was played, or the clock was wrong, and the job would
    stand still until then.
    """
    remembered = place.store.facts.get(job.fact, None)
    at = datetime.fromisoformat(remembered["at"]) if remembered else None
    return None if at and at - place.now > AHEAD else at


def is_due(job: Job, place: Workplace) -> bool:
    """Whether the job should run now; one that cannot tell is not due, so that the others have their turn."""
    due, error = _attempt(lambda: job.due(place, last_run(job, place)))
    if error:
        _report(job, "cannot tell whether it is due", error)
    return bool(due)


def run_job(job: Job, place: Workplace, *, if_due: bool = False, counts: Counter[str] | None = None) -> str:
    """Run a job and remember how it ended, whatever happens in it; gives the outcome in words.

    One that cannot have its turn now, or left off because the process ends, did not run: '', and it stays due.

    Parameters
    ----------
    job, place
        What to run, and with what.
    if_due
        Look once more whether it is due when it has its turn: another process may just have run it.
    counts
        To which the messages that were `sent` and `skipped` are added.
    """
    try:
        with _turn(job, place):
            if if_due and not is_due(job, place):
                return ""
            came, error = _run(job, place)
    except (Taken, LeftOff) as reason:
        _log.debug("job %s stays due: %s", job.name, reason)
        return ""
    if error:
        _report(job, "did not do its work", error)
    if counts is not None and isinstance(came, Sending):
        counts.update(sent=came.sent, skipped=came.skipped)
    return _outcome(came, error)


def run_asked(job: Job, place: Workplace) -> str:
    """Run a job because somebody asked for it, due or not: what goes wrong is remembered, too, but reaches them.

    Raises
    ------
    Taken
        When another process is at it.
    """
    with _turn(job, place):
        came, error = _run(job, place)
    if error:
        raise error
    return _outcome(came, error)


def _turn(job: Job, place: Workplace) -> AbstractContextManager[None]:
    return nullcontext() if job.together else alone(place.store.engine, f"job-{job.name.replace(' ', '-')}")


def _run(job: Job, place: Workplace) -> tuple[object, Exception | None]:
    """What a run gave, or how it failed; remembered before the next process has its turn."""
    came, error = _attempt(lambda: job.run(place))
    if isinstance(error, Taken | LeftOff):
        raise error
    played = {"played": True} if place.played else {}
    told = {"at": place.now.isoformat(), "outcome": _outcome(came, error), **played}
    place.store.facts.put(job.fact, told)
    return came, error


def _attempt(work: Callable[[], Result]) -> tuple[Result | None, Exception | None]:
    """What a piece of work gives, or how it failed."""
    try:
        return work(), None
    except Exception as error:  # noqa: BLE001 - a failing job must not end the worker
        return None, error


def _outcome(came: object, error: Exception | None) -> str:
    """In words that give nothing away: a designed error's sentence, of a bug only its kind."""
    if error is None:
        return str(came)
    return (
        f"refused: {error}" if isinstance(error, SalesAssistantError) else f"failed: {type(error).__name__}"
    )


def _report(job: Job, what: str, error: Exception) -> None:
    if isinstance(error, SalesAssistantError):
        _log.warning("job %s %s: %s", job.name, what, error)
    else:
        _log.error("job %s %s", job.name, what, exc_info=error)
