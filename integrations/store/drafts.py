"""Pitch drafts as they were shown: what they said, what they rest on, what was sent for them, how they were rated."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from sqlalchemy import func, select, update

from integrations.store.conversation_schema import drafts
from integrations.store.engine import StoreEngine
from integrations.store.schema import ratings, suggestions
from ml.cuss import Move
from ml.pitch import Channel, PitchDraft, PitchLine

_MOST_RATED = 2000


@dataclass(frozen=True)
class KeptDraft:
    """A draft with how it came about.

    Parameters
    ----------
    suggestion_id
        The suggestion that it was.
    draft
        What was shown.
    goal
        What the rep wanted.
    facts
        The facts it rests on: [{"id", "kind", "text", "source", "date"}].
    prompts, sent
        Version of the prompts, and what left the machine for it, redacted; '' where nothing did.
    edited
        The rep's own wording, where they changed it.
    """

    suggestion_id: str
    draft: PitchDraft
    goal: str = ""
    facts: tuple[Mapping[str, Any], ...] = field(default=())
    prompts: str = ""
    sent: str = ""
    edited: str = ""


class Drafts:
    """One row for each draft that was shown."""

    def __init__(self, engine: StoreEngine) -> None:
        self._engine = engine

    def save(self, kept: KeptDraft) -> None:
        """Keep a draft; the same suggestion's takes the place of an earlier one."""
        draft = kept.draft
        values = {
            "suggestion_id": kept.suggestion_id,
            "channel": draft.channel.value,
            "goal": kept.goal,
            "written_by": draft.written_by,
            "gate": draft.gate,
            "prompts": kept.prompts,
            "draft": _told(draft),
            "facts": [dict(fact) for fact in kept.facts],
            "sent": kept.sent,
            "edited": kept.edited,
        }
        insert = self._engine.insert(drafts)
        upsert = insert.on_conflict_do_update(
            index_elements=["suggestion_id"], set_={name: insert.excluded[name] for name in values}
        )
        with self._engine.writing() as connection:
            connection.execute(upsert, values)

    def by_suggestion(self, suggestion_id: str) -> KeptDraft | None:
        """The draft of a suggestion."""
        with self._engine.reading() as connection:
            query = select(drafts).where(drafts.c.suggestion_id == suggestion_id)
            row = connection.execute(query).mappings().first()
        if row is None:
            return None
        return KeptDraft(
            suggestion_id,
            _read(row),
            row["goal"],
            tuple(row["facts"]),
            row["prompts"],
            row["sent"],
            row["edited"],
        )

    def count(self, person_id: int) -> int:
        """How many drafts a person was shown so far."""
        own = select(func.count()).select_from(
            drafts.join(suggestions, suggestions.c.id == drafts.c.suggestion_id)
        )
        with self._engine.reading() as connection:
            return connection.scalar(own.where(suggestions.c.person_id == person_id)) or 0

    def edit(self, suggestion_id: str, text: str) -> None:
        """Keep the rep's own wording beside the draft."""
        with self._engine.writing() as connection:
            changed = update(drafts).where(drafts.c.suggestion_id == suggestion_id)
            connection.execute(changed.values(edited=text))

    def favour(self) -> dict[str, tuple[int, int]]:
        """How the wordings were rated: plan and variant to (thumbs up, thumbs down), of the latest drafts rated."""
        query = (
            select(drafts.c.draft, ratings.c.vote)
            .join(ratings, ratings.c.suggestion_id == drafts.c.suggestion_id)
            .join(suggestions, suggestions.c.id == drafts.c.suggestion_id)
            .where(ratings.c.vote.is_not(None))
            .order_by(suggestions.c.said_at.desc())
            .limit(_MOST_RATED)
        )
        counted = dict[str, tuple[int, int]]()
        with self._engine.reading() as connection:
            for told, vote in connection.execute(query):
                for plan in {line["plan"] for line in told["lines"]} - {""}:
                    ups, downs = counted.get(plan, (0, 0))
                    counted[plan] = (ups + (vote == "up"), downs + (vote == "down"))
        return counted


def _told(draft: PitchDraft) -> dict[str, Any]:
    lines = [{"move": move.value, **asdict(line)} for move, line in draft.lines]
    return {"subject": draft.subject, "subject_facts": list(draft.subject_facts), "lines": lines}


def _read(row: Mapping[Any, Any]) -> PitchDraft:
    told = row["draft"]
    moves = dict[Move, tuple[PitchLine, ...]]()
    for line in told["lines"]:
        move = Move(line["move"])
        one = PitchLine(line["text"], tuple(line["facts"]), line["plan"])
        moves[move] = (*moves.get(move, ()), one)
    return PitchDraft(
        Channel(row["channel"]),
        moves,
        told["subject"],
        row["written_by"],
        row["gate"],
        tuple(told["subject_facts"]),
    )
