"""What follows a sync at once: recordings are fetched and heard, scores go to the CRM where that is switched on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jobs.job import Workplace
    from jobs.transcribe import TranscribeSummary

Progress = Callable[[str, int, int | None], None]


@dataclass(frozen=True)
class Followed:
    """What came of what followed a sync.

    Parameters
    ----------
    heard
        What came of the recordings.
    waiting
        How many recordings are still to be heard.
    scores_written
        How many scores were written into the CRM.
    """

    heard: TranscribeSummary
    waiting: int = 0
    scores_written: int = 0

    def remarks(self) -> list[str]:
        """What somebody should know or do, in sentences."""
        heard = self.heard
        told = {
            "transcribed.": heard.transcribed,
            "not transcribed: nobody knows that the contact agreed.": heard.without_consent,
            "given up; `sales-assistant status` has the reasons.": heard.failed,
            "waiting for the next run.": self.waiting,
        }
        counted = [f"recordings: {number:,} {what}" for what, number in told.items() if number]
        return [*counted, *heard.problems]


def after_sync(place: Workplace, *, progress: Progress | None = None) -> Followed:
    """Fetch and hear recordings, whose addresses expire, and write the scores; says what came of it."""
    from jobs.transcribe import transcribe_calls

    heard = transcribe_calls(place.store, place.systems, now=place.now, rules=place.rules, progress=progress)
    waiting = place.store.recordings.counts().waiting if place.systems.transcriber else 0
    return Followed(heard, waiting, write_scores_back(place))


def write_scores_back(place: Workplace) -> int:
    """Write the scores that changed into the CRM, where the admin switched that on; says how many."""
    if "scores" not in place.rules.writes or place.systems.crm is None:
        return 0
    from jobs.write_scores import write_scores

    return write_scores(
        place.store, place.systems.crm, now=place.now, rules=place.rules, go_on=place.go_on
    ).written


def scores_to_write(place: Workplace) -> tuple[str, ...]:
    """What would be written into the CRM now, a line for each deal; nothing is sent."""
    if place.systems.crm is None:
        return ()
    from jobs.write_scores import write_scores

    shown = write_scores(place.store, place.systems.crm, now=place.now, rules=place.rules, dry_run=True).shown
    return (*shown, f"{len(shown)} deals; nothing was sent.")
