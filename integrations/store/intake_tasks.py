"""Tasks of an imported batch: what somebody of the team means to do, and for whom."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from integrations.intake_rows import TaskRow
from integrations.store.intake_batch import Batch
from integrations.store.intake_contacts import resolve_contacts
from integrations.store.intake_touches import Place, places_of
from integrations.store.sync_schema import tasks


def write_tasks(batch: Batch, rows: Sequence[TaskRow]) -> list[str]:
    """Store task rows, each the whole truth of its task; gives for each '' or the reason why it was not stored."""
    places = places_of(batch, rows)
    good = [(row, place) for row, place in zip(rows, places, strict=True) if isinstance(place, tuple)]
    contact_ids = resolve_contacts(batch, [(company_id, row.contact) for row, (company_id, _) in good])
    columns = {
        row.id: _columns(batch, row, place) | {"contact_id": contact_id}
        for (row, place), contact_id in zip(good, contact_ids, strict=True)
    }
    batch.upsert(tasks, list(columns.values()), key="key")
    return [place if isinstance(place, str) else "" for place in places]


def _columns(batch: Batch, row: TaskRow, place: Place) -> dict[str, Any]:
    company_id, pursuit_id = place
    return {
        "key": row.id,
        "company_id": company_id,
        "pursuit_id": pursuit_id,
        "person_id": batch.team.id_of(row.owner),
        "subject": row.subject,
        "due_on": row.due_on,
        "status": row.status,
        "done_at": row.done_at,
    }
