"""Touches of an imported batch with their calls and transcripts; and the team's people and services."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import partial
from typing import Any

from sqlalchemy import case, or_, select, update

from integrations.intake_rows import DEFAULT_SERVICE, PersonRow, ServiceRow, TaskRow, TouchRow
from integrations.store.intake_batch import REPS, SERVICES, Batch, said_or_kept
from integrations.store.intake_calls import told_by_crm_alone, write_calls
from integrations.store.intake_contacts import resolve_contacts
from integrations.store.intake_deals import resolve_pursuits
from integrations.store.intake_targets import resolve_companies
from integrations.store.schema import contacts, pursuits, rounds, touches

# What a row does not say is left as an earlier row (or the tagger) said it.
_KEPT = (
    "pursuit_id",
    "contact_id",
    "person_id",
    "answered",
    "duration_s",
    "result",
    "aims_at",
    "text",
    "booked_at",
    "cancelled",
)
# Several systems see the same call: what one does not say, another may have said.
_KEPT_OF_CALLS = (*_KEPT, "company_id")
# What the tagger read.
_TAGS = (
    "tagged_by", "substance", "connecting", "understanding", "sharing", "setting", "dated_next_step", "next_step",
    "next_step_due", "quote", "ended", "move_order", "rep_share", "monologue_s", "questions",
)  # fmt: skip
# A company and, where it is told, a pursuit.
Place = tuple[int | None, int | None]


def write_touches(batch: Batch, rows: Sequence[TouchRow]) -> list[str]:
    """Store touch rows; gives for each '' or the reason why it was not stored."""
    places = _places(batch, rows)
    good = [(row, place) for row, place in zip(rows, places, strict=True) if isinstance(place, tuple)]
    contact_ids = resolve_contacts(batch, [(company_id, row.contact) for row, (company_id, _) in good])
    columns: dict[str, dict[str, Any]] = {
        row.touch_key: _touch_columns(batch, row, place) | {"contact_id": contact_id}
        for (row, place), contact_id in zip(good, contact_ids, strict=True)
    }
    if batch.whole:
        _upsert_whole(batch, list(columns.values()), told_by_crm_alone(batch, [row for row, _ in good]))
    else:
        batch.upsert(touches, list(columns.values()), key="key", keep=_KEPT)
    touch_ids = batch.ids_by_key(touches, columns)
    write_calls(batch, {touch_ids[row.touch_key]: row for row, _ in good if row.recording})
    batch.touched.add(company_id for _, (company_id, _) in good if company_id)
    return [place if isinstance(place, str) else "" for place in places]


def _upsert_whole(batch: Batch, rows: Sequence[dict[str, Any]], alone: Collection[str]) -> None:
    """Store touches as they are said to be; only of calls that several systems see, what one leaves out stays."""
    mine = touches.c.key.in_([row["key"] for row in rows])
    before = select(touches.c.company_id).where(mine, touches.c.company_id.is_not(None)).distinct()
    batch.touched.add(batch.connection.scalars(before))
    of_calls = [row for row in rows if row["channel"] == "call" and row["key"] not in alone]
    silent = [
        {k: v for k, v in row.items() if k != "properties"} for row in of_calls if not row["properties"]
    ]
    telling = [row for row in of_calls if row["properties"]]
    others = [row for row in rows if row["channel"] != "call" or row["key"] in alone]
    for some, keep in ((silent, _KEPT_OF_CALLS), (telling, _KEPT_OF_CALLS), (others, ())):
        batch.upsert(touches, some, key="key", keep=keep, change=partial(_as_read, kept=bool(keep)))
    of_company = select(pursuits.c.id).where(
        pursuits.c.id == touches.c.pursuit_id, pursuits.c.company_id == touches.c.company_id
    )
    foreign = mine & touches.c.pursuit_id.is_not(None) & ~of_company.exists()
    batch.connection.execute(update(touches).where(foreign).values(pursuit_id=None))


def _as_read(new: Any, *, kept: bool) -> dict[str, Any]:
    """What the tagger read stays, as long as the words are the same."""
    old = touches.c
    text = said_or_kept(new.text, old.text) if kept else new.text
    lasted = said_or_kept(new.duration_s, old.duration_s) if kept else new.duration_s
    same = old.text.is_not_distinct_from(text) & old.duration_s.is_not_distinct_from(lasted)
    read = {name: case((same, old[name]), else_=None) for name in _TAGS}
    return read | {"result": said_or_kept(new.result, case((same, old.result), else_=None))}


def _places(batch: Batch, rows: Sequence[TouchRow]) -> list[Place | str]:
    """Company and, where the row tells it, pursuit of each row; or the reason why they cannot be told."""
    found = places_of(batch, rows)
    standing = _standing_pursuits(batch, rows, found)
    return [
        (place[0], standing[place[0], row.service]) if isinstance(place, tuple) and place[0] and place[1] is None
        and (place[0], row.service) in standing else place
        for row, place in zip(rows, found, strict=True)
    ]  # fmt: skip


def places_of(batch: Batch, rows: Sequence[TouchRow | TaskRow]) -> list[Place | str]:
    """Company and pursuit of each row by its deal, its company or its contact; or why they cannot be told.

    A whole row that names none of them has no place.
    """
    by_deal = _pursuits_by_deal(batch, {row.deal_id for row in rows if row.deal_id})
    by_contact = _companies_by_contact(batch, rows)
    named = [row for row in rows if row.company.name or row.company.id]
    by_name = dict(zip(map(id, named), resolve_companies(batch, [row.company for row in named]), strict=True))
    places = [by_deal.get(row.deal_id) or _of_company(by_name.get(id(row)), row, by_contact) for row in rows]
    return [
        (None, None) if place is None and batch.whole else place or _missing(row)
        for row, place in zip(rows, places, strict=True)
    ]


def _of_company(
    company: int | str | None, row: TouchRow | TaskRow, by_contact: Mapping[str, int | None]
) -> Place | str | None:
    if isinstance(company, int):
        return company, None
    if company:
        return company
    contact = row.contact
    known = by_contact.get(f"id:{contact.id}") or by_contact.get(f"mail:{contact.email.lower()}")
    return (known, None) if known else None


def _missing(row: TouchRow | TaskRow) -> str:
    missing = f"no deal with the id “{row.deal_id}” is known" if row.deal_id else "its contact is not known"
    return f"{missing}, and the row names no company"


def _pursuits_by_deal(batch: Batch, keys: set[str]) -> dict[str, Place]:
    if not keys:
        return {}
    query = select(rounds.c.key, pursuits.c.company_id, pursuits.c.id)
    query = query.join(pursuits, pursuits.c.id == rounds.c.pursuit_id).where(rounds.c.key.in_(keys))
    return {key: (company_id, pursuit_id) for key, company_id, pursuit_id in batch.connection.execute(query)}


def _companies_by_contact(batch: Batch, rows: Iterable[TouchRow | TaskRow]) -> dict[str, int | None]:
    told = [row.contact for row in rows if not (row.company.name or row.company.id)]
    ids = [f"id:{contact.id}" for contact in told if contact.id]
    emails = [contact.email.lower() for contact in told if contact.email]
    if not ids and not emails:
        return {}
    query = select(contacts.c.key, contacts.c.email, contacts.c.company_id)
    query = query.where(or_(contacts.c.key.in_(ids), contacts.c.email.in_(emails)))
    found = dict[str, int | None]()
    for row in batch.connection.execute(query):
        found |= {row.key: row.company_id, f"mail:{row.email}": row.company_id}
    return found


def _standing_pursuits(
    batch: Batch, rows: Sequence[TouchRow], found: Sequence[Place | str]
) -> dict[tuple[int, str], int]:
    """The pursuits that rows name by their service; a row that tells the standing makes a missing one."""
    named, standing = set[tuple[int, str]](), dict[tuple[int, str], TouchRow]()
    for row, place in zip(rows, found, strict=True):
        if isinstance(place, tuple) and place[0] and place[1] is None:
            if row.state:
                standing[place[0], row.service] = row
            elif row.service:
                named.add((place[0], row.service))
    if not standing:
        return _known_pursuits(batch, named)
    of_service = {pair: (pair[0], pair[1] or DEFAULT_SERVICE) for pair in standing}
    made = resolve_pursuits(batch, of_service.values())
    _write_standing(batch, {made[of_service[pair]]: row for pair, row in standing.items()})
    return {pair: made[full] for pair, full in of_service.items()} | _known_pursuits(batch, named)


def _write_standing(batch: Batch, standing: dict[int, TouchRow]) -> None:
    """A round without dates for each pursuit of which nothing but its standing is known."""
    query = select(rounds.c.pursuit_id).where(
        rounds.c.pursuit_id.in_(standing), ~rounds.c.key.startswith("standing:")
    )
    told = set(batch.connection.scalars(query))
    columns: list[dict[str, Any]] = [
        {
            "pursuit_id": pursuit_id,
            "key": f"standing:{pursuit_id}",
            "owner_name": row.owner.name or row.owner.email,
            "owner_email": row.owner.email,
            "state": row.state.value if row.state else None,
            "properties": {},
        }
        for pursuit_id, row in standing.items()
        if pursuit_id not in told
    ]
    batch.upsert(rounds, columns, key="key", keep=("owner_name", "owner_email", "properties"))


def _known_pursuits(batch: Batch, named: set[tuple[int, str]]) -> dict[tuple[int, str], int]:
    if not named:
        return {}
    query = select(pursuits.c.company_id, pursuits.c.service, pursuits.c.id)
    query = query.where(pursuits.c.company_id.in_({company_id for company_id, _ in named}))
    found = {(company_id, service): id_ for company_id, service, id_ in batch.connection.execute(query)}
    return {pair: found[pair] for pair in named & found.keys()}


def _touch_columns(batch: Batch, row: TouchRow, place: Place) -> dict[str, Any]:
    company_id, pursuit_id = place
    return {
        "key": row.touch_key,
        "company_id": company_id,
        "pursuit_id": pursuit_id,
        "person_id": batch.team.id_of(row.owner),
        "channel": row.channel,
        "direction": row.direction,
        "at": row.at,
        "answered": row.answered,
        "duration_s": row.duration_s,
        "result": row.result,
        "aims_at": row.aims_at.value if row.aims_at else None,
        "text": row.text or None,
        "properties": dict(row.properties) or None,
        "booked_at": row.booked_at,
        "cancelled": row.cancelled,
        "tagged_by": None,
    }


def write_people(batch: Batch, rows: Sequence[PersonRow]) -> list[str]:
    """Keep what is known of reps for their deals; the persons themselves are added beforehand."""
    return _keep_list(batch, REPS, {row.name.casefold(): dict(row.properties) for row in rows}, len(rows))


def write_services(batch: Batch, rows: Sequence[ServiceRow]) -> list[str]:
    """Keep what is known of services for their deals."""
    return _keep_list(batch, SERVICES, {row.name.casefold(): dict(row.properties) for row in rows}, len(rows))


def _keep_list(batch: Batch, name: str, said: dict[str, dict[str, Any]], rows: int) -> list[str]:
    batch.lists[name].update(said)
    batch.put_fact(name, batch.lists[name])
    return [""] * rows
