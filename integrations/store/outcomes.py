"""How rounds ended: whether anything new is to be learned, how often they were won, and what was said before."""

from __future__ import annotations

from collections import defaultdict
from datetime import UTC, datetime, time, timedelta

from sqlalchemy import bindparam, case, func, select

from integrations.store.conversation_schema import tag_corrections
from integrations.store.engine import StoreEngine
from integrations.store.loop_schema import score_history
from integrations.store.schema import rounds, suggestions

# What was said within a day of the close was said by then, or because of it.
BEFORE_CLOSE = timedelta(days=1)

_WON = case((rounds.c.outcome == "won", 1), else_=0)
# Sums of ids change when one outcome is exchanged for another, or corrected.
_MARK = select(
    func.count(),
    func.sum(_WON),
    func.sum(rounds.c.id),
    func.sum(_WON * rounds.c.id),
    func.max(rounds.c.closed_at),
).where(rounds.c.outcome.is_not(None))
_CORRECTIONS = select(func.count(), func.max(tag_corrections.c.id))
_within = (
    rounds.c.outcome.is_not(None),
    rounds.c.closed_at > bindparam("since"),
    rounds.c.closed_at <= bindparam("until"),
)
_ENDED = (
    select(rounds.c.pursuit_id, rounds.c.entered_at, rounds.c.closed_at, _WON.label("won"))
    .where(*_within)
    .order_by(rounds.c.id)
)
_PURSUITS = select(rounds.c.pursuit_id).where(*_within)
_SCORED = select(score_history.c.pursuit_id, score_history.c.on, score_history.c.win).where(
    score_history.c.pursuit_id.in_(_PURSUITS)
)
_SAID = select(suggestions.c.pursuit_id, suggestions.c.said_at, suggestions.c.win).where(
    suggestions.c.win.is_not(None), suggestions.c.pursuit_id.in_(_PURSUITS)
)


class Outcomes:
    """What the closed rounds tell, beside the frames that models learn from."""

    def __init__(self, engine: StoreEngine) -> None:
        self._engine = engine

    def mark(self) -> list[str]:
        """Changes whenever an outcome arrives, changes or goes, or a tag is corrected; JSON-ready."""
        with self._engine.reading() as connection:
            told = [*connection.execute(_MARK).one(), *connection.execute(_CORRECTIONS).one()]
        return [str(value) for value in told]

    def won_and_lost(self, since: datetime, until: datetime) -> tuple[int, int]:
        """How many rounds were won and lost between these moments."""
        with self._engine.reading() as connection:
            won = [row.won for row in connection.execute(_ENDED, {"since": since, "until": until})]
        return sum(won), len(won) - sum(won)

    def said_before(self, since: datetime, until: datetime) -> list[tuple[float, int]]:
        """For each round that closed between these moments and was scored before: the last chance, and 1 if won.

        The last that was said while it was open and a day before it closed, in a list of scores or in an answer.
        """
        between = {"since": since, "until": until}
        said = defaultdict[int, list[tuple[datetime, float]]](list)
        with self._engine.reading() as connection:
            ended = connection.execute(_ENDED, between).all()
            for row in connection.execute(_SCORED, between):
                said[row.pursuit_id].append((datetime.combine(row.on, time(), UTC), row.win))
            for row in connection.execute(_SAID, between):
                said[row.pursuit_id].append((row.said_at, row.win))
        lasts = ((_last(said[row.pursuit_id], row.entered_at, row.closed_at), row.won) for row in ended)
        return [(last, won) for last, won in lasts if last is not None]


def _last(said: list[tuple[datetime, float]], entered: datetime | None, closed: datetime) -> float | None:
    within = [
        (at, win) for at, win in said if at <= closed - BEFORE_CLOSE and (entered is None or at >= entered)
    ]
    return max(within)[1] if within else None
