"""Answers that wait for a language model: kept before Slack hears of them, taken by one worker each, kept through crashes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import or_, select, update

from integrations.store.conversation_schema import slow_answers
from integrations.store.engine import StoreEngine

# One whose place in Slack was never told is answered all the same: the process that asked has died.
_PLACELESS_AFTER = timedelta(seconds=10)
# A worker that took one and is silent for so long has died; after so many tries it is given up.
_DEAD_AFTER = timedelta(minutes=3)
MOST_TRIES = 3
_c = slow_answers.c


@dataclass(frozen=True, slots=True)
class SlowAnswer:
    """An answer that is to come.

    Parameters
    ----------
    id
        The suggestion's id: the same request asked twice is one answer.
    work
        Which of the bot's slow answers.
    person_id, text, asked_at
        Who asked what, and when (UTC).
    place
        Where it goes: {"channel", "ts", "response_url"}, as far as they are known.
    tries
        How often a worker took it.
    """

    id: str
    work: str
    person_id: int
    text: str
    asked_at: datetime
    place: Mapping[str, str] = field(default_factory=dict)
    tries: int = 0


class SlowAnswers:
    """The queue."""

    def __init__(self, engine: StoreEngine) -> None:
        self._engine = engine

    def ask(self, wanted: SlowAnswer, *, place_follows: bool = False) -> bool:
        """Keep what is to be answered; False where the same request was kept before.

        With `place_follows` it waits until `put_in` says where it goes, or nobody does for ten seconds.
        """
        state = "asked" if place_follows else "waiting"
        values = asdict(wanted) | {"state": state, "place": dict(wanted.place)}
        insert = self._engine.insert(slow_answers).on_conflict_do_nothing().returning(_c.id)
        with self._engine.writing() as connection:
            return connection.execute(insert, values).first() is not None

    def put_in(self, id_: str, place: Mapping[str, str]) -> None:
        """Where the answer goes, once that is known."""
        asked = update(slow_answers).where(_c.id == id_, _c.state == "asked")
        with self._engine.writing() as connection:
            connection.execute(asked.values(place=dict(place), state="waiting"))

    def waiting(self, now: datetime) -> bool:
        """Whether anything waits for a worker."""
        with self._engine.reading() as connection:
            return connection.scalar(_free(now).limit(1)) is not None

    def take(self, now: datetime) -> SlowAnswer | None:
        """The longest waiting one, which is this worker's from now on; None where none waits.

        On PostgreSQL rows that another worker is just taking are passed over; on SQLite writers take turns.
        """
        first = _free(now).order_by(_c.asked_at, _c.id).limit(1)
        if not self._engine.sqlite:
            first = first.with_for_update(skip_locked=True)
        claim = update(slow_answers).where(_c.id == first.scalar_subquery()).returning(*slow_answers.c)
        with self._engine.writing() as connection:
            row = (
                connection.execute(claim.values(state="taken", taken_at=now, tries=_c.tries + 1))
                .mappings()
                .first()
            )
        return _answer(row) if row else None

    def end(self, id_: str, *, failed: bool = False) -> None:
        """It was answered, or given up; where it went is forgotten."""
        with self._engine.writing() as connection:
            ended: dict[str, object] = {"state": "failed" if failed else "done", "place": {}}
            connection.execute(update(slow_answers).where(_c.id == id_).values(**ended))


def _free(now: datetime) -> Any:
    """Those that nobody is at: waiting, or left by a process that died."""
    dead = (_c.state == "taken") & (_c.taken_at < now - _DEAD_AFTER)
    placeless = (_c.state == "asked") & (_c.asked_at < now - _PLACELESS_AFTER)
    return select(_c.id).where(or_(_c.state == "waiting", dead, placeless))


def _answer(row: Mapping[Any, Any]) -> SlowAnswer:
    return SlowAnswer(**{name: row[name] for name in SlowAnswer.__dataclass_fields__})
