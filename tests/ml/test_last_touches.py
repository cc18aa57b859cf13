from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from ml.dossier import CompanyProfile, Dossier, TimelineEntry
from ml.funnel import FunnelState
from ml.last_touches import touches
from ml.records import LeadCard

ON = date(2026, 11, 25)


def entry(kind: str, days_ago: int, direction: str = "out", **more: object) -> TimelineEntry:
    at = datetime(2026, 11, 25, 4, tzinfo=UTC) - timedelta(days=days_ago)
    return replace(TimelineEntry(at, kind, direction, "Mei Lin (HR manager)"), **more)  # type: ignore[arg-type] # a test's shorthand


def told(*entries: TimelineEntry) -> list[tuple[str, str]]:
    card = LeadCard(1, "Acme", "Rostering", FunnelState.LEAD, 1, 1, "Ada")
    return [
        (fact.value, fact.speaker)
        for fact in touches(Dossier(card, CompanyProfile("Acme"), timeline=entries), "Mei Lin", ON, UTC)
    ]


def test_the_last_talk_comes_before_the_letters() -> None:
    assert told(entry("email", 2), entry("message", 3, "in"), entry("call", 5, duration_s=300)) == [
        ("call of 20 Nov", ""),
        ("message of 22 Nov", "prospect"),
        ("email of 23 Nov", "rep"),
    ]


def test_a_call_that_reached_nobody_is_no_talk() -> None:
    assert told(entry("call", 1, duration_s=20), entry("call", 2, duration_s=400, result="voicemail")) == []


def test_what_is_fresh_comes_before_what_is_old() -> None:
    assert told(entry("email", 9), entry("call", 200, duration_s=300))[0] == ("email of 16 Nov", "rep")


def test_touches_with_others_and_stages_are_not_ours_to_come_back_to() -> None:
    other = entry("meeting", 1, whom="Gerald Tan (HR director)")
    assert told(other, entry("stage", 2), entry("note", 3)) == []


def test_an_old_touch_has_its_year() -> None:
    assert told(entry("meeting", 400))[0][0] == "meeting of 21 Oct 2025"
