"""The role of a language model: what it is given, and what it may give back. Its text triggers nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, Protocol

Task = Literal["pitch", "repair", "notes", "fill"]


@dataclass(frozen=True)
class Material:
    """What leaves the machine for one task; redacted before it is made.

    Parameters
    ----------
    task
        Which prompt it goes with.
    text
        The material, as JSON or numbered lines; placeholders stand for names and numbers.
    """

    task: Task
    text: str


@dataclass(frozen=True)
class WrittenLine:
    """One sentence of a draft by a model: the move's name, the text, and the ids of the facts it claims to rest on."""

    move: str
    text: str
    facts: tuple[str, ...] = ()


@dataclass(frozen=True)
class WrittenPitch:
    """A draft by a model, not yet checked."""

    lines: tuple[WrittenLine, ...]
    subject: str = ""


@dataclass(frozen=True)
class WrittenSentence:
    """One sentence of a summary by a model, and the numbers of the spoken sentences it claims to rest on."""

    text: str
    rests_on: tuple[int, ...]


@dataclass(frozen=True)
class WrittenNotes:
    """Notes by a model, not yet checked; spoken sentences are named by their number in the material, from 0.

    Parameters
    ----------
    summary
        A few sentences of its own.
    picks
        Numbers of sentences by slot: those of `ml.conversation.NEEDS`, 'objections' and 'next_steps'.
    tags
        The move of each sentence that it is sure of.
    """

    summary: tuple[WrittenSentence, ...] = ()
    picks: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    tags: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True)
class FilledField:
    """A value that a model proposes for an empty or untidy cell, and the words that it read it from."""

    row: str
    field: str
    value: str
    because: str


class Writer(Protocol):
    """A language model.

    Raises
    ------
    Unavailable
        It did not answer in time, or not with anything that can be used: prose, half a JSON, too much.
    Refused
        It declined to answer.
    AccessRefused
        The key or the model's name is not accepted; says which setting to check.
    """

    @property
    def name(self) -> str:
        """Who writes, as a card names it: 'openai:' and the model."""
        ...

    @property
    def prompts(self) -> str:
        """The version of the prompts."""
        ...

    @property
    def host(self) -> str:
        """Where the material goes, for whoever wants to know."""
        ...

    def preview(self, material: Material) -> str:
        """Exactly what would be sent, as text; sends nothing."""
        ...

    def pitch(self, material: Material) -> WrittenPitch:
        """A draft in four moves."""
        ...

    def repair(self, material: Material, draft: WrittenPitch, faults: Sequence[str]) -> WrittenPitch:
        """The draft once more, without these faults."""
        ...

    def notes(self, material: Material) -> WrittenNotes:
        """Notes of a call whose sentences are numbered in the material."""
        ...

    def fill(self, material: Material) -> tuple[FilledField, ...]:
        """Values for the fields that the material asks for."""
        ...
