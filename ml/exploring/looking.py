"""All sections in their order over one material: what was found, and what could not be looked at."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from ml.errors import NotEnoughData
from ml.exploring.contents import contents
from ml.exploring.distributions import distributions
from ml.exploring.flow import flow
from ml.exploring.gaps import gaps
from ml.exploring.labels import labels
from ml.exploring.leak_columns import leak_columns
from ml.exploring.months import months
from ml.exploring.report import Report, Skipped
from ml.exploring.section import Section
from ml.exploring.set_aside import set_aside
from ml.exploring.spoken import spoken
from ml.exploring.stage_times import stage_times
from ml.exploring.steps import steps
from ml.exploring.touch_times import touch_times

if TYPE_CHECKING:
    from ml.exploring.material import Material

SECTIONS: Sequence[tuple[str, Callable[[Material], Section]]] = (
    ("What there is", contents),
    ("Missing and filled cells", gaps),
    ("What was set aside", set_aside),
    ("Distributions", distributions),
    ("The funnel's flow", flow),
    ("Time in each state", stage_times),
    ("What was said, by outcome", spoken),
    ("Touches by weekday and hour", touch_times),
    ("Each step against each move", steps),
    ("Columns that may know the outcome", leak_columns),
    ("Drift from month to month", months),
    ("What the labels are", labels),
)
# Whose findings stand first on the page.
_HEADLINES = ("labels", "flow", "gaps", "leaks", "months")


def look(material: Material, progress: Callable[[int, int], None] | None = None) -> Report:
    """The whole report; a section that has too little to look at is named with its reason.

    `progress` is told how many sections of how many are done.
    """
    sections, skipped = list[Section](), list[Skipped]()
    for place, (title, section) in enumerate(SECTIONS):
        if progress:
            progress(place, len(SECTIONS))
        try:
            sections.append(section(material))
        except NotEnoughData as error:
            skipped.append(Skipped(title, str(error)))
    findings = {one.anchor: one.finding for one in sections}
    return Report(
        made_at=material.now,
        about=_about(material),
        headlines=tuple(findings[anchor] for anchor in _HEADLINES if anchor in findings),
        sections=tuple(sections),
        skipped=tuple(skipped),
    )


def _about(material: Material) -> str:
    rounds = material.rounds
    return (
        f"Made of {rounds['pursuit_id'].nunique():,} pursuits with {len(rounds):,} rounds, "
        f"{len(material.tables.stage_changes):,} stage changes and {len(material.tables.touches):,} touches, "
        f"up to {material.data_end:%Y-%m-%d}; hours and months are those of {material.zone_name}."
    )
