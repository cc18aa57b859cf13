"""What the coaching view is counted from: conversations, rounds and stage changes, a part of the pursuits at a time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import BindParameter, Connection, Select, bindparam, case, func, or_, select

from integrations.batches import in_batches
from integrations.store.engine import StoreEngine
from integrations.store.pushable import Pushables
from integrations.store.raw_frames import read_frame
from integrations.store.sales_events import Owners, parts_of
from integrations.store.schema import calls, pursuits, rounds, stage_changes, touches, transcripts
from ml.cuss import MOVES

if TYPE_CHECKING:
    import pandas as pd

    from ml.coaching_counts import Conversations

_FEW = 500  # touches
_A_DAY = timedelta(days=1)
_of_part: tuple[Any, Any] = (bindparam("first"), bindparam("last"))
_since: BindParameter[Any] = bindparam("since")
_now: BindParameter[Any] = bindparam("now")
_heard = (
    select(transcripts.c.id)
    .join(calls, calls.c.id == transcripts.c.call_id)
    .where(calls.c.touch_id == touches.c.id)
    .exists()
)
# A conversation as the models know it: its moves were measured, and there was something in it.
_is_conversation = touches.c.connecting.is_not(None) & or_(
    touches.c.tagged_by.is_(None), touches.c.substance == ""
)
# Wrapped, so that the index on the moment alone is left aside: for one part it would be walked from end to end.
_at = func.coalesce(touches.c.at, touches.c.at)
_TALKS = select(
    touches.c.id,
    touches.c.pursuit_id,
    touches.c.at,
    touches.c.person_id,
    *(touches.c[move.value] for move in MOVES),
    touches.c.dated_next_step,
    touches.c.rep_share,
    touches.c.monologue_s,
    func.coalesce(touches.c.result, touches.c.ended),
    case((_heard, 1), else_=0),
).where(touches.c.pursuit_id.between(*_of_part), _at.between(_since, _now), _is_conversation)
_TALK_COLUMNS = {
    "touch_id": "id",
    "pursuit_id": "id",
    "at": "time",
    "person_id": "number",
    **{move.value: "number" for move in MOVES},
    "dated_next_step": "flag",
    "rep_share": "number",
    "monologue_s": "number",
    "result": "text",
    "heard": "flag",
}
_ROUNDS = (
    select(
        rounds.c.id,
        rounds.c.pursuit_id,
        rounds.c.entered_at,
        rounds.c.closed_at,
        rounds.c.outcome,
        rounds.c.value,
        rounds.c.owner_name,
        rounds.c.owner_email,
        pursuits.c.owner_id,
    )
    .join(pursuits, pursuits.c.id == rounds.c.pursuit_id)
    .where(rounds.c.pursuit_id.between(*_of_part))
)
_ROUND_COLUMNS = {
    "round_id": "id",
    "pursuit_id": "id",
    "entered_at": "time",
    "closed_at": "time",
    "outcome": "text",
    "value": "number",
    "owner_name": "text",
    "owner_email": "text",
    "owner_id": "number",
}
_MOVES = select(stage_changes.c.round_id, stage_changes.c.at, stage_changes.c.to_state).where(
    stage_changes.c.pursuit_id.between(*_of_part), stage_changes.c.at <= _now
)
_MOVE_COLUMNS = {"round_id": "id", "at": "time", "to_state": "text"}
_WORDS = select(touches.c.id, touches.c.next_step)


class CoachingEvents:
    """Reads what is counted; nothing is written."""

    def __init__(self, engine: StoreEngine) -> None:
        self._engine = engine

    def parts(self, since: datetime, now: datetime) -> Iterator[Conversations]:
        """The conversations between two moments, with the rounds and stage changes of their pursuits."""
        from ml.coaching_counts import Conversations

        with self._engine.reading() as connection:
            owners, parts = Owners(connection), list(parts_of(connection, pursuits))
        for part in parts:
            given = {**part, "since": since, "now": now}
            with self._engine.reading() as connection:
                talks = _read(connection, _TALKS.params(given), _TALK_COLUMNS)
                of_rounds = _read(connection, _ROUNDS.params(given), _ROUND_COLUMNS)
                moves = _read(connection, _MOVES.params(given), _MOVE_COLUMNS)
            yield Conversations(talks, _owned(of_rounds, owners), moves)

    def overdue(self, on: date) -> dict[int, tuple[int, date, str]]:
        """Promises due before a day that nobody kept, as pushes know them: pursuit -> (owner, due, words)."""
        pushables = Pushables(self._engine)
        with self._engine.reading() as connection:
            owners = connection.scalars(
                select(pursuits.c.owner_id).where(pursuits.c.owner_id.is_not(None)).distinct()
            ).all()
        found = [one for owner_id in owners for one in pushables.overdue(owner_id, date.min, on - _A_DAY)]
        words = self._words([one.touch_id for one in found])
        return {
            one.pursuit_id: (one.owner_id, one.due, words.get(one.touch_id) or "")
            for one in found
            if one.due is not None
        }

    def _words(self, touch_ids: list[int]) -> dict[int, str | None]:
        found = dict[int, str | None]()
        for some in in_batches(touch_ids, _FEW):
            with self._engine.reading() as connection:
                rows = connection.execute(_WORDS.where(touches.c.id.in_(some))).all()
            found.update((row.id, row.next_step) for row in rows)
        return found


def _read(connection: Connection, query: Select[Any], kinds: dict[str, str]) -> pd.DataFrame:
    """A frame whose times are whole seconds, as the models compare them."""
    frame = read_frame(connection, query, {name: (kind, "") for name, kind in kinds.items()})
    return frame.astype({name: "datetime64[s]" for name, kind in kinds.items() if kind == "time"})


def _owned(of_rounds: pd.DataFrame, owners: Owners) -> pd.DataFrame:
    """Rounds with the person who owned each; one that names nobody is of the pursuit's owner."""
    named = (of_rounds.pop("owner_name"), of_rounds.pop("owner_email"), of_rounds["owner_id"].fillna(0))
    return of_rounds.assign(
        owner_id=[
            owners.of_round(name, email, int(owner_id)) for name, email, owner_id in zip(*named, strict=True)
        ]
    )
