"""Which style of each move a draft was written in, with what chance, and how the drafts of each style were rated."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from sqlalchemy import case, func, select

from integrations.store.engine import StoreEngine
from integrations.store.loop_schema import rated, shown_variants

# By variant: thumbs up and down.
Tally = dict[str, tuple[int, int]]

_UPS = func.sum(case((rated.c.vote == "up", 1), else_=0)).label("ups")
_DOWNS = func.sum(case((rated.c.vote == "down", 1), else_=0)).label("downs")
_VOTES = (
    select(shown_variants.c.move, shown_variants.c.variant, _UPS, _DOWNS)
    .join(rated, rated.c.suggestion_id == shown_variants.c.suggestion_id)
    .where(rated.c.kind == "draft")
    .group_by(shown_variants.c.move, shown_variants.c.variant)
)


class Variants:
    """One row for each draft and move that had a choice."""

    def __init__(self, engine: StoreEngine) -> None:
        self._engine = engine
        insert = engine.insert(shown_variants)
        columns = {name: insert.excluded[name] for name in ("variant", "propensity")}
        self._keep = insert.on_conflict_do_update(index_elements=["suggestion_id", "move"], set_=columns)

    def keep(self, suggestion_id: str, shown: Mapping[str, tuple[str, float]]) -> None:
        """Remember what was shown: move to variant and the chance with which it was chosen."""
        rows = [
            {"suggestion_id": suggestion_id, "move": move, "variant": variant, "propensity": propensity}
            for move, (variant, propensity) in shown.items()
        ]
        if rows:
            with self._engine.writing() as connection:
                connection.execute(self._keep, rows)

    def of(self, suggestion_id: str) -> dict[str, tuple[str, float]]:
        """What a draft was written in."""
        query = select(shown_variants).where(shown_variants.c.suggestion_id == suggestion_id)
        with self._engine.reading() as connection:
            return {row.move: (row.variant, row.propensity) for row in connection.execute(query)}

    def votes(self) -> dict[str, Tally]:
        """By move and variant, the folded votes on drafts: (thumbs up, thumbs down)."""
        counted = defaultdict[str, Tally](dict)
        with self._engine.reading() as connection:
            for row in connection.execute(_VOTES):
                counted[row.move][row.variant] = (int(row.ups), int(row.downs))
        return dict(counted)
