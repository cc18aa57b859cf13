"""The daily purge: what was said and shown is deleted once its time is over; what models need stays."""

from __future__ import annotations

from datetime import datetime, timedelta

from jobs.job import A_DAY, Workplace

WHO = "the daily purge"
# A card tells of a month; a year tells a manager how a pursuit came about.
HISTORY_KEPT = timedelta(days=365)


def is_due(place: Workplace, last: datetime | None) -> bool:
    """Daily."""
    return last is None or place.now - last >= A_DAY


def run(place: Workplace) -> str:
    """Delete what is older than RETENTION_DAYS and MESSAGES_KEPT_DAYS say; what was deleted is audited."""
    purging, rules = place.store.purging, place.rules
    said = purging.said_before(place.now - rules.said_kept) if rules.said_kept else 0
    place.go_on()
    shown = purging.shown_before(place.now - rules.shown_kept) if rules.shown_kept else 0
    moves = purging.moves_before((place.now - HISTORY_KEPT).date())
    for about, rows in (
        ("what was said", said),
        ("what was shown", shown),
        ("the history of chances", moves),
    ):
        if rows:
            place.store.audit.write(who=WHO, did="purge", about=about, rows=rows, at=place.now)
    return f"{said} rows of what was said, {shown} of what was shown, {moves} of past chances deleted"
