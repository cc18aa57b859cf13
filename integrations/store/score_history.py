"""How the chance of each pursuit moved: one row for each day on which a scoring changed it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from sqlalchemy import Select, bindparam, func, or_, select

from integrations.store.engine import StoreEngine
from integrations.store.loop_schema import score_history
from integrations.store.schema import scores

# Less than this, as a share, is no move.
LEAST_MOVE = 0.005
# Pursuits written at a time: some 20 ms of the write lock.
_AT_ONCE = 5_000
_h = score_history.c


class ScoreHistory:
    """The history of scores, written after each scoring."""

    def __init__(self, engine: StoreEngine) -> None:
        self._engine = engine
        insert = engine.insert(score_history).from_select(list(_h.keys()), _moved(), include_defaults=False)
        changed = {"win": insert.excluded.win, "model_version": insert.excluded.model_version}
        upsert = insert.on_conflict_do_update(index_elements=["pursuit_id", "on"], set_=changed)
        self._note = upsert.execution_options(preserve_rowcount=True)

    def note(self) -> int:
        """Keep the current scores that moved since they were last kept; says how many did."""
        return sum(self._note_between(first) for first in self._beginnings())

    def of(self, pursuit_id: int, since: date) -> list[tuple[date, float]]:
        """The days from one on, on which the chance moved, and what it was then."""
        query = select(_h.on, _h.win).where(_h.pursuit_id == pursuit_id, _h.on >= since).order_by(_h.on)
        with self._engine.reading() as connection:
            return [(row.on, row.win) for row in connection.execute(query)]

    def _beginnings(self) -> Iterator[int]:
        with self._engine.reading() as connection:
            first, last = connection.execute(select(func.min(_s.pursuit_id), func.max(_s.pursuit_id))).one()
        return iter(range(first, last + 1, _AT_ONCE) if first is not None else ())

    def _note_between(self, first: int) -> int:
        with self._engine.writing() as connection:
            return connection.execute(self._note, {"first": first, "last": first + _AT_ONCE - 1}).rowcount


_s = scores.c


def _moved() -> Select[tuple[int, date, float, str]]:
    """The current scores between two pursuits that differ from the newest of their history, or have none yet."""
    newest = select(_h.win).where(_h.pursuit_id == _s.pursuit_id).order_by(_h.on.desc()).limit(1)
    before = newest.correlate(scores).scalar_subquery()
    between = _s.pursuit_id.between(bindparam("first"), bindparam("last"))
    on = func.date(_s.as_of, type_=_h.on.type)
    moved = or_(before.is_(None), func.abs(_s.win - before) >= LEAST_MOVE)
    return select(_s.pursuit_id, on, _s.win, _s.model_version).where(between, moved)
