"""What decides whether a rep's pursuits are due for a touch, read in a handful of queries for all of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, Connection, Text, and_, cast, func, or_, select

from integrations.store.engine import AnyRow, StoreEngine
from integrations.store.lead_cards import latest_agreement
from integrations.store.raw_frames import read_frame
from integrations.store.schema import companies, contacts, pursuits, rounds, touches
from integrations.store.sync_schema import tasks
from ml.funnel import CLOSED, LOST, WON, FunnelState
from ml.opt_out import has_opted_out

if TYPE_CHECKING:
    import pandas as pd

# Of `ml.tables.TOUCHES`, what the timing looks at, and the contact.
_TOUCH_COLUMNS = {
    "pursuit_id": ("id", ""),
    "at": ("time", ""),
    "channel": ("text", ""),
    "direction": ("text", ""),
    "answered": ("flag", ""),
    "result": ("text", ""),
    "dated_next_step": ("flag", ""),
    "contact_id": ("number", ""),
}
# What may be a word for “leave me alone” in a contact's own columns; each is then read closely.
MAY_SAY_NO = ("%opt%out%", "%unsubscri%", "%not%call%", "%not%contact%", "%not%mail%", "%not%disturb%", "%dnc%", "%no%contact%")  # fmt: skip
_OLDEST_TASK = timedelta(days=60)
_OPEN = tuple(state.value for state in FunnelState if state not in CLOSED)

_agreed = touches.alias("agreed")
_latest_round = (
    select(rounds.c.id)
    .where(rounds.c.pursuit_id == pursuits.c.id)
    .order_by(rounds.c.entered_at.desc().nulls_last(), rounds.c.id.desc())
    .limit(1)
    .correlate(pursuits)
    .scalar_subquery()
)
_PURSUITS = (
    select(
        pursuits.c.id,
        pursuits.c.company_id,
        companies.c.name.label("company"),
        companies.c.country,
        pursuits.c.service,
        pursuits.c.state,
        rounds.c.source,
        rounds.c.entered_at,
        rounds.c.left_because,
        rounds.c.left_temporarily,
        rounds.c.look_again_on,
        _agreed.c.next_step,
        _agreed.c.next_step_due,
    )
    .join(companies, companies.c.id == pursuits.c.company_id)
    .outerjoin(rounds, rounds.c.id == _latest_round)
    .outerjoin(_agreed, _agreed.c.id == latest_agreement())
    .order_by(pursuits.c.id)
)


@dataclass(frozen=True)
class DuePursuit:
    """A pursuit that may be due, as far as one row tells it.

    Parameters
    ----------
    id, company_id, company, country, service, state, source, entered_at
        Which, and where it stands; '' and None where not known.
    next_step, next_step_due
        The step agreed last; whether somebody kept it is told by the touches.
    left_because, look_again_on
        Of one that left for a while.
    """

    id: int
    company_id: int
    company: str
    country: str
    service: str
    state: FunnelState
    source: str
    entered_at: datetime | None
    next_step: str
    next_step_due: date | None
    left_because: str
    look_again_on: date | None


@dataclass(frozen=True)
class DueRows:
    """All that is read of a rep's pursuits.

    Parameters
    ----------
    pursuits
        Open ones, clients, and those whose day to look again has come.
    touches
        Theirs, columns as `ml.tables.TOUCHES` has them, and `contact_id`.
    opted_out
        Pursuits whose contact, or all of whose company's contacts, do not want to hear from us.
    tasks
        By pursuit the oldest open task of the CRM that is due: its words and its day.
    offered
        By company the services that it has a pursuit for, whatever its state.
    services
        All services, those with the most clients first.
    """

    pursuits: list[DuePursuit]
    touches: pd.DataFrame
    opted_out: set[int]
    tasks: Mapping[int, tuple[str, date]]
    offered: Mapping[int, set[str]]
    services: list[str]


@dataclass(frozen=True)
class LastWords:
    """Whom a pursuit's last touches were with, their role, and what they said; '' where nothing is known."""

    contact: str = ""
    role: str = ""
    quote: str = ""


class DueCandidates:
    """What the list of due pursuits is made from."""

    def __init__(self, engine: StoreEngine) -> None:
        self._engine = engine

    def of(self, person_id: int, on: date) -> DueRows:
        """Everything of one person's pursuits, for a day."""
        mine = (pursuits.c.owner_id == person_id) & _may_be_due(on)
        with self._engine.reading() as connection:
            told = [_pursuit(row) for row in connection.execute(_PURSUITS.where(mine))]
            touched = read_frame(connection, _touches(mine), _TOUCH_COLUMNS)
            return DueRows(
                told,
                touched,
                _opted_out(connection, mine, touched),
                _tasks(connection, mine, on),
                _offered(connection, person_id),
                _services(connection),
            )

    def last_words(self, pursuit_ids: Collection[int]) -> dict[int, LastWords]:
        """Of a few pursuits: the contact of the latest touch that names one, and the latest quote."""
        if not pursuit_ids:
            return {}
        with self._engine.reading() as connection:
            names = {row.id: row for row in connection.execute(_latest(pursuit_ids, contacts.c.name != ""))}
            quotes = {
                row.id: row.quote for row in connection.execute(_latest(pursuit_ids, touches.c.quote != ""))
            }
            others = {row.id: row for row in connection.execute(_first_contacts(pursuit_ids))}
        told = dict[int, LastWords]()
        for id_ in pursuit_ids:
            whom = names.get(id_) or others.get(id_)
            told[id_] = LastWords(
                whom.name if whom else "", (whom.role if whom else "") or "", quotes.get(id_, "")
            )
        return told


