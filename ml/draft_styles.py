"""The styles in which the template writes each move: two of each, so that a team's few votes can tell them apart."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from ml.cuss import Move
from ml.draft_shapes import SHAPES
from ml.facts import FactKind, FactSheet
from ml.pitch import PitchWish
from ml.template_slots import opener, slots_of
from ml.variants import choose

# The first of each is the style of a draft for which nothing was chosen.
STYLES: Mapping[Move, Sequence[str]] = {
    Move.CONNECTING: ("touch", "business"),  # opens with what was between us, or with their own business
    Move.UNDERSTANDING: ("all", "fewer"),  # asks all it has room for, or one question less
    Move.SHARING: ("proof", "plain"),  # what others got from it as well, or what it is alone
    Move.SETTING: ("ask", "way_out"),  # the plain ask, or with a way to say no before it
}
_FROM_A_TOUCH = ("open.talk", "open.theirs", "open.ours")


def chosen_styles(
    sheet: FactSheet,
    wish: PitchWish,
    votes: Mapping[str, Mapping[str, tuple[int, int]]],
    seed: str,
) -> dict[str, tuple[str, float]]:
    """For each move that has a choice here: its style, and the chance with which it was chosen."""
    return {move.value: choose(move, STYLES[move], votes.get(move, {}), seed) for move in _open(sheet, wish)}


def openers(plans: Sequence[str], style: str) -> Sequence[str]:
    """The plans that may open a draft in this style; what we owe them comes first in any."""
    if style != "business" or plans[0] not in _FROM_A_TOUCH:
        return plans
    return plans[1:]


def _open(sheet: FactSheet, wish: PitchWish) -> Iterator[Move]:
    """The moves in which the styles differ for this sheet and channel."""
    shape = SHAPES[wish.channel]
    wordy = shape.offers and not shape.breath
    first = next(opener(sheet, slots_of(sheet, wish.channel), wish.channel))
    if first in _FROM_A_TOUCH and not shape.breath:  # where words are few, too few openings fit
        yield Move.CONNECTING
    if shape.questions > 1:
        yield Move.UNDERSTANDING
    if wordy and sheet.first(FactKind.PROOF):
        yield Move.SHARING
    if wordy:
        yield Move.SETTING
