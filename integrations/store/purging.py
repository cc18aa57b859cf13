"""Deleting what was kept long enough, a few rows at a time; what models and figures need stays."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, String, Table, cast, delete, exists, or_, select, update

from integrations.batches import in_batches
from integrations.store.conversation_schema import drafts, slow_answers
from integrations.store.engine import StoreEngine
from integrations.store.insight_schema import said_feedback
from integrations.store.loop_schema import crm_doubts, deliveries, rated, reminders, score_history
from integrations.store.said_words import empty_drafts, take_words
from integrations.store.schema import calls, rating_events, ratings, suggestions, touches, transcripts
from integrations.store.sync_schema import writebacks

# Rows in one transaction: some 20 ms of the write lock.
_AT_ONCE = 50
# Rows looked at in one go.
_READ = 2_000
_PURSUITS = 20_000


class Purging:
    """What each rule of keeping deletes; each method says how many rows it emptied or deleted."""

    def __init__(self, engine: StoreEngine) -> None:
        self._engine = engine

    def said_before(self, moment: datetime) -> int:
        """What was said in conversations before a moment, in touches that the tagger has read; what reps wrote then.

        Features that the tagger read in it stay.
        """
        number = sum(self._write(take_words, ids) for ids in self._touches(moment))
        for table in (ratings, rating_events, rated):
            number += self._set(table, (table.c.at < moment) & (table.c.reason != ""), reason="")
        told = (said_feedback.c.at < moment) & (said_feedback.c.text != "")
        number += self._set(said_feedback, told, text="")
        done = (crm_doubts.c.state != "open") & (crm_doubts.c.at < moment) & (crm_doubts.c.says != "")
        ended = writebacks.c.state.in_(["sent", "refused", "unknown"]) & (writebacks.c.asked_at < moment)
        return (
            number
            + self._set(crm_doubts, done, says="")
            + self._set(writebacks, ended & _told(writebacks.c.payload), payload={})
        )

    def shown_before(self, moment: datetime) -> int:
        """The words of what the bot said before a moment: drafts, slow answers, messages of the ledger, reminders."""
        number = sum(self._write(empty_drafts, ids) for ids in in_batches(self._drafts(moment), _AT_ONCE))
        number += sum(
            self._write(_empty_reminders, ids) for ids in in_batches(self._reminders(moment), _AT_ONCE)
        )
        answered = slow_answers.c.state.in_(["done", "failed"]) & (slow_answers.c.asked_at < moment)
        number += self._set(slow_answers, answered & (slow_answers.c.text != ""), text="")
        settled = deliveries.c.state.not_in(["pending", "sending"]) & (deliveries.c.made_at < moment)
        return number + self._set(deliveries, settled & _told(deliveries.c.payload), payload={})

    def moves_before(self, day: date) -> int:
        """The history of chances before a day."""
        c, number = score_history.c, 0
        with self._engine.reading() as connection:
            last = connection.scalar(select(c.pursuit_id).order_by(c.pursuit_id.desc()).limit(1)) or 0
        for first in range(0, last + 1, _PURSUITS):
            some = c.pursuit_id.between(first, first + _PURSUITS - 1) & (c.on < day)
            with self._engine.reading() as connection:
                found = connection.execute(select(c.pursuit_id, c.on).where(some)).all()
            for part in in_batches(found, _READ):
                ids = {row.pursuit_id for row in part}
                with self._engine.writing() as connection:
                    gone = delete(score_history).where(c.pursuit_id.in_(ids), c.on < day)
                    number += connection.execute(gone).rowcount
        return number

    def _touches(self, moment: datetime) -> Iterator[list[int]]:
        """Touches before a moment that still hold words, in batches."""
        c, after = touches.c, 0
        heard = exists().where(calls.c.touch_id == c.id, transcripts.c.call_id == calls.c.id)
        words = or_(c.text.is_not(None), c.quote != "", c.next_step != "", heard)
        query = select(c.id).where(c.at < moment, c.tagged_by.is_not(None), words).order_by(c.id).limit(_READ)
        while found := self._ids(query.where(c.id > after)):
            yield from in_batches(found, _AT_ONCE)
            after = found[-1]

    def _drafts(self, moment: datetime) -> list[Any]:
        said = cast(drafts.c.draft, String)
        wordless = or_(said.contains('"text":""'), said.contains('"lines":[]'))
        mine = select(drafts.c.suggestion_id).join(suggestions, suggestions.c.id == drafts.c.suggestion_id)
        return self._ids(mine.where(suggestions.c.said_at < moment, ~wordless))

    def _reminders(self, moment: datetime) -> list[Any]:
        return self._ids(select(reminders.c.id).where(reminders.c.at < moment, reminders.c.why != ""))

    def _ids(self, query: Any) -> list[Any]:
        with self._engine.reading() as connection:
            return list(connection.scalars(query))

    def _write(self, work: Callable[[Connection, Sequence[Any]], int], ids: Sequence[Any]) -> int:
        with self._engine.writing() as connection:
            return work(connection, ids)

    def _set(self, table: Table, mine: ColumnElement[bool], **values: Any) -> int:
        """Change the rows that fit, a few at a time by their first key."""
        key = next(iter(table.primary_key))
        number = 0
        for ids in in_batches(sorted(set(self._ids(select(key).where(mine)))), _AT_ONCE):
            with self._engine.writing() as connection:
                number += connection.execute(update(table).where(key.in_(ids), mine).values(values)).rowcount
        return number


def _told(column: Any) -> ColumnElement[bool]:
    return cast(column, String) != "{}"


def _empty_reminders(connection: Connection, ids: Sequence[int]) -> int:
    """Which pursuit was due, where it stood and what was done stays."""
    mine = reminders.c.id.in_(ids)
    for row in connection.execute(select(reminders.c.id, reminders.c.details).where(mine)).all():
        empty = {**row.details, "opener": "", "contact": "", "next_step": ""}
        own = update(reminders).where(reminders.c.id == row.id)
        connection.execute(own.values(details=empty, why="", reason=""))
    return len(ids)
