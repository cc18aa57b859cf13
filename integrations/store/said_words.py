"""Taking away what was said in touches: text, transcripts, notes, quotes; that they took place, and how, stays."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, delete, select, update

from integrations.store.conversation_schema import (
    drafts,
    tag_corrections,
    touch_tags,
    worked_lines,
    written_notes,
)
from integrations.store.insight_schema import overdue_promises, worth_hearing
from integrations.store.retelling import CHANNELS
from integrations.store.schema import calls, touches, transcripts
from integrations.store.sync_schema import call_sightings, crm_records
from integrations.systems import activity_key

# The properties of the CRM's activities that hold words, or say where somebody is reached.
WORDS_OF_RECORDS = frozenset(
    {
        "hs_call_body", "hs_call_title", "hs_call_to_number", "hs_call_from_number", "hs_call_recording_url",
        "hs_call_summary", "hs_meeting_body", "hs_internal_meeting_notes", "hs_meeting_title", "hs_meeting_location",
        "hs_note_body", "hs_body_preview", "hs_email_subject", "hs_email_text", "hs_email_html", "hs_email_headers",
        "hs_email_to_email", "hs_email_from_email", "hs_task_subject", "hs_task_body",
    }
)  # fmt: skip
# So a call's hearing says that what was heard was taken away: it is not fetched and heard again.
TAKEN_AWAY = "what was said was deleted"
_OF_TOUCHES = (written_notes, tag_corrections, touch_tags, worked_lines, worth_hearing)


def take_words(connection: Connection, touch_ids: Sequence[int]) -> int:
    """Take away what was said in these touches, and in the CRM's records of them; says how many rows changed.

    What the tagger read in it (shares of the moves, who talked how much, whether a date was set) stays.
    """
    of_touches = calls.c.touch_id.in_(touch_ids)
    heard = delete(transcripts).where(transcripts.c.call_id.in_(select(calls.c.id).where(of_touches)))
    number = connection.execute(heard).rowcount
    for table in _OF_TOUCHES:
        number += connection.execute(delete(table).where(table.c.touch_id.in_(touch_ids))).rowcount
    connection.execute(update(calls).where(of_touches, calls.c.hearing == "").values(hearing=TAKEN_AWAY))
    said = touches.c.id.in_(touch_ids)
    promising = select(touches.c.pursuit_id).where(said, touches.c.next_step != "")
    promised = delete(overdue_promises).where(overdue_promises.c.pursuit_id.in_(promising))
    number += connection.execute(promised).rowcount
    silent = {"text": None, "quote": "", "next_step": ""}
    number += connection.execute(update(touches).where(said).values(silent)).rowcount
    return number + strip_records(connection, _records_of(connection, touch_ids))


def strip_records(connection: Connection, ids: Mapping[str, Iterable[str]]) -> int:
    """Take the words out of the CRM's records as they were read, by kind; the same read again changes nothing."""
    number = 0
    for kind, some in ids.items():
        mine = (crm_records.c.kind == kind) & crm_records.c.id.in_(list(some))
        for row in connection.execute(select(crm_records.c.id, crm_records.c.properties).where(mine)).all():
            if any(row.properties.get(name) for name in WORDS_OF_RECORDS):
                bare = {k: None if k in WORDS_OF_RECORDS else v for k, v in row.properties.items()}
                own = (crm_records.c.kind == kind) & (crm_records.c.id == row.id)
                connection.execute(update(crm_records).where(own).values(properties=bare))
                number += 1
    return number


def _records_of(connection: Connection, touch_ids: Sequence[int]) -> dict[str, set[str]]:
    """The CRM's own records of these touches, by kind."""
    keys = connection.scalars(select(touches.c.key).where(touches.c.id.in_(touch_ids))).all()
    found = {
        kind: {key.removeprefix(own) for key in keys if key.startswith(own)}
        for kind in CHANNELS
        for own in [activity_key(kind, "")]
    }
    sight = (call_sightings.c.system == "hubspot") & call_sightings.c.touch_id.in_(touch_ids)
    found["calls"] |= set(connection.scalars(select(call_sightings.c.external_id).where(sight)))
    return {kind: ids for kind, ids in found.items() if ids}


def empty_drafts(connection: Connection, suggestion_ids: Sequence[str]) -> int:
    """Take the words out of drafts; which plans they followed stays, for that is what their ratings teach."""
    mine = drafts.c.suggestion_id.in_(suggestion_ids)
    rows = connection.execute(select(drafts.c.suggestion_id, drafts.c.draft).where(mine)).all()
    for row in rows:
        own = drafts.c.suggestion_id == row.suggestion_id
        empty: dict[str, Any] = {
            "draft": wordless(row.draft),
            "facts": [],
            "goal": "",
            "sent": "",
            "edited": "",
        }
        connection.execute(update(drafts).where(own).values(empty))
    return len(rows)


def wordless(draft: Mapping[str, Any]) -> dict[str, Any]:
    """A draft as it is kept, without its words.

    >>> wordless({"subject": "Hi", "lines": [{"move": "sharing", "text": "Hi", "facts": ["f1"], "plan": "a"}]})["lines"]
    [{'move': 'sharing', 'text': '', 'facts': [], 'plan': 'a'}]
    """
    lines = [{**line, "text": "", "facts": []} for line in draft.get("lines", ())]
    return {**draft, "subject": "", "subject_facts": [], "lines": lines}
