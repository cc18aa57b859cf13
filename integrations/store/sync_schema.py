"""The tables of what comes from other systems: their records as they were read, cursors, hints, writes back."""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
)

from integrations.store.columns import Id, Moment, id_column, metadata, reference

crm_records = Table(
    "crm_records",
    metadata,
    # What the CRM said last of each record. `told` is false until the tables of the product say the same.
    Column("kind", String, primary_key=True),  # companies, contacts, deals, calls, …
    Column("id", String, primary_key=True),
    Column("digest", String, nullable=False),  # of properties, links and history
    Column("changed_at", Moment),  # by the CRM's clock
    Column("properties", JSON, nullable=False),
    Column("links", JSON, nullable=False),  # {"companies": [id, …], …}
    Column("history", JSON, nullable=False),  # a deal's stages: [[stage id, moment], …]
    Column("links_due", Boolean, nullable=False),
    Column("history_due", Boolean, nullable=False),
    Column("told", Boolean, nullable=False),
    Column("gone", Boolean, nullable=False),  # deleted or merged away in the CRM
    Column("problem", Text, nullable=False),  # why it is set aside; '' where it is not
    Column("fate", String, nullable=False),  # new or changed, by the run that read it at `landed_at`
    Column("landed_at", Moment, nullable=False),
    Index("ix_crm_records_kind_changed_at", "kind", "changed_at"),
    Index("ix_crm_records_kind_told", "kind", "told"),
)

sync_cursors = Table(
    "sync_cursors",
    metadata,
    # Where reading goes on; written in the transaction of the rows it speaks of.
    Column("system", String, primary_key=True),
    Column("kind", String, primary_key=True),
    Column("cursor", JSON, nullable=False),
)

sync_hints = Table(
    "sync_hints",
    metadata,
    # What a webhook mentioned: read again soon; nothing of the event itself is believed.
    Column("system", String, primary_key=True),
    Column("kind", String, primary_key=True),
    Column("id", String, primary_key=True),
    Column("at", Moment, nullable=False),
)

tasks = Table(
    "tasks",
    metadata,
    id_column(),
    Column("key", String, nullable=False, unique=True),
    reference("company_id", "companies", nullable=True, index=True),
    reference("pursuit_id", "pursuits", nullable=True, index=True),
    reference("contact_id", "contacts", nullable=True),
    reference("person_id", "people", nullable=True),
    Column("subject", Text, nullable=False),
    Column("due_on", Date),
    Column("status", String, nullable=False),
    Column("done_at", Moment),
)

contact_numbers = Table(
    "contact_numbers",
    metadata,
    # The numbers of contacts in the one international spelling (E.164), to find whom a call was with.
    Column("number", String, primary_key=True),
    Column("contact_id", Id, ForeignKey("contacts.id"), primary_key=True, autoincrement=False, index=True),
)

call_sightings = Table(
    "call_sightings",
    metadata,
    # Each system's own sight of a call; a call that two systems saw is one touch.
    Column("system", String, primary_key=True),
    Column("external_id", String, primary_key=True),
    reference("touch_id", "touches", index=True),
    Column("number", String, nullable=False),  # the other side's, E.164 where it can be read
    Column("at", Moment, nullable=False),
    Column("duration_s", Integer),
    Column("digest", String, nullable=False),
    Index("ix_call_sightings_number_at", "number", "at"),
)

writebacks = Table(
    "writebacks",
    metadata,
    # Everything written to the CRM on a click: what, who asked, what became of it. Nothing is ever deleted.
    Column("id", String, primary_key=True),
    Column("kind", String, nullable=False),  # note, task, stage
    reference("person_id", "people"),
    reference("pursuit_id", "pursuits", nullable=True),
    Column("deal_id", String, nullable=False),
    Column("payload", JSON, nullable=False),
    Column("asked_at", Moment, nullable=False),
    Column("state", String, nullable=False, index=True),  # waiting, sending, sent, refused, unknown
    Column("began_at", Moment),  # when sending began
    Column("ended_at", Moment),
    Column("record_id", String),  # what it became in the CRM
    Column("refusal", Text, nullable=False, default=""),
)

written_scores = Table(
    "written_scores",
    metadata,
    # What was written of a deal's score last, in short: the same again is not written.
    Column("deal_id", String, primary_key=True),
    Column("digest", String, nullable=False),
    Column("at", Moment, nullable=False),
)
