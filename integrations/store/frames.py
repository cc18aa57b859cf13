"""The store's rows as tables for the models; pandas is loaded when the first one is read."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from sqlalchemy import (
    ARRAY,
    BigInteger,
    Column,
    ColumnElement,
    Select,
    bindparam,
    case,
    func,
    literal,
    null,
    select,
    true,
)

from integrations.store.conversation_schema import field_proposals
from integrations.store.engine import StoreEngine, compact_json
from integrations.store.facts import Facts
from integrations.store.raw_frames import read_frame, unpack_properties
from integrations.store.schema import companies, contacts, pursuits, rounds, stage_changes, touches
from ml.tables import (
    ROUNDS,
    STAGE_CHANGES,
    TALK,
    TOUCHES,
    TRACED_ROUNDS,
    TRACED_STAGE_CHANGES,
    TRACED_TOUCHES,
)

if TYPE_CHECKING:
    import pandas as pd

# From this id to that one, both included.
Between = tuple[int, int]

# The importer says here which properties were known when a row was created: {"rounds": […], "companies": […]}.
CREATION_PROPERTIES = "creation_properties"

_ROUNDS = (
    select(
        rounds.c.id,
        rounds.c.pursuit_id,
        pursuits.c.company_id,
        func.coalesce(func.nullif(rounds.c.owner_name, ""), pursuits.c.owner_name),
        pursuits.c.service,
        rounds.c.source,
        companies.c.industry,
        companies.c.country,
        companies.c.employees,
        rounds.c.cycle,
        rounds.c.entered_at,
        rounds.c.closed_at,
        rounds.c.outcome,
    )
    .join(pursuits, pursuits.c.id == rounds.c.pursuit_id)
    .join(companies, companies.c.id == pursuits.c.company_id)
    .order_by(rounds.c.pursuit_id, rounds.c.id)
)
_STAGE_CHANGES = select(
    stage_changes.c.pursuit_id,
    stage_changes.c.round_id,
    stage_changes.c.at,
    stage_changes.c.from_state,
    stage_changes.c.to_state,
    stage_changes.c.kind,
    stage_changes.c.by_event,
).order_by(stage_changes.c.pursuit_id, stage_changes.c.at, stage_changes.c.id)
_substantial = case(
    (touches.c.tagged_by.is_(None), null()), else_=case((touches.c.substance == "", 1), else_=0)
)
# Understanding (u) and sharing (s) in the order in which they were first made.
_asked_first = case(
    (touches.c.move_order.like("%u%s%"), 1), (touches.c.move_order.like("%s%u%"), 0), else_=null()
)
_TOUCHES = (
    select(
        touches.c.id,
        touches.c.pursuit_id,
        touches.c.at,
        touches.c.channel,
        touches.c.direction,
        touches.c.answered,
        touches.c.duration_s,
        contacts.c.role,
        func.coalesce(touches.c.result, touches.c.ended),
        _substantial,
        touches.c.connecting,
        touches.c.understanding,
        touches.c.sharing,
        touches.c.setting,
        touches.c.dated_next_step,
        touches.c.rep_share,
        touches.c.monologue_s,
        touches.c.questions,
        _asked_first,
    )
    .outerjoin(contacts, contacts.c.id == touches.c.contact_id)
    .where(touches.c.pursuit_id.is_not(None))
    .order_by(touches.c.pursuit_id, touches.c.at, touches.c.id)
)
_of_proposal = field_proposals.c
_FILLED_COMPANIES = select(_of_proposal.row_id).where(
    _of_proposal.kind == "companies",
    _of_proposal.state == "accepted",
    _of_proposal.field == bindparam("field"),
)
_role_filled = (
    select(_of_proposal.id)
    .where(
        _of_proposal.kind == "contacts",
        _of_proposal.state == "accepted",
        _of_proposal.field == "role",
        _of_proposal.row_id == contacts.c.id,
        _of_proposal.proposed == contacts.c.role,
    )
    .exists()
)
_heard = case((touches.c.result.is_not(None), 0), (touches.c.ended.is_not(None), 1), else_=null())
_beyond = select(pursuits.c.id).where(pursuits.c.id > bindparam("last")).order_by(pursuits.c.id)
_chunk = _beyond.limit(bindparam("size")).subquery()
_CHUNK = select(func.min(_chunk.c.id), func.max(_chunk.c.id))


class Frames:
    """Tables as `ml.tables` describes them, ordered by pursuit and time.

    Each can be asked for some pursuits by their ids, or for all `between` a first and a last id. Flags are
    numbers: 1, 0, or missing.
    """

    def __init__(self, engine: StoreEngine, facts: Facts) -> None:
        self._engine = engine
        self._facts = facts

    def rounds(
        self, pursuit_ids: Collection[int] | None = None, *, between: Between | None = None
    ) -> pd.DataFrame:
        """`ml.tables.ROUNDS`, with a column `prop:<name>` for each property known at creation.

        A company's property whose name a round's property has too is called `prop:company <name>`.
        """
        names = self._facts.get(CREATION_PROPERTIES) or {}
        of_rounds, of_companies = names.get("rounds", []), names.get("companies", [])
        labels = {name: f"company {name}" if name in of_rounds else name for name in of_companies}
        more = [rounds.c.properties] * bool(of_rounds) + [companies.c.properties] * bool(of_companies)
        query = _ROUNDS.add_columns(*more)
        columns = {**ROUNDS, **{str(column): ("json", "") for column in more}}
        with self._engine.reading() as connection:
            frame = read_frame(
                connection, query.where(self._which(rounds.c.pursuit_id, pursuit_ids, between)), columns
            )
        unpack_properties(frame, str(rounds.c.properties), {name: name for name in of_rounds})
        unpack_properties(frame, str(companies.c.properties), labels)
        return frame

    def traced(self) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
        """All rounds, stage changes and touches, each with its `TRACED_…` columns of `ml.tables` behind its own."""
        rounds_ = self.rounds()
        with self._engine.reading() as connection:
            for name in TRACED_ROUNDS:
                filled = connection.scalars(_FILLED_COMPANIES, {"field": name.removesuffix("_filled")}).all()
                rounds_[name] = rounds_["company_id"].isin(filled).astype("float64")
        moves = _STAGE_CHANGES.add_columns(stage_changes.c.id, stage_changes.c.label)
        told = _TOUCHES.add_columns(case((_role_filled, 1), else_=0), _heard)
        return (
            rounds_,
            self._read(moves, true(), {**STAGE_CHANGES, **TRACED_STAGE_CHANGES}),
            self._read(told, true(), {**TOUCHES, **TALK, **TRACED_TOUCHES}),
        )

    def stage_changes(
        self, pursuit_ids: Collection[int] | None = None, *, between: Between | None = None
    ) -> pd.DataFrame:
        """`ml.tables.STAGE_CHANGES`."""
        return self._read(
            _STAGE_CHANGES, self._which(stage_changes.c.pursuit_id, pursuit_ids, between), STAGE_CHANGES
        )

    def touches(
        self, pursuit_ids: Collection[int] | None = None, *, between: Between | None = None
    ) -> pd.DataFrame:
        """`ml.tables.TOUCHES` and `TALK`: those that belong to a pursuit."""
        which = self._which(touches.c.pursuit_id, pursuit_ids, between)
        return self._read(_TOUCHES, which, {**TOUCHES, **TALK})

    def pursuit_chunks(self, size: int) -> Iterator[Between]:
        """First and last id of consecutive chunks of at most `size` pursuits: all of them, in order."""
        last = 0
        while True:
            with self._engine.reading() as connection:
                first, last = connection.execute(_CHUNK, {"last": last, "size": size}).one()
            if first is None:
                return
            yield first, last

    def _which(
        self, column: Column[int], pursuit_ids: Collection[int] | None, between: Between | None
    ) -> ColumnElement[bool]:
        conditions: ColumnElement[bool] = true()
        if between is not None:
            conditions &= column.between(*between)
        if pursuit_ids is not None:
            conditions &= _of_these(column, pursuit_ids, sqlite=self._engine.sqlite)
        return conditions

    def _read(
        self, query: Select[Any], which: ColumnElement[bool], columns: Mapping[str, Any]
    ) -> pd.DataFrame:
        with self._engine.reading() as connection:
            return read_frame(connection, query.where(which), columns)


def _of_these(column: Column[int], pursuit_ids: Collection[int], *, sqlite: bool) -> ColumnElement[bool]:
    """The ids go as one value: a statement has room for 65,535 at most."""
    ids = sorted({int(id_) for id_ in pursuit_ids})
    if sqlite:
        return column.in_(select(func.json_each(compact_json(ids)).table_valued("value").c.value))
    return column == func.any(literal(ids, ARRAY(BigInteger)))
