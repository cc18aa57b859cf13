"""A language model proposes what belongs into empty cells of companies and contacts; people decide about each."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from integrations.store.field_proposals import FieldProposal, OpenCells
from integrations.writing import FilledField, Material
from ml.errors import Refused, Unavailable
from ml.fact_text import one_line, plain_name
from ml.spoken_text import count_words

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from integrations.known_names import KnownNames
    from integrations.redaction import Redactor
    from integrations.store import Store
    from integrations.writing import Writer
    from ml.records import Person

# Up to which company the model was asked; after the last it begins anew: there may be new notes.
_ASKED_UP_TO = "fields_asked_up_to"
_LONGEST_NOTE, _MOST_WORDS = 1500, 4


@dataclass(frozen=True)
class FieldsProposed:
    """What came of asking: how many companies were asked about, how many cells are new, and why it stopped."""

    asked: int
    proposed: int
    reason: str = ""


def propose_fields(
    store: Store,
    writer: Writer,
    redactor_of: Callable[[KnownNames], Redactor],
    *,
    now: datetime,
    limit: int = 20,
) -> FieldsProposed:
    """Ask the model about companies with empty cells and notes, one company at a time, where it was left off.

    Parameters
    ----------
    store, writer
        Where the cells are, and who is asked.
    redactor_of
        Makes what hides names and numbers, from the names of a company and its people.
    limit
        How many companies at most.
    """
    asked = proposed = 0
    companies = store.field_proposals.companies_to_fill(limit, after=store.facts.get(_ASKED_UP_TO, 0))
    for company_id in companies:
        rows = store.field_proposals.open_cells(company_id)
        try:
            found = _asked(rows, writer, redactor_of(store.field_proposals.names(company_id)))
        except (Refused, Unavailable) as error:
            return FieldsProposed(asked, proposed, str(error))
        asked += 1
        store.facts.put(_ASKED_UP_TO, company_id)
        proposed += store.field_proposals.propose(_proposal(*one, writer.name, now) for one in found)
    if len(companies) < limit:
        store.facts.put(_ASKED_UP_TO, 0)
    return FieldsProposed(asked, proposed)


def accept_field(store: Store, id_: int, person: Person, now: datetime) -> FieldProposal:
    """Write a proposed value into its cell; scores are made anew after it. Raises as `FieldProposals.accept`."""
    accepted = store.field_proposals.accept(id_, person.id, now)
    store.facts.put("data_version", int(store.facts.get("data_version", 0)) + 1)
    return accepted


def _asked(
    rows: Sequence[OpenCells], writer: Writer, redactor: Redactor
) -> list[tuple[OpenCells, FilledField]]:
    """What the model answers, as far as a note of the same row says it word for word."""
    named = {f"r{number}": row for number, row in enumerate(rows, 1)}
    notes = {
        name: [redactor.redact(one_line(note)[:_LONGEST_NOTE]) for note in row.notes]
        for name, row in named.items()
    }
    given = [
        {"row": name, "kind": row.kind, "wanted": list(row.wanted), "notes": notes[name]}
        for name, row in named.items()
    ]
    filled = writer.fill(Material("fill", json.dumps({"rows": given}, ensure_ascii=False, indent=1)))
    found = (
        (named[cell.row], FilledField(cell.row, cell.field, cell.value, redactor.restore(cell.because)))
        for cell in filled
        if cell.row in named and cell.field in named[cell.row].wanted and _is_read(cell, notes[cell.row])
    )
    return list(_first_of_each(found))


def _is_read(cell: FilledField, notes: Sequence[str]) -> bool:
    """Whether a value is a plain word or two, and its reason stands in a note."""
    value = plain_name(cell.value)
    quoted = len(cell.because) > len(value) and any(cell.because in note for note in notes)
    return bool(value) and count_words(value) <= _MOST_WORDS and quoted


def _first_of_each(found: Iterator[tuple[OpenCells, FilledField]]) -> Iterator[tuple[OpenCells, FilledField]]:
    seen = set[tuple[str, str]]()
    for row, cell in found:
        if (cell.row, cell.field) not in seen:
            seen.add((cell.row, cell.field))
            yield row, cell


def _proposal(row: OpenCells, cell: FilledField, made_by: str, now: datetime) -> FieldProposal:
    value = plain_name(cell.value)
    return FieldProposal(row.kind, row.row_id, cell.field, "", value, cell.because, made_by, now)
