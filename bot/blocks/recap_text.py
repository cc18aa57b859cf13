"""A conversation's notes as plain lines: what a note in the CRM says at first."""

from __future__ import annotations

from collections.abc import Iterator

from bot.blocks.dates import Reader, duration
from bot.blocks.recap_card import at_time
from ml.conversation import CallNotes, Quote
from ml.dossier import Conversation
from ml.spoken_text import PROSPECT, REP

_ENDED = {
    "agreed": "They agreed to the next step.",
    "disagreed": "They said no.",
    "open": "The next step is open.",
}
_NEEDS = {
    "goals": "Goal",
    "pains": "Pain",
    "criteria": "What counts",
    "deciders": "Decides",
    "process": "How they buy",
}


def recap_text(talk: Conversation, notes: CallNotes, reader: Reader) -> str:
    """When and with whom, how it ended, what was promised, what they need; quotes are verbatim."""
    return "\n".join(_lines(talk, notes, reader))


def _lines(talk: Conversation, notes: CallNotes, reader: Reader) -> Iterator[str]:
    day = reader.local_day(talk.at)
    long = f", {duration(talk.duration_s)}" if talk.duration_s else ""
    whom = f", with {talk.contact}" if talk.contact else ""
    role = f" ({talk.contact_role})" if talk.contact and talk.contact_role else ""
    yield f"{talk.channel.capitalize()} of {day.day} {day:%b %Y}{long}{whom}{role}."
    yield _ENDED[notes.ending.value]
    for step in notes.next_steps[:3]:
        whose = {REP: "We", PROSPECT: "They"}.get(step.owner, "Agreed")
        due = f", by {step.due.day} {step.due:%b %Y}" if step.due else ""
        yield f"{whose}: “{step.quote.text}”{due}"
    for slot, label in _NEEDS.items():
        yield from (f"{label}: {_quoted(quote)}" for quote in notes.needs.get(slot, ())[:2])
    for objection in notes.objections[:2]:
        yield f"Objection: {_quoted(objection.quote)}"


def _quoted(quote: Quote) -> str:
    when = at_time(quote.start)
    return f"“{quote.text}”{f' ({when})' if when else ''}"
