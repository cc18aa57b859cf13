"""HubSpot's calls, meetings, notes, e-mails and tasks as rows for the store."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import tzinfo
from typing import Any, Literal

from integrations.hubspot_values import Said
from integrations.intake_rows import Recording, TaskRow, TouchRow
from integrations.store.landing import Landed
from integrations.systems import activity_key

# HubSpot's default outcomes of calls: how they ended, and whether somebody was reached. Accounts may add others.
_DISPOSITIONS: Mapping[str, tuple[str, bool]] = {
    "f240bbac-87c9-4f6e-bf70-924b57d47db7": ("connected", True),
    "a4c4c377-d246-4b32-a13b-75a56a4cd0ff": ("left live message", True),
    "b2cf5968-551e-4856-9783-52b3da59a7d0": ("left voicemail", False),
    "73a0d17f-1163-4015-bdd5-ec830791da20": ("no answer", False),
    "9d9162e7-6cf3-4944-bf63-4dff82258764": ("busy", False),
    "17b47fee-58de-441e-a44c-c6300d46f273": ("wrong number", False),
}
_UNANSWERED = frozenset({"NO_ANSWER", "BUSY", "FAILED", "CANCELED", "MISSED"})
# Accounts may add outcomes of meetings of their own; those tell nothing of whether it was held.
_OUTCOMES: Mapping[str, bool] = {
    "COMPLETED": True, "NO_SHOW": False, "CANCELED": False, "CANCELLED": False, "RESCHEDULED": False,
}  # fmt: skip
_CANCELLED = frozenset({"CANCELED", "CANCELLED"})
_CALL_DIRECTIONS: Mapping[str, Literal["out", "in"]] = {"OUTBOUND": "out", "INBOUND": "in"}
_EMAIL_DIRECTIONS: Mapping[str, Literal["out", "in"]] = {
    "EMAIL": "out", "INCOMING_EMAIL": "in", "FORWARDED_EMAIL": "in",
}  # fmt: skip
_TASK_STATUS = frozenset({"NOT_STARTED", "IN_PROGRESS", "WAITING", "COMPLETED", "DEFERRED"})
# A call of more than a day is no call.
_LONGEST_CALL = 86_400
_TWILIO_ID, _AIRCALL_ID = re.compile("CA[0-9a-f]{32}"), re.compile("[0-9]{1,20}")


def _touch(said: Said, channel: str, text: str, **more: Any) -> TouchRow:
    return TouchRow(
        company=said.company(),
        channel=channel,
        at=more.pop("at", None) or said.needed_moment("hs_timestamp"),
        id=activity_key(said.record.kind, said.record.id),
        deal_id=said.linked("deals"),
        contact=said.contact(),
        owner=said.owner(),
        text=text,
        **more,
    )


def read_call(said: Said, regions: Sequence[str]) -> TouchRow:
    """A call: whether it was answered goes by its outcome, else by its status.

    Raises
    ------
    RecordFault
        As the others here: without a moment, or with a value that HubSpot does not have.
    """
    direction = _CALL_DIRECTIONS[said.choice("hs_call_direction", _CALL_DIRECTIONS) or "OUTBOUND"]
    status, answered = _ending(said)
    number = said.phone("hs_call_to_number" if direction == "out" else "hs_call_from_number")
    return _touch(
        said,
        "call",
        said.body("hs_call_body"),
        direction=direction,
        answered=answered,
        duration_s=_seconds(said, "hs_call_duration"),
        recording=Recording("hubspot", status, number=_international(number, regions)),
        properties=_named(said, title="hs_call_title"),
    )


def seen_elsewhere(record: Landed) -> tuple[tuple[str, str], ...]:
    """The same call's id in the phone system that HubSpot has it from, where it can be told which that is."""
    given = record.properties.get("hs_call_external_id")
    if isinstance(given, str) and _TWILIO_ID.fullmatch(given):
        return (("twilio", given),)
    return (("aircall", given),) if isinstance(given, str) and _AIRCALL_ID.fullmatch(given) else ()


def _ending(said: Said) -> tuple[str, bool | None]:
    """How a call ended, and whether somebody was reached."""
    status = said.line("hs_call_status").upper()
    known = _DISPOSITIONS.get(said.line("hs_call_disposition").lower())
    if known:
        return known
    return status.lower().replace("_", " ")[:80], False if status in _UNANSWERED else None


def _seconds(said: Said, name: str) -> int | None:
    """Milliseconds as seconds."""
    milliseconds = said.number(name)
    if milliseconds is None:
        return None
    return round(milliseconds / 1000) if 0 <= milliseconds <= 1000 * _LONGEST_CALL else None


def _international(number: str, regions: Sequence[str]) -> str:
    from integrations.phone_numbers import e164

    return e164(number, regions) or number if number else ""


def read_meeting(said: Said) -> TouchRow:
    """A meeting: it begins at `at`, and was agreed when its record was made."""
    logged, begins = said.needed_moment("hs_timestamp"), said.moment("hs_meeting_start_time")
    ends, booked = said.moment("hs_meeting_end_time"), said.moment("hs_createdate")
    outcome = said.line("hs_meeting_outcome").upper()
    lasts = (ends - begins).total_seconds() if begins and ends else 0
    texts = (said.body("hs_meeting_body"), said.body("hs_internal_meeting_notes"))
    return _touch(
        said,
        "meeting",
        "\n".join(filter(None, texts)),
        at=begins or logged,
        answered=_OUTCOMES.get(outcome),
        duration_s=round(lasts) if 0 < lasts <= _LONGEST_CALL else None,
        properties=_named(said, title="hs_meeting_title", outcome="hs_meeting_outcome"),
        booked_at=booked,
        cancelled=outcome in _CANCELLED if outcome else None,
    )


def read_note(said: Said) -> TouchRow:
    """A note."""
    return _touch(said, "note", said.body("hs_note_body"))


def read_email(said: Said) -> TouchRow:
    """An e-mail; its text, else its HTML."""
    direction = _EMAIL_DIRECTIONS[said.choice("hs_email_direction", _EMAIL_DIRECTIONS) or "EMAIL"]
    text = said.body("hs_email_text") or said.body("hs_email_html")
    return _touch(
        said, "email", text, direction=direction, properties=_named(said, subject="hs_email_subject")
    )


def _named(said: Said, **names: str) -> dict[str, str | float | bool | None]:
    return {key: text for key, name in names.items() if (text := said.line(name))}


def read_task(said: Said, zone: tzinfo) -> TaskRow:
    """A task; it is due on the day of its moment, in that zone."""
    due = said.needed_moment("hs_timestamp").astimezone(zone).date()
    status = said.choice("hs_task_status", _TASK_STATUS) or "NOT_STARTED"
    return TaskRow(
        said.record.id,
        said.line("hs_task_subject"),
        status,
        said.company(),
        said.linked("deals"),
        said.contact(),
        said.owner(),
        due,
        said.moment("hs_task_completion_date") if status == "COMPLETED" else None,
    )
