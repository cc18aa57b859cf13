"""The last touches that a draft may come back to: the last talk with whom it addresses, the last letter."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, tzinfo

from ml.dossier import Dossier, TimelineEntry
from ml.facts import Fact, FactKind
from ml.spoken_text import PROSPECT, REP

_TALKS = ("call", "meeting", "visit")
_LETTERS = ("email", "message")
_ENOUGH_TALK_S = 60
_MONTH_TELLS_DAYS = 300
_NOT_REACHED = ("no", "busy", "fail", "missed", "cancel", "voicemail", "left", "wrong", "unanswered")


def touches(dossier: Dossier, whom: str, on: date, zone: tzinfo) -> Iterator[Fact]:
    """The last talk and the last letter as facts, what is fresh and tells most first.

    Who wrote a letter is its `speaker`; a talk has none.
    """
    mine = [
        entry
        for entry in dossier.timeline
        if _is_with(entry, whom) and entry.at.astimezone(zone).date() <= on
    ]
    talked = {
        one.touch_id for one in dossier.conversations if one.is_transcript and one.contact in {whom, ""}
    }
    talk = next((entry for entry in mine if _is_talk(entry, talked)), None)
    theirs = next((entry for entry in mine if entry.kind in _LETTERS and entry.direction == "in"), None)
    ours = next((entry for entry in mine if entry.kind in _LETTERS and entry.direction == "out"), None)
    found = [
        Fact("", FactKind.TOUCH, touch_of(entry.kind, day, on), "timeline", day, speaker)
        for entry, speaker in ((talk, ""), (theirs, PROSPECT), (ours, REP))
        if entry and (day := entry.at.astimezone(zone).date())
    ]
    return iter(sorted(found, key=lambda fact: fact.is_stale(on)))


def touch_of(kind: str, day: date, on: date) -> str:
    """A touch as one speaks of it; the year is said where the month alone might mislead.

    >>> touch_of("call", date(2026, 11, 11), date(2026, 11, 25)), touch_of("call", date(2025, 11, 11), date(2026, 11, 25))
    ('call of 11 Nov', 'call of 11 Nov 2025')
    """
    year = f" {day.year}" if (on - day).days > _MONTH_TELLS_DAYS else ""
    return f"{kind} of {day.day} {day:%b}{year}"


def _is_with(entry: TimelineEntry, whom: str) -> bool:
    """Whether it was with them, or nobody knows with whom."""
    return not entry.whom or not whom or entry.whom == whom or entry.whom.startswith(f"{whom} (")


def _is_talk(entry: TimelineEntry, talked: set[int]) -> bool:
    """Whether words were exchanged: a transcript of substance, a meeting, or a call that lasted."""
    if entry.kind not in _TALKS:
        return False
    if entry.touch_id in talked:
        return True
    reached = not entry.result.lower().startswith(_NOT_REACHED)
    return reached and (entry.kind != "call" or (entry.duration_s or 0) >= _ENOUGH_TALK_S)
