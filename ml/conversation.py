"""What a conversation held: quotes, needs, next steps, talk figures, how it ended; plain values, quoted verbatim."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from ml.cuss import Coverage, Move

EXTRACT = "extract"  # who wrote notes that only quote

# What Understanding is to find out, in the order of a card. After the five concepts of the public "Call Playbook".
NEEDS = ("goals", "pains", "criteria", "deciders", "process")


class Ending(StrEnum):
    """How the target left the next step."""

    AGREED = "agreed"
    DISAGREED = "disagreed"
    OPEN = "open"


@dataclass(frozen=True)
class Quote:
    """A sentence as it was said.

    Parameters
    ----------
    text
        The sentence, verbatim: a substring of its utterance.
    role, speaker
        Who said it: 'rep', 'prospect' or '', and the name that the transcript has.
    start
        Seconds from the beginning of the call to the beginning of its utterance, where known.
    """

    text: str
    role: str = ""
    speaker: str = ""
    start: float | None = None


@dataclass(frozen=True)
class NextStep:
    """Something that was promised: by whom ('rep', 'prospect' or '' where that is not clear), and until when."""

    quote: Quote
    owner: str = ""
    due: date | None = None


@dataclass(frozen=True)
class Objection:
    """What speaks against it in the target's words, and how it was answered, where it was."""

    quote: Quote
    answer: Quote | None = None


@dataclass(frozen=True)
class TalkFigures:
    """Who talked how much; only where it is known who spoke.

    Parameters
    ----------
    rep_share
        The seller's share of all speech, 0 to 1, silence excluded.
    longest_monologue_s
        The seller's longest stretch not broken by a turn of three words or more, in seconds.
    questions
        How many questions of content the seller asked.
    switches_a_minute
        How often the speaker changes, a minute; None where the call's length is not known.
    patience_s
        Median gap between the target's end and the seller's start, in seconds; None without times.
    approximate
        Speech was measured in words, not in seconds.
    """

    rep_share: float
    longest_monologue_s: float
    questions: int
    switches_a_minute: float | None = None
    patience_s: float | None = None
    approximate: bool = True


@dataclass(frozen=True)
class CallNotes:
    """The notes of one conversation.

    Parameters
    ----------
    substance
        '' where something was said, else the reason code (`ml.substance.NoSubstance`).
    gist
        Two or three sentences that say most, in the order in which they were said.
    next_steps
        What was promised, dated ones first.
    needs
        Quotes for each of `NEEDS`; a need that was not spoken of is not in it.
    objections, numbers
        Objections with their answers; sentences with figures or dates of the target's own.
    coverage
        The four moves: shares, order, next step.
    missing
        The move that was made least or not at all, and a question to ask; None where none is missing.
    ask
        That question, ready to be asked.
    talk
        Talk figures; None where nobody knows who spoke.
    ending
        How the target left the next step.
    written_by
        `EXTRACT`, or 'openai:' and the model.
    """

    substance: str = ""
    gist: tuple[Quote, ...] = ()
    next_steps: tuple[NextStep, ...] = ()
    needs: Mapping[str, tuple[Quote, ...]] = field(default_factory=dict)
    objections: tuple[Objection, ...] = ()
    numbers: tuple[Quote, ...] = ()
    coverage: Coverage = field(default_factory=Coverage)
    missing: Move | None = None
    ask: str = ""
    talk: TalkFigures | None = None
    ending: Ending = Ending.OPEN
    written_by: str = EXTRACT
