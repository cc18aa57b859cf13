"""A language model's notes of a conversation: its sentences checked against what was said, its picks only by number."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from integrations.store.written_notes import WrittenSummary
from integrations.writing import Material, WrittenNotes
from ml.conversation import CallNotes, Quote
from ml.cuss import Move
from ml.errors import Refused, Unavailable
from ml.fact_text import one_line
from ml.said_names import OtherNames, other_names
from ml.spoken_text import sentences
from ml.summary_gate import SummaryGate

if TYPE_CHECKING:
    from integrations.redaction import Redactor
    from integrations.writing import Writer
    from ml.dossier import Conversation

# About ten thousand tokens: an hour of talk without its fillers.
MOST_LETTERS = 40_000
_LONGEST_SENTENCE = 600
_MOST_PICKED, _MOST_SUMMARISED = 3, 5


@dataclass(frozen=True)
class _Said:
    """A sentence with its number over the whole conversation; what it does, where that is known."""

    number: int
    text: str
    role: str
    move: Move | None = None


def write_notes(
    talk: Conversation,
    notes: CallNotes,
    *,
    writer: Writer,
    redactor: Redactor,
    others: Collection[str] | OtherNames = (),
) -> WrittenSummary:
    """What the model makes of a conversation, as far as it rests on it; empty, with the reason, where it fails.

    Only the model's summary is in its own words, and each of its sentences states no number, name or promise beyond
    the sentences it names. For all else it may only point at sentences.

    Parameters
    ----------
    talk, notes
        The conversation, and the embedded notes of it, which say what matters where not all can be sent.
    writer, redactor
        The model, and what hides names and numbers from it.
    others
        Names of other leads, of whom a summary does not speak even where the conversation did.
    """
    said = list(_said(talk))
    chosen = _chosen(said, notes)
    made = WrittenSummary(written_by=writer.name, prompts=writer.prompts)
    if not chosen:
        return replace(made, reason="Nothing was said, so there is nothing to summarise.")
    try:
        written = writer.notes(notes_material(talk, chosen, redactor))
    except (Refused, Unavailable) as error:
        return replace(made, reason=f"{str(error).rstrip('.')}, so there are only quotes.")
    known = {one.number: one for one in chosen}
    gate = SummaryGate(talk, other_names(others))
    summary = [
        (redactor.restore(one.text), [known[number].text for number in one.rests_on if number in known])
        for one in written.summary[:_MOST_SUMMARISED]
    ]
    kept = tuple(text for text, rests_on in summary if gate.passes(text, rests_on))
    return replace(
        made,
        sentences=kept,
        picks=_picks(written, known),
        tags={number: Move(move).value for number, move in written.tags.items() if number in known},
        reason=_reason(len(said) - len(chosen), len(summary) - len(kept)),
    )


def notes_material(talk: Conversation, chosen: Iterable[_Said], redactor: Redactor) -> Material:
    """Exactly what leaves the machine for notes, but for the prompt."""
    told = [
        {
            "n": one.number,
            "who": one.role or "unknown",
            "says": redactor.redact(one_line(one.text)[:_LONGEST_SENTENCE]),
        }
        for one in chosen
    ]
    lines = ",\n".join(json.dumps(one, ensure_ascii=False) for one in told)
    return Material("notes", f'{{"channel": "{talk.channel}", "sentences": [\n{lines}\n]}}')


def _said(talk: Conversation) -> Iterator[_Said]:
    """Every sentence, numbered as its tags are."""
    if talk.tags:
        yield from (_Said(number, tag.text, tag.role, tag.move) for number, tag in enumerate(talk.tags))
        return
    every = ((text, one.role) for one in talk.utterances for text in sentences(one.text))
    yield from (_Said(number, text, role) for number, (text, role) in enumerate(every))


def _chosen(said: Sequence[_Said], notes: CallNotes) -> list[_Said]:
    """All of a short conversation; of a long one what the notes quote, then what makes a move, the longest first."""
    quoted = {quote.text for quote in _quotes(notes)}

    def rank(one: _Said) -> tuple[bool, bool, int]:
        return one.text not in quoted, one.move is Move.NONE, -min(len(one.text), _LONGEST_SENTENCE)

    kept, left = list[_Said](), MOST_LETTERS
    for one in sorted(said, key=rank) if sum(len(one.text) for one in said) > MOST_LETTERS else said:
        left -= min(len(one.text), _LONGEST_SENTENCE) + 1
        if left < 0:
            break
        kept.append(one)
    return sorted(kept, key=lambda one: one.number)


def _quotes(notes: CallNotes) -> Iterator[Quote]:
    yield from notes.gist
    yield from (step.quote for step in notes.next_steps)
    yield from (quote for told in notes.needs.values() for quote in told)
    yield from (one.quote for one in notes.objections)
    yield from notes.numbers


def _picks(written: WrittenNotes, known: dict[int, _Said]) -> dict[str, tuple[int, ...]]:
    picks = {
        slot: tuple(number for number in dict.fromkeys(numbers) if number in known)[:_MOST_PICKED]
        for slot, numbers in written.picks.items()
    }
    return {slot: numbers for slot, numbers in picks.items() if numbers}


def _reason(left_out: int, dropped: int) -> str:
    """What is missing, in one line."""
    told = (
        [f"{left_out} sentences that say least were not sent: it is a long conversation"] if left_out else []
    )
    told += [f"{dropped} of its sentences did not pass the check"] if dropped else []
    return f"{'; '.join(told)}." if told else ""
