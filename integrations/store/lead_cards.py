"""Reading all that `/lead` shows of one pursuit, by its id or by the company's exact name."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from sqlalchemy import FromClause, ScalarSelect, Select, String, and_, bindparam, cast, func, or_, select

from integrations.store.columns import joined
from integrations.store.engine import StoreEngine
from integrations.store.loop_schema import score_history
from integrations.store.name_search import of_typed_form, searched
from integrations.store.prepared import Prepared
from integrations.store.schema import (
    companies,
    contacts,
    facts,
    names,
    people,
    pursuits,
    rounds,
    scores,
    touches,
)
from integrations.store.score_json import decode
from integrations.store.writebacks import crm_id
from ml.funnel import CLOSED, LOST, FunnelState
from ml.records import LeadCard, LeadScore, TouchLine

_last = touches.alias("last")
_agreed = touches.alias("agreed")
_left = rounds.alias("left_round")


def _latest_touch(*conditions: Any) -> ScalarSelect[int]:
    """The id of a pursuit's latest touch, by the index on (pursuit, time)."""
    latest = select(touches.c.id).where(touches.c.pursuit_id == pursuits.c.id, *conditions)
    newest_first = latest.order_by(touches.c.at.desc(), touches.c.id.desc()).limit(1)
    return newest_first.correlate(pursuits).scalar_subquery()


def latest_agreement() -> ScalarSelect[int]:
    """The id of the touch that says what is next: the latest promise, or a later conversation that made none."""
    conversation = or_(*(touches.c.channel == channel for channel in ("call", "meeting", "visit")))
    return _latest_touch(or_(touches.c.next_step != "", and_(conversation, touches.c.substance == "")))


_latest_round = (
    select(rounds.c.id)
    .where(rounds.c.pursuit_id == pursuits.c.id, rounds.c.closed_at.is_not(None))
    .order_by(rounds.c.closed_at.desc(), rounds.c.id.desc())
    .limit(1)
    .correlate(pursuits)
    .scalar_subquery()
)

_SHOWN_MOVES = 31  # a month of daily scoring
_newest_moves = (
    select(score_history.c.on, score_history.c.win)
    .where(score_history.c.pursuit_id == pursuits.c.id)
    .order_by(score_history.c.on.desc())
    .limit(_SHOWN_MOVES)
    .correlate(pursuits)
    .subquery()
)
# Days and chances as one text, so that a card takes one row: 2026-11-20=0.52,2026-11-18=0.41
_move = cast(_newest_moves.c.on, String) + "=" + cast(_newest_moves.c.win, String)
_moves = select(joined(_move)).select_from(_newest_moves).scalar_subquery()

_COLUMNS = (
    pursuits.c.id.label("pursuit_id"),
    companies.c.id.label("company_id"),
    companies.c.name.label("company"),
    companies.c.key.label("company_key"),
    pursuits.c.service,
    pursuits.c.state,
    pursuits.c.cycle,
    pursuits.c.irregular_moves,
    pursuits.c.owner_id,
    func.coalesce(people.c.name, pursuits.c.owner_name).label("owner"),
    scores.c.as_of,
    scores.c.model_version,
    scores.c.level,
    scores.c.win,
    scores.c.details,
    scores.c.previous_win,
    scores.c.previous_at,
    _moves.label("moves"),
    _last.c.channel,
    _last.c.at,
    _last.c.direction,
    _last.c.duration_s,
    _last.c.quote,
    contacts.c.name.label("contact"),
    contacts.c.role.label("contact_role"),
    _agreed.c.next_step,
    _agreed.c.next_step_due,
    _left.c.left_because,
    _left.c.look_again_on,
    select(facts.c.value).where(facts.c.key == "data_as_of").scalar_subquery().label("data_as_of"),
)


def _cards(of: FromClause) -> Select[Any]:
    """What cards show of all pursuits in a join that names them and their companies."""
    joined = (
        of.outerjoin(people, people.c.id == pursuits.c.owner_id)
        .outerjoin(scores, scores.c.pursuit_id == pursuits.c.id)
        .outerjoin(_last, _last.c.id == _latest_touch())
        .outerjoin(_agreed, _agreed.c.id == latest_agreement())
        .outerjoin(_left, (_left.c.id == _latest_round) & (pursuits.c.state == LOST))
        .outerjoin(contacts, contacts.c.id == _last.c.contact_id)
    )
    return select(*_COLUMNS).select_from(joined)


