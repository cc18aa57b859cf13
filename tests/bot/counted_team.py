"""The small sales team with two months that were counted by hand."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from jobs.tally_sales import INSTALLED, TALLIED
from tests.bot.slack_team import NOW

if TYPE_CHECKING:
    from tests.bot.slack_team import Team

ADA, BEN, NOBODY = 1, 2, 0
# By day, owner and kind: how many, and their days. NOW is Monday, 23 November.
TALLIES: dict[tuple[date, int, str], tuple[int, float]] = {
    (date(2026, 10, 6), ADA, "appointment"): (2, 0.0),
    (date(2026, 10, 6), ADA, "cold_contact"): (8, 0.0),
    (date(2026, 10, 6), ADA, "activity:call"): (20, 0.0),
    (date(2026, 10, 30), BEN, "appointment"): (1, 0.0),
    (date(2026, 10, 30), NOBODY, "sale"): (1, 90.0),
    (date(2026, 11, 10), ADA, "appointment"): (1, 0.0),
    (date(2026, 11, 10), ADA, "activity:call"): (5, 0.0),
    (date(2026, 11, 17), ADA, "appointment"): (2, 0.0),
    (date(2026, 11, 17), ADA, "appointment_cancelled"): (1, 0.0),
    (date(2026, 11, 17), ADA, "appointment_met"): (2, 0.0),
    (date(2026, 11, 17), ADA, "cold_contact"): (12, 0.0),
    (date(2026, 11, 17), ADA, "cohort_appointment"): (3, 0.0),
    (date(2026, 11, 17), ADA, "cohort_sale"): (1, 12.0),
    (date(2026, 11, 17), ADA, "activity:call"): (25, 0.0),
    (date(2026, 11, 17), ADA, "activity:email"): (1, 0.0),
    (date(2026, 11, 17), ADA, "sale"): (1, 40.5),
    (date(2026, 11, 17), ADA, "sale_met"): (1, 0.0),
    (date(2026, 11, 17), ADA, "sale_touches"): (9, 0.0),
    (date(2026, 11, 17), ADA, "sale_contacts"): (2, 0.0),
    (date(2026, 11, 18), BEN, "appointment"): (4, 0.0),
    (date(2026, 11, 18), BEN, "activity:message"): (3, 0.0),
}


def count(team: Team, *, installed_days_ago: int | None = None) -> Team:
    """Keep these tallies as if the job had just counted them."""
    team.store.sales.replace(TALLIES)
    team.store.facts.put(TALLIED, {"at": NOW.isoformat(), "zone": "Asia/Singapore"})
    if installed_days_ago is not None:
        then = NOW - timedelta(days=installed_days_ago)
        team.store.facts.put(INSTALLED, then.isoformat())
    return team
