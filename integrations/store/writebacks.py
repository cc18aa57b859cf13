"""What people asked to be written to the CRM, and what became of each: kept for ever, it is the audit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import Connection, Select, and_, select, update

from integrations.store.engine import StoreEngine
from integrations.store.schema import companies, pursuits, rounds
from integrations.store.sync_schema import crm_records, writebacks

WriteKind = Literal["note", "task", "stage"]
WriteState = Literal["waiting", "sending", "sent", "refused", "unknown"]
# Setting a stage twice leaves it as it is; a note or task sent twice is there twice.
REPEATABLE: frozenset[WriteKind] = frozenset({"stage"})
_c = writebacks.c


@dataclass(frozen=True, slots=True)
class Writeback:
    """One thing that a person asked to be written to the CRM.

    Parameters
    ----------
    id
        Made from Slack's id of the dialog: sent twice, it is asked once.
    kind
        What it is.
    person_id, asked_at
        Who asked, when (UTC).
    payload
        What was confirmed, in the product's words; under `sent`, once sending began, what the CRM was given.
    pursuit_id, deal_id
        What it is about; the CRM's id of the deal is '' where there is none.
    state
        What became of it; `unknown` where no answer came, so that it may be there or not.
    began_at, ended_at
        When sending began, and when it was known how it went.
    record_id
        What it became in the CRM.
    refusal
        Why it was not taken, in words.
    """

    id: str
    kind: WriteKind
    person_id: int
    payload: Mapping[str, Any]
    asked_at: datetime
    pursuit_id: int | None = None
    deal_id: str = ""
    state: WriteState = "waiting"
    began_at: datetime | None = None
    ended_at: datetime | None = None
    record_id: str | None = None
    refusal: str = ""


@dataclass(frozen=True, slots=True)
class CrmPlace:
    """Where a pursuit is in the CRM: its company and its deal, '' where there is none; the deal's standing."""

    company_id: str = ""
    deal_id: str = ""
    pipeline: str = ""
    stage: str = ""


def crm_id(company_key: str) -> str:
    """The CRM's id in the key of a company; '' where the key holds none.

    >>> crm_id("id:901"), crm_id("name:acme")
    ('901', '')
    """
    id_ = company_key.removeprefix("id:")
    return id_ if id_ != company_key and id_.isascii() and id_.isdigit() else ""


