"""Touches waiting to be read by the tagger, and what it read in them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import bindparam, delete, or_, select, update

from integrations.batches import in_batches
from integrations.store.conversation_schema import touch_tags
from integrations.store.engine import StoreEngine
from integrations.store.schema import calls, touches, transcripts

# The fact that counts the touches whose words were read, whoever read them: more of them are something new.
WORDS_READ = "words_read"
_UNTAGGED = (
    select(
        touches.c.id,
        touches.c.at,
        touches.c.text,
        transcripts.c.utterances,
        touches.c.channel,
        touches.c.duration_s,
        calls.c.status,
    )
    .outerjoin(calls, calls.c.touch_id == touches.c.id)
    .outerjoin(transcripts, transcripts.c.call_id == calls.c.id)
    .where(touches.c.id > bindparam("after"), touches.c.tagged_by.is_(None))
    .where(or_(touches.c.text.is_not(None), transcripts.c.id.is_not(None)))
    .order_by(touches.c.id)
    .limit(bindparam("limit"))
)


@dataclass(frozen=True)
class UntaggedTouch:
    """A touch with words in it that nobody has read yet.

    Parameters
    ----------
    touch_id, at
        Which touch, and when it began (UTC).
    text
        The note or message, where there is one.
    utterances
        The transcript, where there is one: {"speaker", "role", "start", "text"} each.
    channel, duration_s, status
        What kind of touch it was, and what the telephone system says of a call.
    """

    touch_id: int
    at: datetime
    text: str | None
    utterances: tuple[dict[str, Any], ...] | None = None
    channel: str = "call"
    duration_s: int | None = None
    status: str | None = None


@dataclass(frozen=True)
class TouchTags:
    """What the tagger read in one touch.

    Parameters
    ----------
    touch_id, tagged_by
        Which touch, and which tagger read it.
    substance
        '' when something was said, else the reason code.
    connecting, understanding, sharing, setting
        Share of the words in each move, 0 to 1; None without substance.
    dated_next_step
        Whether a next step with a date was set.
    next_step, next_step_due
        The step in the speaker's words and its date, where one was set.
    quote
        The one sentence worth showing.
    ended
        'agreed', 'disagreed' or 'open', as it was heard.
    move_order
        The moves' first letters in the order in which they were first made: 'cus' + 't' for setting.
    rep_share, monologue_s, questions
        Talk figures; None where nobody knows who spoke.
    tags
        Move and confidence of each sentence, in order.
    """

    touch_id: int
    tagged_by: str
    substance: str = ""
    connecting: float | None = None
    understanding: float | None = None
    sharing: float | None = None
    setting: float | None = None
    dated_next_step: bool | None = None
    next_step: str | None = None
    next_step_due: date | None = None
    quote: str | None = None
    ended: str | None = None
    move_order: str | None = None
    rep_share: float | None = None
    monologue_s: float | None = None
    questions: int | None = None
    tags: tuple[tuple[str, float], ...] = ()


_TAGS = tuple(name for name in TouchTags.__dataclass_fields__ if name not in {"touch_id", "tags"})
_SAVE = (
    update(touches)
    .where(touches.c.id == bindparam("touch"))
    .values({name: bindparam(name) for name in _TAGS})
)


class Calls:
    """What was said in touches, before and after it was read."""

    def __init__(self, engine: StoreEngine) -> None:
        self._engine = engine
        insert = engine.insert(touch_tags)
        self._keep_tags = insert.on_conflict_do_update(
            index_elements=["touch_id", "tagged_by"], set_={"tags": insert.excluded.tags}
        )

    def untagged(self, limit: int = 1000, *, after: int = 0) -> list[UntaggedTouch]:
        """Up to `limit` unread touches with a note or transcript and an id beyond `after`, in order of id."""
        with self._engine.reading() as connection:
            rows = connection.execute(_UNTAGGED, {"after": after, "limit": limit})
            return [
                UntaggedTouch(id_, at, text, _said(utterances), *known)
                for id_, at, text, utterances, *known in rows
            ]

    def save_tags(self, tags: Iterable[TouchTags]) -> int:
        """Keep what was read, a batch at a time; says how many touches."""
        saved = 0
        for batch in in_batches(tags, 500):
            sentences = [
                {
                    "touch_id": tag.touch_id,
                    "tagged_by": tag.tagged_by,
                    "tags": [list(one) for one in tag.tags],
                }
                for tag in batch
                if tag.tags
            ]
            with self._engine.writing() as connection:
                connection.execute(_SAVE, [_columns(tag) for tag in batch])
                if sentences:
                    connection.execute(self._keep_tags, sentences)
            saved += len(batch)
        return saved

    def read_again(self, tagger: str) -> int:
        """Let everything that another tagger read be read again; says how many touches."""
        other = touches.c.tagged_by.is_not(None) & (touches.c.tagged_by != tagger)
        with self._engine.writing() as connection:
            connection.execute(delete(touch_tags).where(touch_tags.c.tagged_by != tagger))
            return connection.execute(update(touches).where(other).values(tagged_by=None)).rowcount


def _said(utterances: list[dict[str, Any]] | None) -> tuple[dict[str, Any], ...] | None:
    return None if utterances is None else tuple(utterances)


def _columns(tag: TouchTags) -> dict[str, Any]:
    return {"touch": tag.touch_id} | {name: getattr(tag, name) for name in _TAGS}
