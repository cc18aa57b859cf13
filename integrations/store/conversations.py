"""Conversations as the cards and drafts read them: the words, who said them, and the move of each sentence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, and_, or_, select

from integrations.store.conversation_schema import tag_corrections, touch_tags
from integrations.store.engine import AnyRow, StoreEngine
from integrations.store.schema import (
    calls,
    companies,
    contacts,
    people,
    pursuits,
    stage_changes,
    touches,
    transcripts,
)
from ml.cuss import Move, Tag
from ml.dossier import Conversation
from ml.funnel import FunnelState
from ml.spoken_text import Utterance, sentences

# E-mails and messages are letters, not conversations.
TALKED = ("call", "meeting", "visit", "note")

_has_words = or_(and_(touches.c.text.is_not(None), touches.c.text != ""), transcripts.c.id.is_not(None))
_JOINED = (
    touches.join(companies, companies.c.id == touches.c.company_id)
    .outerjoin(pursuits, pursuits.c.id == touches.c.pursuit_id)
    .outerjoin(contacts, contacts.c.id == touches.c.contact_id)
    .outerjoin(people, people.c.id == touches.c.person_id)
    .outerjoin(calls, calls.c.touch_id == touches.c.id)
    .outerjoin(transcripts, transcripts.c.call_id == calls.c.id)
)
_LINES = select(
    touches.c.id.label("touch_id"),
    touches.c.channel,
    touches.c.at,
    touches.c.substance,
    touches.c.duration_s,
    contacts.c.name.label("contact"),
    _has_words.label("has_words"),
).select_from(_JOINED)
_WHOLE = (
    select(
        touches.c.id.label("touch_id"),
        touches.c.channel,
        touches.c.at,
        touches.c.pursuit_id,
        touches.c.duration_s,
        touches.c.direction,
        touches.c.substance,
        touches.c.result,
        touches.c.ended,
        touches.c.text,
        touches.c.tagged_by,
        transcripts.c.utterances,
        touch_tags.c.tags,
        companies.c.name.label("company"),
        companies.c.industry,
        pursuits.c.service,
        contacts.c.name.label("contact"),
        contacts.c.role.label("contact_role"),
        people.c.name.label("rep"),
        pursuits.c.owner_id,
        calls.c.status,
    )
    .select_from(
        _JOINED.outerjoin(
            touch_tags,
            and_(touch_tags.c.touch_id == touches.c.id, touch_tags.c.tagged_by == touches.c.tagged_by),
        )
    )
    .where(_has_words)
)


@dataclass(frozen=True, slots=True)
class ConversationLine:
    """A conversation in a list: which, when, how long, with whom, and whether there was anything in it.

    `substance` is '' where there was, else the reason code; None where it was not read yet.
    """

    touch_id: int
    channel: str
    at: datetime
    substance: str | None
    duration_s: int | None = None
    contact: str = ""
    has_words: bool = True


class Conversations:
    """What was said, for reading. Visibility is the bot's affair: each names the pursuit's owner."""

    def __init__(self, engine: StoreEngine) -> None:
        self._engine = engine

    def listed(self, pursuit_id: int, limit: int = 20) -> list[ConversationLine]:
        """A pursuit's calls, meetings, visits and notes, the latest first; calls without words, too."""
        wanted = touches.c.channel.in_(TALKED) & or_(touches.c.channel == "call", _has_words)
        query = _latest(_LINES.where(touches.c.pursuit_id == pursuit_id, wanted), limit)
        with self._engine.reading() as connection:
            rows = connection.execute(query).mappings().all()
        return [
            ConversationLine(**{**row, "contact": row["contact"] or "", "has_words": bool(row["has_words"])})
            for row in rows
        ]

    def one(self, touch_id: int) -> Conversation | None:
        """A conversation by its touch; None where there is none, or no words in it."""
        return next(iter(self._read(_WHOLE.where(touches.c.id == touch_id))), None)

    def of_pursuit(self, pursuit_id: int, limit: int = 5) -> list[Conversation]:
        """A pursuit's latest conversations with substance, the latest first."""
        said = (touches.c.pursuit_id == pursuit_id) & touches.c.channel.in_(TALKED)
        return self._read(_latest(_WHOLE.where(said, touches.c.substance == ""), limit))

    def read(self, after: int, limit: int) -> list[Conversation]:
        """Conversations that the tagger read, in order of their touches beyond `after`: for training."""
        tagged = touches.c.tagged_by.is_not(None) & touches.c.channel.in_(TALKED)
        return self._read(_WHOLE.where(tagged, touches.c.id > after).order_by(touches.c.id).limit(limit))

    def stage_changes(self) -> list[tuple[int, datetime, FunnelState, FunnelState]]:
        """Every stage change: pursuit, when, from where, to where; the oldest first."""
        told = (
            stage_changes.c.pursuit_id,
            stage_changes.c.at,
            stage_changes.c.from_state,
            stage_changes.c.to_state,
        )
        with self._engine.reading() as connection:
            rows = connection.execute(select(*told).order_by(stage_changes.c.at, stage_changes.c.id)).all()
        return [(row[0], row[1], FunnelState(row[2]), FunnelState(row[3])) for row in rows]

    def _read(self, query: Select[Any]) -> list[Conversation]:
        with self._engine.reading() as connection:
            rows = connection.execute(query).all()
            ids = [row.touch_id for row in rows]
            corrected = connection.execute(_corrections(ids)).all() if ids else []
        return [
            _conversation(row, {one.sentence: one.move for one in corrected if one.touch_id == row.touch_id})
            for row in rows
        ]


def _latest(query: Select[Any], limit: int) -> Select[Any]:
    return query.order_by(touches.c.at.desc(), touches.c.id.desc()).limit(limit)


def _corrections(touch_ids: Sequence[int]) -> Select[Any]:
    told = select(tag_corrections.c.touch_id, tag_corrections.c.sentence, tag_corrections.c.move)
    return told.where(tag_corrections.c.touch_id.in_(touch_ids)).order_by(tag_corrections.c.at)


def _conversation(row: AnyRow, corrected: dict[str, str]) -> Conversation:
    said = row.utterances if row.utterances is not None else [{"text": row.text}]
    utterances = tuple(map(Utterance.of, said))
    return Conversation(
        touch_id=row.touch_id,
        channel=row.channel,
        at=row.at,
        utterances=utterances,
        is_transcript=row.utterances is not None,
        tags=_tags(utterances, row.tags or (), corrected),
        pursuit_id=row.pursuit_id,
        company=row.company,
        service=row.service or "",
        industry=row.industry or "",
        duration_s=row.duration_s,
        direction=row.direction,
        contact=row.contact or "",
        contact_role=row.contact_role or "",
        rep=row.rep or "",
        owner_id=row.owner_id,
        status=row.status,
        substance=row.substance or "",
        result=row.result or row.ended or "",
    )


def _tags(
    utterances: Iterable[Utterance], read: Sequence[Sequence[Any]], corrected: dict[str, str]
) -> tuple[Tag, ...]:
    """The tag of each sentence, a rep's correction before the tagger's; none where the words changed since."""
    told = list(_sentences(utterances))
    if len(told) != len(read):
        return ()
    return tuple(
        Tag(Move(corrected.get(text, move)), 1.0 if text in corrected else confidence, text, role, place)
        for (text, role, place), (move, confidence) in zip(told, read, strict=True)
    )


def _sentences(utterances: Iterable[Utterance]) -> Iterator[tuple[str, str, int]]:
    for place, utterance in enumerate(utterances):
        for text in sentences(utterance.text):
            yield text, utterance.role, place
