"""What a job is, and the one runner of jobs: no job's failure escapes, and how each run ended is written down."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from threading import Event
from typing import TYPE_CHECKING

from integrations.store.exclusive import Taken
from integrations.systems import Systems
from jobs.notifier import Notifier
from jobs.rules import Rules
from ml.errors import SalesAssistantError

if TYPE_CHECKING:
    from integrations.model_files import ModelFiles
    from integrations.store import Store

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
    """

    store: Store
    files: ModelFiles
    now: datetime
    systems: Systems = field(default_factory=Systems)
    rules: Rules = field(default_factory=Rules)
    notifier: Notifier | None = None
    stopping: Event = field(default_factory=Event)

    def go_on(self, *_: object) -> None:
        """Called by long jobs between two pages, as their progress; raises `LeftOff` once the process ends."""
        if self.stopping.is_set():
            raise LeftOff


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
        Does it, and says in a few words what came of it. Running it twice must do no harm.
    """

    name: str
    due: Callable[[Workplace, datetime | None], bool]
    run: Callable[[Workplace], str]

    @property
    def fact(self) -> str:
        """The store's fact that remembers the last run."""
        return f"job:{self.name}"


def last_run(job: Job, place: Workplace) -> datetime | None:
    """When the job ended last; None where it never ran."""
    remembered = place.store.facts.get(job.fact, None)
    return datetime.fromisoformat(remembered["at"]) if remembered else None


def run_job(job: Job, place: Workplace) -> str:
    """Run a job and remember how it ended, whatever happens in it; gives the outcome in words.

    One that cannot have its turn now, or left off because the process ends, did not run: '', and it stays due.
    """
    try:
        outcome = job.run(place)
    except (Taken, LeftOff) as reason:
        _log.debug("job %s stays due: %s", job.name, reason)
        return ""
    except SalesAssistantError as error:
        outcome = f"refused: {error}"
        _log.warning("job %s was refused: %s", job.name, error)
    except Exception as error:  # noqa: BLE001 - a failing job must not end the worker
        outcome = f"failed: {type(error).__name__}"
        _log.error("job %s failed", job.name, exc_info=error)
    place.store.facts.put(job.fact, {"at": place.now.isoformat(), "outcome": outcome})
    return outcome