def _may_be_due(on: date) -> ColumnElement[bool]:
    ended = rounds.alias("ended")
    returns = (
        select(ended.c.id)
        .where(ended.c.pursuit_id == pursuits.c.id, ended.c.left_temporarily, ended.c.look_again_on <= on)
        .correlate(pursuits)
        .exists()
    )
    return or_(pursuits.c.state.in_((*_OPEN, WON.value)), and_(pursuits.c.state == LOST.value, returns))


def _pursuit(row: AnyRow) -> DuePursuit:
    return DuePursuit(
        id=row.id,
        company_id=row.company_id,
        company=row.company,
        country=row.country or "",
        service=row.service,
        state=FunnelState(row.state),
        source=row.source or "",
        entered_at=row.entered_at,
        next_step=row.next_step or "",
        next_step_due=row.next_step_due,
        left_because=row.left_because or "",
        look_again_on=row.look_again_on if row.left_temporarily else None,
    )


def _touches(mine: ColumnElement[bool]) -> Any:
    return (
        select(
            touches.c.pursuit_id,
            touches.c.at,
            touches.c.channel,
            touches.c.direction,
            touches.c.answered,
            func.coalesce(touches.c.result, touches.c.ended),
            touches.c.dated_next_step,
            touches.c.contact_id,
        )
        .join(pursuits, pursuits.c.id == touches.c.pursuit_id)
        .where(mine, touches.c.channel != "note", touches.c.cancelled.is_not(True))
        .order_by(touches.c.pursuit_id, touches.c.at, touches.c.id)
    )


def _opted_out(connection: Connection, mine: ColumnElement[bool], touched: pd.DataFrame) -> set[int]:
    said = func.lower(cast(contacts.c.properties, Text))
    query = (
        select(contacts.c.id, contacts.c.company_id, contacts.c.properties, pursuits.c.id.label("pursuit_id"))
        .join(pursuits, pursuits.c.company_id == contacts.c.company_id)
        .where(mine, or_(*(said.like(word) for word in MAY_SAY_NO)))
    )
    rows = [row for row in connection.execute(query) if has_opted_out(row.properties or {})]
    if not rows:
        return set()
    named = touched[touched["contact_id"].notna()].drop_duplicates("pursuit_id", keep="last")
    last = dict(zip(named["pursuit_id"].tolist(), named["contact_id"].tolist(), strict=True))
    gone = Counter(row.pursuit_id for row in rows)
    there = _contacts_of(connection, gone)
    whole = {id_ for id_, number in gone.items() if number >= there[id_]}
    return whole | {row.pursuit_id for row in rows if last.get(row.pursuit_id) == row.id}


def _contacts_of(connection: Connection, pursuit_ids: Iterable[int]) -> dict[int, int]:
    """How many contacts the companies of these pursuits have."""
    query = (
        select(pursuits.c.id, func.count())
        .join(contacts, contacts.c.company_id == pursuits.c.company_id)
        .where(pursuits.c.id.in_(list(pursuit_ids)))
        .group_by(pursuits.c.id)
    )
    return {row[0]: row[1] for row in connection.execute(query)}


def _tasks(connection: Connection, mine: ColumnElement[bool], on: date) -> dict[int, tuple[str, date]]:
    query = (
        select(tasks.c.pursuit_id, tasks.c.subject, tasks.c.due_on)
        .join(pursuits, pursuits.c.id == tasks.c.pursuit_id)
        .where(mine, tasks.c.done_at.is_(None), func.lower(tasks.c.status) != "completed")
        .where(tasks.c.due_on.between(on - _OLDEST_TASK, on))
        .order_by(tasks.c.due_on.desc(), tasks.c.id)
    )
    return {row.pursuit_id: (row.subject, row.due_on) for row in connection.execute(query)}


def _offered(connection: Connection, person_id: int) -> dict[int, set[str]]:
    clients = select(pursuits.c.company_id).where(
        pursuits.c.owner_id == person_id, pursuits.c.state == WON.value
    )
    query = select(pursuits.c.company_id, pursuits.c.service).where(pursuits.c.company_id.in_(clients))
    told = dict[int, set[str]]()
    for company_id, service in connection.execute(query):
        told.setdefault(company_id, set()).add(service)
    return told


def _services(connection: Connection) -> list[str]:
    clients = func.count().filter(pursuits.c.state == WON.value)
    query = (
        select(pursuits.c.service).group_by(pursuits.c.service).order_by(clients.desc(), pursuits.c.service)
    )
    return [name for name in connection.scalars(query) if name]


def _latest(pursuit_ids: Collection[int], wanted: ColumnElement[bool]) -> Any:
    """The latest touch of each pursuit of which this holds, with its contact."""
    newest_first = func.row_number().over(
        partition_by=touches.c.pursuit_id, order_by=(touches.c.at.desc(), touches.c.id.desc())
    )
    ranked = (
        select(
            touches.c.pursuit_id.label("id"),
            touches.c.quote,
            contacts.c.name,
            contacts.c.role,
            newest_first.label("place"),
        )
        .outerjoin(contacts, contacts.c.id == touches.c.contact_id)
        .where(touches.c.pursuit_id.in_(list(pursuit_ids)), wanted)
        .subquery()
    )
    return select(ranked).where(ranked.c.place == 1)


def _first_contacts(pursuit_ids: Collection[int]) -> Any:
    """The company's contact that is known longest, for pursuits in which nobody was named yet."""
    first = (
        select(func.min(contacts.c.id))
        .where(contacts.c.company_id == pursuits.c.company_id)
        .correlate(pursuits)
        .scalar_subquery()
    )
    return (
        select(pursuits.c.id, contacts.c.name, contacts.c.role)
        .join(contacts, contacts.c.id == first)
        .where(pursuits.c.id.in_(list(pursuit_ids)))
    )
