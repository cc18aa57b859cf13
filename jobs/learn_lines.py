"""Learn what worked: which of the team's own sentences calls that led on have in common."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING

from ml.cuss import MOVES, Tag
from ml.dossier import Conversation
from ml.funnel import FunnelState
from ml.spoken_text import REP
from ml.what_worked import LED_ON_DAYS, SaidLine, has_led_on, is_reusable, rank_lines

if TYPE_CHECKING:
    from integrations.store import Store

    Change = tuple[datetime, FunnelState, FunnelState]

WHAT = "Learning what worked"
_BATCH = 500
_SURE = 0.6
# How far along the funnel a state is; a cold lead and one that left are no step forward.
_ORDER = {
    FunnelState.UNQUALIFIED: -1,
    FunnelState.SALES_TARGET: 0,
    FunnelState.COLD_LEAD: 1,
    FunnelState.LEAD: 1,
    FunnelState.HOT_LEAD: 2,
    FunnelState.QUALIFIED_OPPORTUNITY: 3,
    FunnelState.PROSPECT: 4,
    FunnelState.CLIENT: 5,
}


def learn_lines(store: Store, *, now: datetime, seed: int = 0) -> int:
    """Rank the seller's sentences of all calls old enough to have led on or not; says how many are kept."""
    history = _history(store)
    said = [
        line
        for talk in _talks(store)
        if talk.pursuit_id and (now - talk.at).days >= LED_ON_DAYS
        for line in _lines(talk, history.get(talk.pursuit_id, []))
    ]
    return store.worked_lines.replace(rank_lines(said, seed=seed))


def _talks(store: Store) -> Iterator[Conversation]:
    after = 0
    while batch := store.conversations.read(after, _BATCH):
        yield from (talk for talk in batch if talk.is_transcript and not talk.substance)
        after = batch[-1].touch_id


def _history(store: Store) -> dict[int, list[Change]]:
    """Each pursuit's stage changes, the oldest first."""
    history = defaultdict[int, list["Change"]](list)
    for pursuit_id, at, before, after in store.conversations.stage_changes():
        history[pursuit_id].append((at, before, after))
    return history


def _lines(talk: Conversation, changes: list[Change]) -> Iterator[SaidLine]:
    led_on = has_led_on(talk.at, changes, _ORDER)
    place = bisect_right([at for at, _, _ in changes], talk.at)
    state = changes[place - 1][2] if place else FunnelState.SALES_TARGET
    names = (talk.company, talk.contact, talk.rep)
    for tag in talk.tags:
        if _is_worth(tag) and is_reusable(tag.text, names):
            yield SaidLine(
                tag.move,
                tag.text,
                talk.touch_id,
                talk.pursuit_id or 0,
                talk.service,
                talk.industry,
                state.value,
                led_on=led_on,
            )


def _is_worth(tag: Tag) -> bool:
    return tag.role == REP and tag.move in MOVES and tag.confidence >= _SURE
