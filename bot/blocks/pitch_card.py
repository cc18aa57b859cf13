"""The pitch card: a draft in four moves, the evidence under it, who wrote it, and what can be done with it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.blocks.dates import Reader
from bot.blocks.kit import (
    OPEN_LEAD,
    OPEN_PITCH,
    Block,
    Line,
    bold,
    bullets,
    button,
    buttons,
    context,
    header,
    lines,
    plain,
    select,
    thumbs,
)
from bot.blocks.text_safety import NOTHING, Element, clean, clean_lines, safe_text, words
from ml.cuss import MOVES
from ml.facts import Fact, FactKind, FactSheet, WorkedLine
from ml.pitch import TEMPLATE, Channel, PitchDraft

COPY_PITCH = "copy_pitch"
EDIT_PITCH = "edit_pitch"
SEEN_PITCH = "sent_for_pitch"
CHANNELS = {
    Channel.CALL: "Call",
    Channel.EMAIL: "Email",
    Channel.WHATSAPP: "WhatsApp",
    Channel.LINKEDIN: "LinkedIn",
}
MOST_EDITED = 3000
_MOST_EVIDENCE = 10
# Slack's limit for text in a block is 3,000 characters; a screen or two is enough in Slack.
_A_BLOCK, _MOST_BLOCKS = 2900, 8
_LONGEST_FACT = 140
_LONGEST_GOAL = 100  # it travels in the value of an option, of which Slack takes 150 characters
# Facts that are no evidence of anything: who writes to whom, when one could meet.
_PLAIN = {FactKind.REP, FactKind.PERSON, FactKind.TIME, FactKind.COMPANY, FactKind.SELLER}


@dataclass(frozen=True)
class Pitch:
    """All that the card shows.

    Parameters
    ----------
    title, pursuit_id
        Which pursuit.
    draft, sheet
        The draft, and the facts it was made from.
    goal
        What was wanted.
    reason
        Why the template spoke in a language model's place; '' where it did not.
    """

    title: str
    pursuit_id: int
    draft: PitchDraft
    sheet: FactSheet
    goal: str = ""
    reason: str = ""

    def value(self, channel: Channel) -> str:
        """What a button for another draft of it carries."""
        goal = clean(self.goal, _LONGEST_GOAL) if self.goal.strip() else ""
        return f"{self.pursuit_id}:{channel.value}:{goal}"


def pitch_card(pitch: Pitch, reader: Reader, suggestion_id: str) -> tuple[Block, ...]:
    """The whole card."""
    draft = pitch.draft
    evidence = [_fact(fact, pitch, reader) for fact in _evidence(pitch)]
    worked = [_worked(line, reader) for line in _worked_lines(pitch)]
    return (
        header(f"{clean(pitch.title, 90)} · {CHANNELS[draft.channel]}"),
        lines(*_lines(draft)),
        *([bullets("Evidence", evidence)] if evidence else []),
        *([bullets("Worked before", worked)] if worked else []),
        *buttons(_buttons(pitch, suggestion_id)),
        *buttons([_channels(pitch)]),
        context(_footer(pitch)),
        thumbs(suggestion_id),
    )


def pitch_line(pitch: Pitch) -> str:
    """The card in one line of safe mrkdwn."""
    draft = pitch.draft
    first = next((line.text for _, line in draft.lines), "")
    return safe_text(f"Draft for {pitch.title} ({CHANNELS[draft.channel]}): {draft.subject or first}", 600)


def writing_card(title: str, channel: Channel, model: str) -> tuple[Block, ...]:
    """That a language model is at it."""
    return (lines(writing_line(title, channel, model)),)


def writing_line(title: str, channel: Channel, model: str) -> str:
    """The same in one line."""
    return safe_text(f"{model} is writing a draft for {title} ({CHANNELS[channel]}) … a few seconds.", 400)


def copy_card(text: str) -> tuple[Block, ...]:
    """The draft alone, to be copied: Slack shows a copy sign beside it."""
    return (_verbatim(clean_lines(text, MOST_EDITED)),)


def sent_card(text: str, host: str) -> tuple[Block, ...]:
    """Exactly what left the machine for a draft, or would; `host` '' where no language model is configured."""
    nobody = "No language model is configured, so nothing is ever sent. This is what one would get:"
    parts = [text[begin : begin + _A_BLOCK] for begin in range(0, len(text), _A_BLOCK)]
    shown = [_verbatim(_indented(part)) for part in parts[:_MOST_BLOCKS]]
    cut = (
        [context("It is longer; `sales-assistant privacy-preview` prints all of it.")]
        if parts[_MOST_BLOCKS:]
        else []
    )
    return (lines(f"For {host}, word for word:" if host else nobody), *shown, *cut)


def edit_view(suggestion_id: str, text: str) -> dict[str, object]:
    """The draft in a modal, to be changed."""
    field = {
        "type": "plain_text_input",
        "action_id": "text",
        "multiline": True,
        "max_length": MOST_EDITED,
        "initial_value": clean_lines(text, MOST_EDITED) or NOTHING,
    }
    return {
        "type": "modal",
        "callback_id": EDIT_PITCH,
        "private_metadata": suggestion_id,
        "title": plain("Edit the draft", 24),
        "submit": plain("Keep", 24),
        "close": plain("Cancel", 24),
        "blocks": [
            {"type": "input", "block_id": "text", "label": plain("Your words", 75), "element": field},
            context("What you change teaches which wordings are used. Nothing is sent to anybody."),
        ],
    }


def whole_text(draft: PitchDraft) -> str:
    """The draft as one would paste it; an e-mail with its subject."""
    subject = f"Subject: {draft.subject}\n\n" if draft.subject else ""
    return f"{subject}{draft.body}"


def _indented(text: str) -> str:
    """The lines with the blanks they begin with, which tell JSON's depth."""
    rows = [(line[: len(line) - len(line.lstrip(" "))], line.strip()) for line in text.splitlines()]
    return "\n".join(f"{blanks}{clean(said, _A_BLOCK)}" if said else "" for blanks, said in rows)


