"""What people of the team say about the assistant in their own words: kept once, open until a manager is done with it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, String, and_, cast, exists, func, select, update

from integrations.store.engine import AnyRow, StoreEngine
from integrations.store.insight_schema import said_feedback
from integrations.store.loop_schema import deliveries
from integrations.store.schema import companies, people, pursuits, suggestions

# Words are about what was shown within so long before; what was shown earlier is no longer meant.
ABOUT_LAST = timedelta(hours=24)
KIND = "feedback"  # of the messages that bring them into a channel

_s, _d, _manager = said_feedback.c, deliveries.c, people.alias("manager")
_ALL = (
    select(
        _s.id,
        _s.person_id,
        people.c.name.label("who"),
        _s.text,
        _s.at,
        _s.done_at,
        _manager.c.name.label("done_by"),
        suggestions.c.kind,
        suggestions.c.said_at,
        companies.c.name.label("company"),
    )
    .join(people, people.c.id == _s.person_id)
    .outerjoin(suggestions, suggestions.c.id == _s.suggestion_id)
    .outerjoin(pursuits, pursuits.c.id == suggestions.c.pursuit_id)
    .outerjoin(companies, companies.c.id == pursuits.c.company_id)
    .outerjoin(_manager, _manager.c.id == _s.done_by)
)
# Words that were kept long enough are empty: there is nothing left to read.
_OPEN = and_(_s.state == "open", _s.text != "")
_OF_ITS_MESSAGE = and_(_d.kind == KIND, _d.slot == cast(_s.id, String))


@dataclass(frozen=True)
class SaidFeedback:
    """What somebody said, and about which answer.

    Parameters
    ----------
    id
        Its number.
    person_id, who
        Who said it.
    text, at
        Their words, and when (UTC).
    kind, shown_at, company
        The last answer they saw before: what it was, when (UTC), and about which company; '' and None where there was
        none.
    done_at, done_by
        When a manager was done with it (UTC), and who; None and '' while it is open.
    """

    id: int
    person_id: int
    who: str
    text: str
    at: datetime
    kind: str = ""
    shown_at: datetime | None = None
    company: str = ""
    done_at: datetime | None = None
    done_by: str = ""


class SaidFeedbackOfPeople:
    """Nothing here is a rating, and nothing is learned from it."""

    def __init__(self, engine: StoreEngine) -> None:
        self._engine = engine
        self._insert = engine.insert(said_feedback).on_conflict_do_nothing(index_elements=["request_key"])

    def keep(self, person_id: int, text: str, at: datetime, request_key: str | None = None) -> SaidFeedback:
        """Keep what somebody said about the last answer they saw; the same request again gives what was kept."""
        with self._engine.writing() as connection:
            said = {
                "person_id": person_id,
                "suggestion_id": _last_shown(connection, person_id, at),
                "text": text,
                "at": at,
                "request_key": request_key,
                "state": "open",
            }
            number = connection.scalar(self._insert.returning(_s.id), said)
            mine = _s.id == number if number is not None else _s.request_key == request_key
            return _said(connection.execute(_ALL.where(mine)).one())

    def by_id(self, number: int) -> SaidFeedback | None:
        """What was said under this number."""
        found = self._listed(_s.id == number, limit=1)
        return found[0] if found else None

    def all_open(self, *, limit: int, offset: int = 0) -> list[SaidFeedback]:
        """What nobody is done with yet, the newest first."""
        return self._listed(_OPEN, limit=limit, offset=offset)

    def count_open(self) -> int:
        """How many these are."""
        with self._engine.reading() as connection:
            return connection.scalar(select(func.count()).select_from(said_feedback).where(_OPEN)) or 0

    def done(self, number: int, *, by: int, at: datetime) -> bool:
        """A manager is done with it; False where somebody was before."""
        mine = update(said_feedback).where(_s.id == number, _s.state == "open")
        with self._engine.writing() as connection:
            changed = connection.execute(mine.values(state="done", done_by=by, done_at=at))
            return changed.rowcount == 1

    # --- into a channel

    def unrouted(self, since: datetime) -> list[SaidFeedback]:
        """What was said since a moment, is open, and has no message of the ledger yet; the oldest first."""
        waits = _OPEN & (_s.at >= since) & ~exists().where(_OF_ITS_MESSAGE)
        return self._listed(waits, limit=50)[::-1]

    def refusal(self) -> str:
        """Why Slack did not take the newest message with what was said; '' where it did, or there was none."""
        newest = select(_d.state, _d.note).where(_d.kind == KIND).order_by(_d.made_at.desc(), _d.key).limit(1)
        with self._engine.reading() as connection:
            row = connection.execute(newest).first()
        return str(row.note) if row and row.state in {"pending", "unsent"} else ""

    def _listed(self, which: ColumnElement[bool], *, limit: int, offset: int = 0) -> list[SaidFeedback]:
        query = _ALL.where(which).order_by(_s.at.desc(), _s.id.desc()).limit(limit).offset(offset)
        with self._engine.reading() as connection:
            return [_said(row) for row in connection.execute(query)]


def _last_shown(connection: Connection, person_id: int, at: datetime) -> str | None:
    """The newest answer that this person saw; a message that still waits was not seen."""
    c = suggestions.c
    unseen = exists().where(_d.key == c.id, _d.state != "sent")
    theirs = (c.person_id == person_id) & c.said_at.between(at - ABOUT_LAST, at) & ~unseen
    newest = select(c.id).where(theirs).order_by(c.said_at.desc(), c.id.desc()).limit(1)
    return connection.scalar(newest)


def _said(row: AnyRow) -> SaidFeedback:
    told: dict[str, Any] = dict(row._mapping)  # noqa: SLF001 - SQLAlchemy's public name
    told["shown_at"] = told.pop("said_at")
    return SaidFeedback(**told | {name: told[name] or "" for name in ("kind", "company", "done_by")})