_CARD = Prepared(
    _cards(pursuits.join(companies, companies.c.id == pursuits.c.company_id)).where(
        pursuits.c.id == bindparam("pursuit_id")
    )
)
_OTHER_SERVICES = Prepared(
    select(pursuits.c.id, pursuits.c.service, pursuits.c.state)
    .where(pursuits.c.company_id == bindparam("company_id"), pursuits.c.id != bindparam("pursuit_id"))
    .order_by(pursuits.c.id)
)
# All pursuits of the companies with this name; a company without any has a row, too.
_NAMED = Prepared(
    _cards(
        names.join(companies, companies.c.id == names.c.company_id).outerjoin(
            pursuits, pursuits.c.company_id == companies.c.id
        )
    )
    .add_columns(names.c.name)
    .where(names.c.norm == bindparam("norm"), names.c.kind == "company")
    .order_by(pursuits.c.id)
)


def read_card(engine: StoreEngine, pursuit_id: int) -> LeadCard | None:
    """The card of a pursuit; None when there is none with this id."""
    for row in engine.ask(_CARD, pursuit_id=pursuit_id):
        return _card(row, engine.ask(_OTHER_SERVICES, company_id=row.company_id, pursuit_id=pursuit_id))
    return None


def read_named(engine: StoreEngine, typed: str) -> LeadCard | None:
    """The card of the most promising pursuit of the one company with this name; None where it is not one."""
    norm = searched(typed)
    rows = of_typed_form(engine.ask(_NAMED, norm=norm), typed) if norm else []
    if len({row.company_id for row in rows}) != 1 or rows[0].pursuit_id is None:
        return None
    best = min(rows, key=lambda row: promise(row.state, row.win, row.pursuit_id))
    return _card(best, [(row.pursuit_id, row.service, row.state) for row in rows if row is not best])


def promise(state: str, win: float | None, pursuit_id: int) -> tuple[bool, float, int]:
    """Sorts open pursuits before closed ones, then by the chance of winning; newer ones first."""
    return state in CLOSED, -(win or 0.0), -pursuit_id


def _card(row: Any, others: Iterable[tuple[int, str, str]]) -> LeadCard:
    return LeadCard(
        pursuit_id=row.pursuit_id,
        company_id=row.company_id,
        company=row.company,
        crm_company=crm_id(row.company_key),
        service=row.service,
        state=FunnelState(row.state),
        cycle=row.cycle,
        owner_id=row.owner_id,
        owner=row.owner,
        score=_score(row),
        previous_win=row.previous_win,
        previous_at=row.previous_at,
        trend=_trend(row.moves or ""),
        last_touch=_touch(row),
        next_step=row.next_step or "",
        next_step_due=row.next_step_due,
        left_because=row.left_because or "",
        look_again_on=row.look_again_on,
        irregular_moves=row.irregular_moves,
        data_as_of=datetime.fromisoformat(row.data_as_of) if row.data_as_of else None,
        other_services=tuple((id_, service, FunnelState(state)) for id_, service, state in others),
    )


def _trend(moves: str) -> tuple[tuple[date, float], ...]:
    told = (one.split("=") for one in moves.split(",") if one)
    return tuple(sorted(((date.fromisoformat(day), float(win)) for day, win in told), reverse=True))


def _score(row: Any) -> LeadScore | None:
    if row.win is None:
        return None
    return decode((row.pursuit_id, row.as_of, row.model_version, row.level, row.win, row.details))


def _touch(row: Any) -> TouchLine | None:
    if row.channel is None:
        return None
    whom = _with_role(row.contact, row.contact_role) if row.contact else ""
    return TouchLine(row.channel, row.at, row.direction, row.duration_s, whom, row.quote or "")


def _with_role(name: str, role: str | None) -> str:
    return f"{name} ({role})" if role else name