def _verbatim(text: str) -> Block:
    element = {"type": "rich_text_preformatted", "elements": [{"type": "text", "text": text or NOTHING}]}
    return {"type": "rich_text", "elements": [element]}


def _lines(draft: PitchDraft) -> Iterator[Line]:
    if draft.subject:
        yield [bold("Subject"), f": {clean(draft.subject, 150)}"]
    for move in MOVES:
        told = draft.moves.get(move, ())
        if told:
            yield [bold(move.value.capitalize())]
            yield from (clean(line.text, 700) for line in told)


def _evidence(pitch: Pitch) -> Sequence[Fact]:
    cited = pitch.sheet.cited(pitch.draft.cited)
    return [fact for fact in cited if fact.kind not in _PLAIN and fact.kind is not FactKind.WORKED][
        :_MOST_EVIDENCE
    ]


def _fact(fact: Fact, pitch: Pitch, reader: Reader) -> Line:
    on = pitch.sheet.on
    dated = f", {reader.day(fact.dated)}" if fact.dated and reader.day(fact.dated) not in fact.source else ""
    old = f"– {fact.age_days(on)} days old" if fact.is_stale(on) else ""
    kind, value = fact.kind.value.capitalize(), clean(fact.value, _LONGEST_FACT)
    told = f"{kind}: {value} ({clean(fact.source, 80)}{dated})"
    return [f"{told} ", words(old, bold=True)] if old else told


def _worked_lines(pitch: Pitch) -> Iterator[WorkedLine]:
    used = {fact.value for fact in pitch.sheet.cited(pitch.draft.cited) if fact.kind is FactKind.WORKED}
    return (line for line in pitch.sheet.worked if line.text in used)


def _worked(line: WorkedLine, _reader: Reader) -> Line:
    how_often = f"led on in {line.led_on} of {line.calls} calls like this one"
    return f"“{clean(line.text, _LONGEST_FACT)}” ({clean(line.call, 80)}; {how_often})"


def _buttons(pitch: Pitch, suggestion_id: str) -> list[Element]:
    return [
        button("Copy", COPY_PITCH, suggestion_id),
        button("Edit", EDIT_PITCH, suggestion_id),
        button("Another", f"{OPEN_PITCH}:another", pitch.value(pitch.draft.channel)),
        button("What was sent to the language model", SEEN_PITCH, suggestion_id),
        button("Lead card", OPEN_LEAD, str(pitch.pursuit_id)),
    ]


def _channels(pitch: Pitch) -> Element:
    options = [(label, pitch.value(channel)) for channel, label in CHANNELS.items()]
    return select(f"{OPEN_PITCH}:channel", options, pitch.value(pitch.draft.channel))


def _footer(pitch: Pitch) -> str:
    draft, sheet = pitch.draft, pitch.sheet
    cited = sheet.cited(draft.cited)
    stale = [fact for fact in cited if fact.is_stale(sheet.on)]
    who = "the template" if draft.written_by == TEMPLATE else draft.written_by
    told = [
        f"{draft.words} words",
        f"written by {who} from {len(cited)} fact{'' if len(cited) == 1 else 's'}",
    ]
    if stale:
        oldest = max(fact.age_days(sheet.on) or 0 for fact in stale)
        told.append(f"{len(stale)} fact{'' if len(stale) == 1 else 's'} up to {oldest} days old")
    told += ["checked: one try repaired"] if draft.gate == "repaired" else []
    return " · ".join([*told, *([pitch.reason] if pitch.reason else [])])
