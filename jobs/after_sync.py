"""What follows a sync at once: recordings are fetched and heard, scores go to the CRM where that is switched on."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jobs.job import Workplace

Progress = Callable[[str, int, int | None], None]


def after_sync(place: Workplace, *, progress: Progress | None = None) -> str:
    """Fetch and hear recordings, whose addresses expire, and write the scores; says what came of it."""
    from jobs.transcribe import transcribe_calls

    heard = transcribe_calls(place.store, place.systems, now=place.now, rules=place.rules, progress=progress)
    return f"{heard.transcribed} calls transcribed, {write_scores_back(place)} scores written"


def write_scores_back(place: Workplace) -> int:
    """Write the scores that changed into the CRM, where the admin switched that on; says how many."""
    if "scores" not in place.rules.writes or place.systems.crm is None:
        return 0
    from jobs.write_scores import write_scores

    return write_scores(place.store, place.systems.crm, now=place.now, rules=place.rules).written


def scores_to_write(place: Workplace) -> tuple[str, ...]:
    """What would be written into the CRM now, a line for each deal; nothing is sent."""
    if place.systems.crm is None:
        return ()
    from jobs.write_scores import write_scores

    shown = write_scores(place.store, place.systems.crm, now=place.now, rules=place.rules, dry_run=True).shown
    return (*shown, f"{len(shown)} deals; nothing was sent.")
