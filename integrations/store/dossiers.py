"""Reading everything of one pursuit before a conversation: people, one timeline of all systems, promises."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time
from typing import Any

from sqlalchemy import Connection, and_, func, literal, null, or_, select, union_all

from integrations.store.conversation_schema import field_proposals
from integrations.store.conversations import Conversations
from integrations.store.engine import AnyRow, StoreEngine
from integrations.store.lead_cards import read_card
from integrations.store.schema import companies, contacts, people, stage_changes, touches
from integrations.store.sync_schema import tasks
from ml.dossier import CompanyProfile, Contact, Dossier, Promise, TimelineEntry
from ml.funnel import FunnelState
from ml.records import Person

_MOST_CONTACTS, _MOST_ENTRIES, _MOST_CONVERSATIONS, _MOST_PROMISES = 8, 40, 5, 12
# Roles that decide come first; spelt as CRMs spell them.
_DECIDES = (
    "%director%",
    "%chief%",
    "%ceo%",
    "%cfo%",
    "%owner%",
    "%head%",
    "%direktur%",
    "%pengarah%",
    "%founder%",
)

_decides = or_(*(func.lower(contacts.c.role).like(word) for word in _DECIDES))
_last_touch = (
    select(func.max(touches.c.at))
    .where(touches.c.contact_id == contacts.c.id)
    .correlate(contacts)
    .scalar_subquery()
)


class Dossiers:
    """What `/brief` and `/pitch` read."""

    def __init__(self, engine: StoreEngine, conversations: Conversations) -> None:
        self._engine = engine
        self._conversations = conversations

    def read(self, pursuit_id: int, rep: Person) -> Dossier | None:
        """The dossier of a pursuit for the person who asks; None where there is no such pursuit."""
        card = read_card(self._engine, pursuit_id)
        if card is None:
            return None
        talks = self._conversations.of_pursuit(pursuit_id, _MOST_CONVERSATIONS)
        with self._engine.reading() as connection:
            return Dossier(
                card=card,
                company=_company(connection, card.company_id),
                contacts=_contacts(connection, card.company_id),
                rep=rep,
                timeline=_timeline(connection, pursuit_id, card.company_id),
                conversations=tuple(talks),
                promises=_promises(connection, pursuit_id, card.company_id),
            )


def _company(connection: Connection, company_id: int) -> CompanyProfile:
    row = connection.execute(select(companies).where(companies.c.id == company_id)).one()
    accepted = select(field_proposals.c.field, field_proposals.c.made_by, people.c.name).join(
        people, people.c.id == field_proposals.c.decided_by
    )
    mine = (field_proposals.c.kind == "companies") & (field_proposals.c.row_id == company_id)
    marks = connection.execute(accepted.where(mine, field_proposals.c.state == "accepted")).all()
    return CompanyProfile(
        name=row.name,
        domain=row.domain or "",
        industry=row.industry or "",
        country=row.country or "",
        employees=row.employees,
        properties=dict(row.properties or {}),
        filled={mark.field: f"filled by {mark.made_by}, accepted by {mark.name}" for mark in marks},
    )


def _contacts(connection: Connection, company_id: int) -> tuple[Contact, ...]:
    query = (
        select(contacts)
        .where(contacts.c.company_id == company_id)
        .order_by(func.coalesce(_decides, False).desc(), _last_touch.desc().nulls_last(), contacts.c.id)
        .limit(_MOST_CONTACTS)
    )
    return tuple(
        Contact(row.name, row.role or "", row.phone or "", row.email or "", row.id)
        for row in connection.execute(query)
    )


def _timeline(connection: Connection, pursuit_id: int, company_id: int) -> tuple[TimelineEntry, ...]:
    """Touches and stage changes of the pursuit, and the company's touches that belong to no pursuit."""
    ours = or_(
        touches.c.pursuit_id == pursuit_id,
        and_(touches.c.company_id == company_id, touches.c.pursuit_id.is_(None)),
    )
    said = (
        select(
            touches.c.at,
            touches.c.channel.label("kind"),
            touches.c.direction,
            contacts.c.name,
            contacts.c.role,
            func.coalesce(touches.c.quote, touches.c.next_step, "").label("text"),
            touches.c.duration_s,
            func.coalesce(touches.c.result, touches.c.ended, "").label("result"),
            touches.c.id.label("touch_id"),
        )
        .outerjoin(contacts, contacts.c.id == touches.c.contact_id)
        .where(ours)
    )
    moved = select(
        stage_changes.c.at,
        literal("stage"),
        literal(""),
        null(),
        null(),
        stage_changes.c.to_state,
        null(),
        literal(""),
        literal(0),
    ).where(stage_changes.c.pursuit_id == pursuit_id)
    both = union_all(said, moved).subquery()
    query = select(both).order_by(both.c.at.desc(), both.c.touch_id.desc()).limit(_MOST_ENTRIES)
    return tuple(map(_entry, connection.execute(query)))


def _entry(row: AnyRow) -> TimelineEntry:
    stage = row.kind == "stage"
    text = FunnelState(row.text).label if stage else row.text
    whom = f"{row.name} ({row.role})" if row.name and row.role else row.name or ""
    at = row.at if row.at.tzinfo else row.at.replace(tzinfo=UTC)
    return TimelineEntry(at, row.kind, row.direction, whom, text, row.duration_s, row.result, row.touch_id)


def _promises(connection: Connection, pursuit_id: int, company_id: int) -> tuple[Promise, ...]:
    """Open tasks of the CRM, and the next steps that the latest conversations set."""
    mine = or_(
        tasks.c.pursuit_id == pursuit_id, and_(tasks.c.company_id == company_id, tasks.c.pursuit_id.is_(None))
    )
    still = select(tasks.c.subject, tasks.c.due_on).where(mine, tasks.c.done_at.is_(None))
    open_tasks = connection.execute(
        still.where(func.lower(tasks.c.status) != "completed").limit(_MOST_PROMISES)
    ).all()
    agreed = (
        select(touches.c.next_step, touches.c.next_step_due, touches.c.at, touches.c.channel)
        .where(touches.c.pursuit_id == pursuit_id, touches.c.next_step != "")
        .order_by(touches.c.at.desc())
        .limit(3)
    )
    told = [_agreed(row) for row in connection.execute(agreed)]
    tasked = [Promise(row.subject, "task in the CRM", "rep", due=row.due_on) for row in open_tasks]
    return tuple(_soonest_first([*told, *tasked]))[:_MOST_PROMISES]


def _agreed(row: Any) -> Promise:
    return Promise(
        row.next_step, f"{row.channel} of {row.at.day} {row.at:%b}", "", row.at.date(), row.next_step_due
    )


def _soonest_first(promises: Iterable[Promise]) -> Sequence[Promise]:
    return sorted(promises, key=lambda one: datetime.combine(one.due or date.max, time()))
