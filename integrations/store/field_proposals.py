"""Cells that a language model would fill: proposed beside the data, written into it only when a person accepts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import ColumnElement, Connection, Table, func, or_, select, update

from integrations.known_names import KnownNames
from integrations.store.conversation_schema import field_proposals
from integrations.store.engine import StoreEngine
from integrations.store.schema import companies, contacts, people, touches
from ml.errors import BadInput, Refused

Kind = Literal["companies", "contacts"]
State = Literal["proposed", "accepted", "refused"]

# Which cells may be filled; nothing else of a row is ever touched.
FILLABLE: Mapping[Kind, tuple[str, ...]] = {"companies": ("industry", "country"), "contacts": ("role",)}
_TABLES: Mapping[str, Table] = {"companies": companies, "contacts": contacts}
_MOST_NOTES, _MOST_CONTACTS = 5, 10
_c = field_proposals.c


@dataclass(frozen=True)
class OpenCells:
    """A row with empty cells, and the notes that may say what belongs there, the latest first."""

    kind: Kind
    row_id: int
    name: str
    wanted: tuple[str, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class FieldProposal:
    """A value proposed for a cell.

    Parameters
    ----------
    kind, row_id, field
        Which cell.
    original, proposed, because
        What stood there, what is proposed, and the words it was read from.
    made_by, at
        By which model, and when (UTC).
    id, state, name
        Its number, how it was decided, and whose cell it is, as read from the store.
    """

    kind: Kind
    row_id: int
    field: str
    original: str
    proposed: str
    because: str
    made_by: str
    at: datetime
    id: int = 0
    state: State = "proposed"
    name: str = ""


class FieldProposals:
    """One row for each cell and model."""

    def __init__(self, engine: StoreEngine) -> None:
        self._engine = engine

    def companies_to_fill(self, limit: int, after: int = 0) -> list[int]:
        """Companies beyond `after` with notes and an empty cell of theirs that nothing was proposed for yet."""
        asked = select(_c.id).where(_c.kind == "companies", _c.row_id == companies.c.id)
        noted = select(touches.c.id).where(touches.c.company_id == companies.c.id, _has_text())
        query = (
            select(companies.c.id)
            .where(
                companies.c.id > after,
                _empty(companies, FILLABLE["companies"]),
                noted.exists(),
                ~asked.exists(),
            )
            .order_by(companies.c.id)
            .limit(limit)
        )
        with self._engine.reading() as connection:
            return list(connection.scalars(query))

    def open_cells(self, company_id: int) -> list[OpenCells]:
        """The rows of one company, itself and its contacts, that have empty cells and notes."""
        with self._engine.reading() as connection:
            found = [
                *_open(connection, "companies", companies.c.id == company_id, touches.c.company_id),
                *_open(connection, "contacts", contacts.c.company_id == company_id, touches.c.contact_id),
            ]
        return [cells for cells in found if cells.notes]

    def names(self, company_id: int) -> KnownNames:
        """What must not leave the machine with its notes: the company, its contacts, the team's people."""
        with self._engine.reading() as connection:
            its = connection.scalars(select(contacts.c.name).where(contacts.c.company_id == company_id)).all()
            team = connection.scalars(select(people.c.name)).all()
            company = connection.scalars(select(companies.c.name).where(companies.c.id == company_id)).all()
        return KnownNames((*its, *team), tuple(company))

    def propose(self, proposals: Iterable[FieldProposal]) -> int:
        """Keep proposals; says how many are new. What a person decided on before is not asked again."""
        rows = [
            {name: getattr(one, name) for name in _KEPT} | {"state": "proposed", "decided_by": None}
            for one in proposals
        ]
        insert = self._engine.insert(field_proposals).on_conflict_do_nothing().returning(_c.id)
        with self._engine.writing() as connection:
            return sum(connection.execute(insert, row).first() is not None for row in rows)

    def listed(self, state: State = "proposed", limit: int = 200) -> list[FieldProposal]:
        """Proposals in a state, in order of their numbers."""
        with self._engine.reading() as connection:
            query = select(field_proposals).where(_c.state == state).order_by(_c.id).limit(limit)
            return [_proposal(connection, row) for row in connection.execute(query).mappings()]

    def accept(self, id_: int, person_id: int, at: datetime) -> FieldProposal:
        """Write a proposed value into its cell; what stood there stays with the proposal.

        Raises
        ------
        BadInput
            When there is no such proposal, or it was decided already.
        Refused
            When the cell was changed since, or its row is gone.
        """
        with self._engine.writing() as connection:
            proposal = _undecided(connection, id_)
            table = _TABLES[proposal.kind]
            cell = table.c[proposal.field]
            unchanged = (table.c.id == proposal.row_id) & (func.coalesce(cell, "") == proposal.original)
            write = update(table).where(unchanged).values({proposal.field: proposal.proposed})
            if not connection.execute(write).rowcount:
                raise Refused(f"The cell of proposal {id_} was changed since; propose anew.")
            _decide(connection, id_, state="accepted", decided_by=person_id, decided_at=at)
        return proposal

    def refuse(self, id_: int, person_id: int, at: datetime) -> FieldProposal:
        """Put a proposal aside for good; raises `BadInput` as `accept`."""
        with self._engine.writing() as connection:
            proposal = _undecided(connection, id_)
            _decide(connection, id_, state="refused", decided_by=person_id, decided_at=at)
        return proposal


_KEPT = ("kind", "row_id", "field", "original", "proposed", "because", "made_by", "at")


def _empty(table: Table, names: Sequence[str]) -> ColumnElement[bool]:
    return or_(*(func.coalesce(table.c[name], "") == "" for name in names))


def _has_text() -> ColumnElement[bool]:
    return func.coalesce(touches.c.text, "") != ""


def _open(
    connection: Connection, kind: Kind, mine: ColumnElement[bool], of: ColumnElement[Any]
) -> list[OpenCells]:
    """Rows of a table with empty cells; `of` is the touches' reference to it."""
    table = _TABLES[kind]
    query = select(table).where(mine, _empty(table, FILLABLE[kind])).order_by(table.c.id)
    rows = connection.execute(query.limit(_MOST_CONTACTS)).mappings().all()
    return [
        OpenCells(
            kind,
            row["id"],
            row["name"],
            tuple(name for name in FILLABLE[kind] if not row[name]),
            _notes(connection, of == row["id"]),
        )
        for row in rows
    ]


def _notes(connection: Connection, mine: ColumnElement[bool]) -> tuple[str, ...]:
    query = select(touches.c.text).where(mine, _has_text()).order_by(touches.c.at.desc(), touches.c.id.desc())
    return tuple(text for (text,) in connection.execute(query.limit(_MOST_NOTES)))


def _undecided(connection: Connection, id_: int) -> FieldProposal:
    row = connection.execute(select(field_proposals).where(_c.id == id_)).mappings().first()
    if row is None or row["state"] != "proposed":
        raise BadInput(f"There is no open proposal {id_}: `sales-assistant fields list` shows them.")
    return _proposal(connection, row)


def _decide(connection: Connection, id_: int, **decided: object) -> None:
    connection.execute(update(field_proposals).where(_c.id == id_).values(**decided))


def _proposal(connection: Connection, row: Mapping[Any, Any]) -> FieldProposal:
    table = _TABLES[row["kind"]]
    name = connection.scalar(select(table.c.name).where(table.c.id == row["row_id"])) or ""
    kept = {column: row[column] for column in (*_KEPT, "id", "state")}
    return FieldProposal(**kept, name=name)
