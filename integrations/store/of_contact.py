"""Which rows belong to a contact by what they refer to, table by table."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import ColumnElement, Connection, String, Table, cast, select

from integrations.store.conversation_schema import (
    drafts,
    field_proposals,
    tag_corrections,
    touch_tags,
    worked_lines,
    written_notes,
)
from integrations.store.mentions import Subject
from integrations.store.retelling import CHANNELS
from integrations.store.schema import (
    calls,
    contacts,
    names,
    stage_changes,
    suggestions,
    touches,
    transcripts,
)
from integrations.store.sync_schema import call_sightings, contact_numbers, crm_records, tasks

Mine = Callable[[Subject], ColumnElement[bool]]


def _of_touches(table: Table) -> Mine:
    return lambda subject: table.c.touch_id.in_(subject.touch_ids)


def _heard(subject: Subject) -> ColumnElement[bool]:
    mine = select(calls.c.id).where(calls.c.touch_id.in_(subject.touch_ids))
    return transcripts.c.call_id.in_(mine)


def _drafted(subject: Subject) -> ColumnElement[bool]:
    mine = select(suggestions.c.id).where(suggestions.c.pursuit_id.in_(subject.pursuit_ids))
    return drafts.c.suggestion_id.in_(mine)


def _named(subject: Subject) -> ColumnElement[bool]:
    theirs = (names.c.kind == "contact") & (names.c.norm == subject.norm)
    return theirs & (names.c.company_id == subject.company_id)


def _to_fill(subject: Subject) -> ColumnElement[bool]:
    return (field_proposals.c.kind == "contacts") & (field_proposals.c.row_id == subject.id)


# What an export shows beside every other mention of the contact.
HELD: Mapping[Table, Mine] = {
    contacts: lambda subject: contacts.c.id == subject.id,
    contact_numbers: lambda subject: contact_numbers.c.contact_id == subject.id,
    names: _named,
    touches: lambda subject: touches.c.id.in_(subject.touch_ids),
    calls: _of_touches(calls),
    call_sightings: _of_touches(call_sightings),
    transcripts: _heard,
    touch_tags: _of_touches(touch_tags),
    tag_corrections: _of_touches(tag_corrections),
    written_notes: _of_touches(written_notes),
    worked_lines: _of_touches(worked_lines),
    drafts: _drafted,
    suggestions: lambda subject: suggestions.c.pursuit_id.in_(subject.pursuit_ids),
    field_proposals: _to_fill,
    tasks: lambda subject: tasks.c.contact_id == subject.id,
    stage_changes: lambda subject: stage_changes.c.contact_id == subject.id,
}


def linked_records(connection: Connection, subject: Subject) -> list[Mapping[Any, Any]]:
    """The CRM's records as they were read: the contact's own, and activities that are associated with them."""
    record_id = subject.key.removeprefix("id:") if subject.key.startswith("id:") else ""
    if not record_id:
        return []
    c = crm_records.c
    own = (c.kind == "contacts") & (c.id == record_id)
    linked = c.kind.in_([*CHANNELS, "tasks"]) & cast(c.links, String).contains(f'"{record_id}"')
    found = connection.execute(select(crm_records).where(own | linked)).mappings()
    return [
        row for row in found if row["kind"] == "contacts" or record_id in row["links"].get("contacts", ())
    ]


def linked_activities(connection: Connection, subject: Subject) -> dict[str, list[str]]:
    """The ids of the activities among them, by kind."""
    found = dict[str, list[str]]()
    for row in linked_records(connection, subject):
        if row["kind"] != "contacts":
            found.setdefault(row["kind"], []).append(row["id"])
    return found
