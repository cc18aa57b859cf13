"""What is shown as figures, counted anew at once: for who works at a terminal, where no worker beats."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jobs.catalogue import COUNTING
from jobs.job import is_due, run_job

if TYPE_CHECKING:
    from jobs.job import Workplace


def count_anew(place: Workplace) -> list[str]:
    """Run the jobs that count, as far as they are due; gives the names of those that ran."""
    return [job.name for job in COUNTING if is_due(job, place) and run_job(job, place, if_due=True)]
