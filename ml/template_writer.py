"""The embedded writer: a draft in four moves from sentence plans, saying nothing that is not on the fact sheet."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from ml.cuss import MOVES
from ml.draft_shapes import SHAPES, WITH_CLAIM, WITHOUT_CLAIM, Room
from ml.facts import FactSheet
from ml.pitch import BUDGETS, Channel, PitchDraft, PitchLine, PitchWish
from ml.spoken_text import count_words
from ml.template_moves import Moves, Part


def write(sheet: FactSheet, wish: PitchWish) -> PitchDraft:
    """A draft from the plans: the same sheet and wish give the same words.

    >>> from datetime import date
    >>> from ml.funnel import FunnelState
    >>> draft = write(FactSheet((), (), date(2026, 11, 25), FunnelState.LEAD), PitchWish(Channel.LINKEDIN))
    >>> draft.body.count("?")
    1
    """
    says = Moves(sheet, wish, _room(sheet, wish))
    parts = _fitting(says.parts(), wish.channel)
    subject = says.subject() if wish.channel is Channel.EMAIL else PitchLine("")
    moves = {move: tuple(part.line for part in parts if part.move is move) for move in MOVES}
    return PitchDraft(wish.channel, moves, subject=subject.text, subject_facts=subject.facts)


def _room(sheet: FactSheet, wish: PitchWish) -> Room:
    """The most room at which all wordings fit, so that the takes can go through them; else at which this take does."""
    for rooms in (WITH_CLAIM, WITHOUT_CLAIM):
        for longest in (True, False):
            for room in rooms:
                parts = Moves(sheet, wish, replace(room, longest=longest)).parts()
                if _fits([part for part in parts if not part.rank], wish.channel):
                    return room
    return WITHOUT_CLAIM[-1]


def _fitting(parts: Sequence[Part], channel: Channel) -> list[Part]:
    """The parts that must be there, and the others by rank while they fit; in reading order."""
    chosen = {place for place, part in enumerate(parts) if not part.rank}
    for place in sorted((k for k, part in enumerate(parts) if part.rank), key=lambda k: parts[k].rank):
        now = [parts[k] for k in sorted(chosen)]
        wanted = not parts[place].filler or _words(now) < SHAPES[channel].enough
        if wanted and _fits([*now, parts[place]], channel):
            chosen.add(place)
    return [parts[k] for k in sorted(chosen)]


def _words(parts: Iterable[Part]) -> int:
    return sum(count_words(part.line.text) for part in parts)


def _fits(parts: Sequence[Part], channel: Channel) -> bool:
    """Whether the parts keep the budget; a space or an empty line goes between two of them."""
    budget = BUDGETS[channel]
    signs = sum(len(part.line.text) + 2 for part in parts) - 2
    return (budget.words is None or _words(parts) <= budget.words) and (
        budget.characters is None or signs <= budget.characters
    )
