"""Sentences that the tagger learns from, by call: written for this project, corrected by reps, or tagged by a model."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from ml.cuss import Move
from ml.cuss_lines_a import CALLS as SHOPS
from ml.cuss_lines_b import CALLS as SHOPS_TOO
from ml.cuss_lines_d import CALLS as PLANTS
from ml.cuss_lines_e import CALLS as OFFICES
from ml.cuss_lines_f import CALLS as MALAY
from ml.cuss_lines_g import CALLS as INDONESIAN
from ml.cuss_lines_h import CALLS as MIXED
from ml.cuss_lines_i import CALLS as MIXED_TOO
from ml.cuss_lines_id import CALLS as INDONESIAN_TOO
from ml.cuss_lines_j import CALLS as SMALL_TALK
from ml.cuss_lines_ms import CALLS as MALAY_TOO
from ml.spoken_text import PROSPECT, REP

# A rep's own word counts as much as so many written sentences; a language model's less than one.
CORRECTION_WEIGHT, MODEL_WEIGHT = 5.0, 0.5
_WRITTEN = (
    SHOPS,
    SHOPS_TOO,
    PLANTS,
    OFFICES,
    MALAY,
    INDONESIAN,
    MIXED,
    MIXED_TOO,
    SMALL_TALK,
    MALAY_TOO,
    INDONESIAN_TOO,
)


@dataclass(frozen=True)
class Example:
    """A sentence with its move.

    Parameters
    ----------
    call
        Which call it is of: examples of one call are never parted between learning and judging.
    text, role, move
        The sentence, who said it ('' where that is not known), and what it does.
    place
        Where in the call: 0 at the beginning, 1 at the end; None where that is not known.
    before
        The sentence before it; '' where there is none.
    language
        'en', 'ms', 'id' or ''.
    weight
        How much it counts.
    """

    call: str
    text: str
    role: str
    move: Move
    place: float | None = None
    before: str = ""
    language: str = ""
    weight: float = 1.0


@lru_cache(maxsize=1)
def written_examples() -> tuple[Example, ...]:
    """All sentences that were written for this project, in the order of their calls."""
    return tuple(
        example for calls in _WRITTEN for call in calls.strip().split("\n\n") for example in read_call(call)
    )


def read_call(block: str) -> Iterator[Example]:
    r"""The examples of one written call: a line with '# language id', then lines 'who move: sentence'.

    >>> [(one.role, one.move.value, one.place) for one in read_call("# en x1\nrep connecting: Hi.\n? none: Uh.")]
    [('rep', 'connecting', 0.0), ('', 'none', 1.0)]
    """
    head, *lines = block.strip().splitlines()
    language, call = head.removeprefix("#").split()
    before = ""
    for place, line in enumerate(lines):
        told, _, text = line.partition(": ")
        who, move = told.split()
        role = who if who in {REP, PROSPECT} else ""
        yield Example(
            f"{language}:{call}", text, role, Move(move), place / max(1, len(lines) - 1), before, language
        )
        before = text
