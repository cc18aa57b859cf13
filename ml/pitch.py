"""A pitch draft: four moves of sentences, each with the facts it rests on, in the budget of its channel."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Literal

from ml.cuss import MOVES, Move
from ml.spoken_text import count_words

TEMPLATE = "template"
Gate = Literal["passed", "repaired", "template"]


class Channel(StrEnum):
    """Where a draft is said or sent."""

    CALL = "call"
    EMAIL = "email"
    WHATSAPP = "whatsapp"
    LINKEDIN = "linkedin"


@dataclass(frozen=True)
class Budget:
    """How long a draft may be: words and characters of the body at most, of the subject, and links."""

    words: int | None = None
    fewest_words: int = 0
    characters: int | None = None
    subject: int = 0
    links: int = 0


BUDGETS: Mapping[Channel, Budget] = {
    Channel.CALL: Budget(words=220, fewest_words=90),
    Channel.EMAIL: Budget(words=125, fewest_words=50, subject=50, links=1),
    Channel.WHATSAPP: Budget(words=60, fewest_words=20),
    Channel.LINKEDIN: Budget(characters=300),
}


@dataclass(frozen=True)
class PitchLine:
    """One sentence (or two that belong together) of a draft.

    Parameters
    ----------
    text
        What is said.
    facts
        Ids of the facts it rests on.
    plan
        The sentence plan and variant it was made by, such as 'open.touch/2'; '' for a model's.
    """

    text: str
    facts: tuple[str, ...] = ()
    plan: str = ""


@dataclass(frozen=True)
class PitchDraft:
    """A draft.

    Parameters
    ----------
    channel
        Where it is said or sent.
    moves
        The lines of each of the four moves, in order; a move may be empty only on LinkedIn.
    subject
        Of an e-mail; else ''.
    written_by
        `TEMPLATE`, or 'openai:' and the model.
    gate
        Whether it passed at once, after one repair, or the template spoke in its place.
    """

    channel: Channel
    moves: Mapping[Move, tuple[PitchLine, ...]]
    subject: str = ""
    written_by: str = TEMPLATE
    gate: Gate = "passed"
    subject_facts: tuple[str, ...] = field(default=())

    @property
    def lines(self) -> Iterator[tuple[Move, PitchLine]]:
        """Every line with its move, in the order of the moves."""
        return ((move, line) for move in MOVES for line in self.moves.get(move, ()))

    @property
    def cited(self) -> frozenset[str]:
        """Ids of all facts that the draft rests on."""
        return frozenset(self.subject_facts).union(*(line.facts for _, line in self.lines))

    @property
    def body(self) -> str:
        """The text that is said or sent, a paragraph for each move; on WhatsApp two moves share one."""
        together = 2 if self.channel is Channel.WHATSAPP else 1
        groups = (MOVES[k : k + together] for k in range(0, len(MOVES), together))
        lines = ((line.text for move in group for line in self.moves.get(move, ())) for group in groups)
        return "\n\n".join(filter(None, map(" ".join, lines)))

    @property
    def words(self) -> int:
        """Words of the body."""
        return count_words(self.body)


@dataclass(frozen=True)
class PitchWish:
    """What was asked for.

    Parameters
    ----------
    channel
        Where it will be said.
    goal
        What the rep wants from it, in their words; steers the ask where it is understood, never quoted.
    take
        0 for the first draft; 1, 2, … for another wording.
    key
        What the wording depends on beside `take`, such as the pursuit's id.
    favour
        For a plan and variant ('open.touch/2') how it was rated: (ups, downs).
    styles
        For a move its style, of `ml.draft_styles.STYLES`; the first one where none is named.
    """

    channel: Channel = Channel.CALL
    goal: str = ""
    take: int = 0
    key: str = ""
    favour: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    styles: Mapping[str, str] = field(default_factory=dict)
