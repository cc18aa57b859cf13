"""The report of `explore`: what stands out, the sections in their order, and what could not be looked at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from ml.exploring.section import Section

TITLE = "Your sales data, looked at"


@dataclass(frozen=True)
class Skipped:
    """A section that has nothing to look at, and why."""

    title: str
    why: str


@dataclass(frozen=True)
class Report:
    """An analyst's look at the data.

    Parameters
    ----------
    made_at
        The moment from which was looked back (aware).
    about
        Of which data it was made, in a sentence; the only thing there is where the store is empty.
    headlines
        What is most worth knowing, a sentence or two each.
    sections
        In the order of the page; their anchors differ.
    skipped
        What has no section, and why.
    title
        Its heading.
    """

    made_at: datetime
    about: str
    headlines: Sequence[str] = ()
    sections: Sequence[Section] = ()
    skipped: Sequence[Skipped] = ()
    title: str = TITLE
