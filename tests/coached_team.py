"""The small sales team with conversations to coach it by: Ada's lead on where a next step is set, Ben has too few, Cat left."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import insert

from integrations.store.schema import calls, companies, pursuits, rounds, stage_changes, touches, transcripts
from ml.funnel import FunnelState
from ml.records import Person, Role
from tests.bot.slack_team import NOW, fill

if TYPE_CHECKING:
    from integrations.store import Store

ADA, BEN, MIA, CAT = 1, 2, 3, 4
EMAILS = {ADA: "ada@example.com", BEN: "ben@example.com", CAT: "cat@example.com"}
TALKS = {ADA: 60, BEN: 7, CAT: 40}
# Ada's call of three days ago, in which an objection was answered; the first of her conversations.
OBJECTED = 1_000
SAID = [
    {"role": "rep", "text": "How do you plan your shifts today?"},
    {"role": "prospect", "text": "We plan them in a spreadsheet, and it takes two days a month."},
    {"role": "prospect", "text": "Honestly it is too expensive for us, we have no budget left this year."},
    {"role": "rep", "text": "I hear you on cost, and most clients earn it back within two quarters."},
    {"role": "prospect", "text": "Okay, that sounds fair, then let us do the demo on Thursday at ten."},
    {"role": "rep", "text": "Great, I will send you the invite for Thursday at ten today."},
]


def fill_coached(store: Store) -> Store:
    """The team of `tests.bot.slack_team`, a former rep, and what they talked about."""
    fill(store)
    return fill_conversations(store)


def fill_conversations(store: Store) -> Store:
    """The same where the team is there already."""
    store.people.add(Person(EMAILS[CAT], "Cat Goh", Role.REP))
    store.people.remove(EMAILS[CAT])
    _write(store, companies, [_company(id_) for id_ in _ids()])
    _write(store, pursuits, [_pursuit(id_) for id_ in _ids()])
    _write(store, rounds, [_round(id_) for id_ in _ids()])
    _write(store, touches, [_talk(id_) for id_ in _ids()])
    _write(store, stage_changes, [_moved(id_) for id_ in _ids() if id_ % 2 or id_ % 10 == 0])
    _write(
        store, touches, [_promise(1, 3, "send <!channel> the quote"), _promise(2, 9, "call the HR director")]
    )
    _write(store, touches, [_promise(5, 2, "book the demo"), _promise(6, 30, "closed since")])
    _write(
        store,
        calls,
        [{"id": 1, "touch_id": OBJECTED, "provider": "csv", "channels": 1, "recorded": False, "hearing": ""}],
    )
    _write(store, transcripts, [{"call_id": 1, "made_by": "csv", "utterances": SAID}])
    store.facts.put("data_version", 1)
    return store  # fmt: skip


def _ids() -> list[int]:
    return [owner * 1_000 + number for owner, count in TALKS.items() for number in range(count)]


def _at(id_: int) -> Any:
    return NOW - timedelta(days=3 if id_ == OBJECTED else 35 + id_ % 50)


def _company(id_: int) -> dict[str, Any]:
    return {"id": id_, "key": f"c{id_}", "name": f"Firm {id_}", "norm": f"firm {id_}", "properties": {}}


def _pursuit(id_: int) -> dict[str, Any]:
    owner = id_ // 1_000
    owned = {"owner_id": None if owner == CAT else owner, "owner_email": EMAILS[owner]}
    return {"id": id_, "company_id": id_, "service": "Rostering", "state": FunnelState.LEAD.value, **owned}


def _round(id_: int) -> dict[str, Any]:
    began = {"entered_at": NOW - timedelta(days=200), "owner_email": EMAILS[id_ // 1_000]}
    return {"id": id_, "pursuit_id": id_, "key": f"r{id_}", "properties": {}, **began}


def _talk(id_: int) -> dict[str, Any]:
    """Every second one sets a next step."""
    sets = bool(id_ % 2)
    shares = {"connecting": 0.2, "understanding": 0.3, "sharing": 0.4, "setting": 0.1 if sets else 0.0}
    read = {
        "tagged_by": "cuss",
        "substance": "",
        "dated_next_step": sets,
        "ended": "agreed",
        "rep_share": 0.5,
    }
    return _touch(id_, id_, f"talk{id_}", _at(id_)) | shares | read | {"id": id_}


def _touch(company_id: int, pursuit_id: int, key: str, at: Any) -> dict[str, Any]:
    known = {"company_id": company_id, "pursuit_id": pursuit_id, "channel": "call", "direction": "out"}
    return {"key": key, "at": at, **known}


def _promise(pursuit_id: int, days: int, words: str) -> dict[str, Any]:
    """A promise that was due so many days ago."""
    due: date = NOW.date() - timedelta(days=days)
    promised = {"next_step": words, "next_step_due": due, "tagged_by": "cuss", "substance": ""}
    return _touch(pursuit_id, pursuit_id, f"promise{pursuit_id}", NOW - timedelta(days=days + 5)) | promised


def _moved(id_: int) -> dict[str, Any]:
    """Five days after the conversation."""
    moved = {"from_state": "SALES_TARGET", "to_state": "LEAD", "kind": "typical", "label": "Lead"}
    counted = {"cycle": 1, "by_event": True, "step": 0}
    return {"round_id": id_, "pursuit_id": id_, "at": _at(id_) + timedelta(days=5), **moved, **counted}


def _write(store: Store, table: Any, rows: list[dict[str, Any]]) -> None:
    with store.engine.writing() as connection:
        connection.execute(insert(table), rows)