class Writebacks:
    """Everything written to the CRM on a click. Rows change their state and are never deleted."""

    def __init__(self, engine: StoreEngine) -> None:
        self._engine = engine

    def ask(self, wanted: Writeback) -> bool:
        """Keep what was asked for; False where the same was kept before."""
        insert = self._engine.insert(writebacks).on_conflict_do_nothing().returning(_c.id)
        with self._engine.writing() as connection:
            return connection.execute(insert, asdict(wanted)).first() is not None

    def waiting(self, limit: int) -> list[Writeback]:
        """What is still to be sent, the oldest first."""
        return self._read(
            select(writebacks).where(_c.state == "waiting").order_by(_c.asked_at, _c.id).limit(limit)
        )

    def pending(self) -> bool:
        """Whether anything has no end yet: what waits, and what a crash may have left half sent."""
        query = select(_c.id).where(_c.state.in_(["waiting", "sending"])).limit(1)
        with self._engine.reading() as connection:
            return connection.scalar(query) is not None

    def begin(self, id_: str, at: datetime, *, payload: Mapping[str, Any]) -> bool:
        """Claim one that waits and note what is about to be sent; False where another worker has it."""
        claim = update(writebacks).where(_c.id == id_, _c.state == "waiting").returning(_c.id)
        values = {"state": "sending", "began_at": at, "payload": dict(payload)}
        with self._engine.writing() as connection:
            return connection.execute(claim.values(values)).first() is not None

    def wait_again(self, id_: str) -> None:
        """Nothing was sent of it: it waits for the next time."""
        self._change(id_, ("sending",), state="waiting", began_at=None)

    def sent(self, id_: str, record_id: str, at: datetime) -> None:
        """The CRM took it; whatever was believed before."""
        self._change(id_, ("waiting", "sending", "unknown"), state="sent", record_id=record_id, ended_at=at)

    def refused(self, id_: str, reason: str, at: datetime) -> None:
        """The CRM or an admin's rule did not take it; it is never sent again."""
        self._change(id_, ("waiting", "sending"), state="refused", refusal=reason, ended_at=at)

    def unknown(self, id_: str, at: datetime) -> None:
        """No answer came, so it may be there or not; it is not sent again."""
        self._change(id_, ("sending",), state="unknown", ended_at=at)

    def settle_crashed(self, at: datetime) -> list[Writeback]:
        """Settle what began to be sent and never ended; only for whoever sends alone, so that nobody is at it still.

        Gives those that became unknown; what may be sent twice waits again.
        """
        left = _c.state == "sending"
        again = update(writebacks).where(left, _c.kind.in_(REPEATABLE))
        lost = update(writebacks).where(left).returning(_c.id)
        with self._engine.writing() as connection:
            connection.execute(again.values(state="waiting", began_at=None))
            ids = list(connection.scalars(lost.values(state="unknown", ended_at=at)))
        return self._read(select(writebacks).where(_c.id.in_(ids)).order_by(_c.asked_at, _c.id))

    def audit(self, limit: int) -> list[Writeback]:
        """The newest, whatever became of them."""
        return self._read(select(writebacks).order_by(_c.asked_at.desc(), _c.id.desc()).limit(limit))

    def own_records(self) -> set[str]:
        """Ids of all records in the CRM that we made ourselves."""
        made = select(_c.record_id).where(_c.record_id.is_not(None), _c.kind.not_in(REPEATABLE))
        with self._engine.reading() as connection:
            return {str(id_) for id_ in connection.scalars(made) if id_}

    def place(self, pursuit_id: int) -> CrmPlace:
        """Where a pursuit is in the CRM as it was last read; of several deals the one that is open, or the newest."""
        with self._engine.reading() as connection:
            company_id = _company_in_crm(connection, pursuit_id)
            deal = connection.execute(_deal_of(pursuit_id)).first()
        if deal is None:
            return CrmPlace(company_id)
        told = (str(deal.properties.get(name) or "") for name in ("pipeline", "dealstage"))
        return CrmPlace(company_id, deal.id, *told)

    def _read(self, query: Select[Any]) -> list[Writeback]:
        with self._engine.reading() as connection:
            return [Writeback(**row) for row in connection.execute(query).mappings()]

    def _change(self, id_: str, known: tuple[WriteState, ...], **values: Any) -> None:
        with self._engine.writing() as connection:
            connection.execute(update(writebacks).where(_c.id == id_, _c.state.in_(known)).values(**values))


def _company_in_crm(connection: Connection, pursuit_id: int) -> str:
    """The CRM's id of a pursuit's company; '' where it is not from there."""
    of_pursuit = (
        select(companies.c.key)
        .join(pursuits, pursuits.c.company_id == companies.c.id)
        .where(pursuits.c.id == pursuit_id)
    )
    id_ = crm_id(connection.scalar(of_pursuit) or "")
    here = (crm_records.c.kind == "companies") & (crm_records.c.id == id_) & crm_records.c.gone.is_(False)
    return connection.scalar(select(crm_records.c.id).where(here)) or ""


def _deal_of(pursuit_id: int) -> Select[Any]:
    told = and_(crm_records.c.kind == "deals", crm_records.c.id == rounds.c.key)
    return (
        select(crm_records.c.id, crm_records.c.properties)
        .select_from(rounds)
        .join(crm_records, told)
        .where(rounds.c.pursuit_id == pursuit_id, crm_records.c.gone.is_(False))
        .order_by(
            rounds.c.closed_at.is_not(None), rounds.c.entered_at.desc().nulls_last(), rounds.c.id.desc()
        )
        .limit(1)
    )
