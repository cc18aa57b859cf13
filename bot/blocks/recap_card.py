"""The recap card: what a conversation held, quoted; what was promised first, then needs, moves, who talked how much."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.blocks.dates import Reader, duration
from bot.blocks.kit import (
    OPEN_PITCH,
    OPEN_RECAP,
    Block,
    Line,
    bold,
    bullets,
    button,
    buttons,
    context,
    header,
    labelled,
    lines,
    thumbs,
)
from bot.blocks.tag_correction import CALLBACK as WRONG_TAG
from bot.blocks.text_safety import Element, clean, safe_text
from integrations.store.conversations import ConversationLine
from integrations.store.written_notes import WrittenSummary
from ml.conversation import EXTRACT, CallNotes, NextStep, Objection, Quote, TalkFigures
from ml.cuss import MOVES
from ml.dossier import Conversation
from ml.funnel import FunnelState
from ml.missing_move import what_is_missing
from ml.spoken_text import PROSPECT, REP

_LONGEST_QUOTE = 220
_MOST = 3
_BAR = 12

NOTHING_SAID: Mapping[str, str] = {
    "not_connected": "Nobody answered",
    "voicemail": "Voicemail",
    "too_short": "Too short to say anything of",
    "one_sided": "Only one side spoke",
    "wrong_person": "The wrong person",
    "callback_only": "A call-back was arranged, nothing more",
    "empty_talk": "Nothing of substance was said",
    "unusable_transcript": "The transcript cannot be used: it repeats itself, or its language is not understood",
}
_NEEDS = {
    "goals": "Goal",
    "pains": "Pain",
    "criteria": "What counts",
}
_ENDED = {
    "agreed": "They agreed to the next step",
    "disagreed": "They said no",
    "open": "The next step is open",
}


@dataclass(frozen=True)
class Recap:
    """All that the card shows.

    Parameters
    ----------
    title
        The company and what it is about.
    conversation, notes
        What was said, and its notes.
    suggested
        The state that the conversation suggests, if another than the present one.
    others
        The pursuit's other conversations, the latest first.
    written
        A language model's summary, where there is one.
    waiting_for
        The language model that is writing one just now; '' where none is.
    """

    title: str
    conversation: Conversation
    notes: CallNotes
    suggested: FunnelState | None = None
    others: Sequence[ConversationLine] = ()
    written: WrittenSummary | None = None
    waiting_for: str = ""


def recap_card(
    recap: Recap, reader: Reader, suggestion_id: str, *, crm_buttons: Sequence[Element] = ()
) -> tuple[Block, ...]:
    """The whole card; `crm_buttons` are those that write to the CRM, as far as that is allowed."""
    notes = recap.notes
    body = _nothing(recap, reader) if notes.substance else _everything(recap, reader)
    row = [] if notes.substance else [*crm_buttons, *_own_buttons(recap)]
    return (
        header(_heading(recap, reader)),
        *body,
        *buttons(row),
        *buttons(_others(recap, reader)),
        context(_footer(recap)),
        thumbs(suggestion_id),
    )


def recap_line(recap: Recap, reader: Reader) -> str:
    """The card in one line of safe mrkdwn."""
    notes = recap.notes
    told = _reason(recap) if notes.substance else _ENDED[notes.ending.value]
    step = f" Next: {notes.next_steps[0].quote.text}" if notes.next_steps and not notes.substance else ""
    return safe_text(f"{_heading(recap, reader)}. {told}.{step}", 600)


def nothing_to_recap(
    title: str, lines_of: Sequence[ConversationLine], reader: Reader, suggestion_id: str
) -> tuple[Block, ...]:
    """That nothing was said in any conversation of a pursuit, and what there was instead."""
    told = [
        f"{_what(one, reader)}: {NOTHING_SAID.get(one.substance or '', 'no words on record')}"
        for one in lines_of[:5]
    ]
    return (
        header(title),
        *(
            [bullets("Nothing to summarise yet", told)]
            if told
            else [lines("No call or note with words in it yet.")]
        ),
        context("A call is read once its transcript or a note of it has arrived."),
        thumbs(suggestion_id),
    )


def at_time(start: float | None) -> str:
    """Where in a call something was said.

    >>> at_time(192.0), at_time(None)
    ('03:12', '')
    """
    if start is None:
        return ""
    minutes, seconds = divmod(int(start), 60)
    return f"{minutes:02d}:{seconds:02d}"


# --- what was said -----------------------------------------------------------------------------------------------


def _everything(recap: Recap, reader: Reader) -> Iterator[Block]:
    notes, seen = recap.notes, _Seen()
    yield lines(*_outcome(recap))
    yield from _summary(recap)
    told: dict[str, list[Line]] = {
        "Next steps": [_step(step, reader) for step in notes.next_steps[:_MOST] if seen.first(step.quote)],
        "They need": list(_needs(notes, seen)),
        "Decides": _each(seen, *notes.needs.get("deciders", ())[:2], *notes.needs.get("process", ())[:2]),
        "Objections": [_objection(one) for one in notes.objections[:_MOST] if seen.first(one.quote)],
        "Numbers and dates they named": _each(seen, *notes.numbers[:_MOST]),
    }
    if not (told["They need"] or told["Decides"]):
        told["What was said"] = _each(seen, *notes.gist)
    yield from (bullets(title, rows) for title, rows in told.items() if rows)
    yield lines(*_moves(notes))
    if notes.talk:
        yield lines([*labelled("Talk"), _talk(notes.talk)])
    elif recap.conversation.is_transcript:
        yield lines([*labelled("Talk"), "not available: nobody knows who spoke when"])


def _summary(recap: Recap) -> Iterator[Block]:
    if recap.written and recap.written.sentences:
        made = f"In short – written by {recap.written.written_by}, checked against the transcript"
        yield bullets(made, recap.written.sentences)
    elif recap.written and recap.written.reason:
        yield lines(clean(recap.written.reason, 300))
    elif recap.waiting_for:
        yield lines(f"{clean(recap.waiting_for, 60)} is writing a summary; it comes in a moment.")


def _outcome(recap: Recap) -> Iterator[Line]:
    talk = recap.conversation
    told = [duration(talk.duration_s)] if talk.duration_s else []
    whom = clean(talk.contact, 60) if talk.contact else ""
    role = f" ({clean(talk.contact_role, 40)})" if whom and talk.contact_role else ""
    pair = " with ".join(filter(None, [f"{whom}{role}", clean(talk.rep, 60) if talk.rep else ""]))
    yield " · ".join([*told, *([pair] if pair else []), talk.channel])
    yield [bold(_ENDED[recap.notes.ending.value])]
    if recap.suggested:
        yield f"That suggests the stage {recap.suggested.label}."


def _step(step: NextStep, reader: Reader) -> Line:
    owner = {REP: "you", PROSPECT: "them"}.get(step.owner, "")
    due = f"{reader.day(step.due)}, {reader.due(step.due)}" if step.due else "no date"
    return f"“{_cut(step.quote.text)}” – {', '.join(filter(None, [owner, due]))}"


class _Seen:
    """What the card quoted already: no sentence stands on it twice."""

    def __init__(self) -> None:
        self._texts = set[str]()

    def first(self, quote: Quote) -> bool:
        """Whether this sentence is not on the card yet; from now on it is."""
        new = quote.text not in self._texts
        self._texts.add(quote.text)
        return new


def _needs(notes: CallNotes, seen: _Seen) -> Iterator[Line]:
    for slot, label in _NEEDS.items():
        for quote in filter(seen.first, notes.needs.get(slot, ())[:2]):
            yield [bold(label), f": {_quoted(quote)}"]


def _quoted(quote: Quote) -> str:
    who = quote.speaker or {REP: "you", PROSPECT: "they"}.get(quote.role, "")
    where = " ".join(filter(None, [clean(who, 40) if who else "", at_time(quote.start)]))
    return f"“{_cut(quote.text)}”{f' ({where})' if where else ''}"


def _objection(objection: Objection) -> str:
    answer = f" – answered: “{_cut(objection.answer.text)}”" if objection.answer else " – not answered"
    return f"{_quoted(objection.quote)}{answer}"


def _each(seen: _Seen, *quotes: Quote) -> list[Line]:
    return [_quoted(quote) for quote in quotes if seen.first(quote)]


def _moves(notes: CallNotes) -> Iterator[Line]:
    yield [bold("Moves")]
    for move in MOVES:
        share = getattr(notes.coverage, move.value)
        bar = "█" * round(share * _BAR) or "▏"
        yield f"{bar} {move.value.capitalize()} {share:.0%}".replace("%", " %")
    if notes.missing and notes.ask:
        missing = what_is_missing(notes) or notes.missing.value
        yield [bold("Missing"), f": {missing}. Ask: “{_cut(notes.ask)}”"]


def _talk(talk: TalkFigures) -> str:
    told = [
        f"you {talk.rep_share:.0%}".replace("%", " %"),
        f"longest stretch {_minutes(talk.longest_monologue_s)}",
        f"{talk.questions} question{'' if talk.questions == 1 else 's'}",
    ]
    if talk.switches_a_minute is not None:
        told.append(f"{talk.switches_a_minute:.1f} changes of speaker a minute")
    approximate = " (approx., from words)" if talk.approximate else ""
    return " · ".join(told) + approximate


def _minutes(seconds: float) -> str:
    """A stretch of talk.

    >>> _minutes(130.0), _minutes(42.4)
    ('2 min 10 s', '42 s')
    """
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes} min {rest} s" if minutes else f"{rest} s"


def _cut(text: str) -> str:
    return clean(text, _LONGEST_QUOTE)


# --- where nothing was said -----------------------------------------------------------------------------------------


def _nothing(recap: Recap, reader: Reader) -> Iterator[Block]:
    talk = recap.conversation
    long = f", {duration(talk.duration_s)}" if talk.duration_s else ""
    yield lines([bold(f"{_reason(recap)}{long}."), " Nothing to summarise."])
    if recap.notes.next_steps:
        yield bullets("Next steps", [_step(step, reader) for step in recap.notes.next_steps[:_MOST]])
    real = next((one for one in recap.others if one.substance == "" and one.has_words), None)
    if real:
        yield lines(f"Last real conversation: {_what(real, reader)}.")


def _reason(recap: Recap) -> str:
    return NOTHING_SAID.get(recap.notes.substance, "Nothing of substance was said")


# --- around it ---------------------------------------------------------------------------------------------------------


def _heading(recap: Recap, reader: Reader) -> str:
    talk = recap.conversation
    return f"{clean(recap.title, 90)} · {talk.channel} of {reader.day_of(talk.at)}"


def _what(line: ConversationLine, reader: Reader) -> str:
    long = f", {duration(line.duration_s)}" if line.duration_s else ""
    return f"{line.channel} of {reader.day_of(line.at)}{long}"


def _own_buttons(recap: Recap) -> list[Element]:
    place = f"{recap.conversation.pursuit_id}:{recap.conversation.touch_id}"
    follow_up = button("Draft follow-up", OPEN_PITCH, f"{recap.conversation.pursuit_id}:email:follow-up")
    return [follow_up, button("A tag is wrong", WRONG_TAG, place)]


def _others(recap: Recap, reader: Reader) -> list[Element]:
    """A select of the pursuit's other conversations."""
    talk = recap.conversation
    told = [one for one in recap.others if one.has_words and one.touch_id != talk.touch_id][:20]
    if not told:
        return []
    options = [
        {
            "text": {"type": "plain_text", "text": clean(_option(one, reader), 75), "emoji": False},
            "value": f"{talk.pursuit_id}:{one.touch_id}",
        }
        for one in told
    ]
    return [
        {
            "type": "static_select",
            "action_id": OPEN_RECAP,
            "placeholder": {"type": "plain_text", "text": "Another conversation", "emoji": False},
            "options": options,
        }
    ]


def _option(line: ConversationLine, reader: Reader) -> str:
    whom = f" · {clean(line.contact, 30)}" if line.contact else ""
    reason = NOTHING_SAID.get(line.substance or "", "")
    empty = f" · {reason}" if reason else ""
    return f"{_what(line, reader)}{whom}{empty}"


def _footer(recap: Recap) -> str:
    talk, notes = recap.conversation, recap.notes
    source = "transcript" if talk.is_transcript else "note"
    made = f"Quoted from the {source}, nothing rephrased"
    if notes.written_by != EXTRACT:
        made = f"Picked by {notes.written_by}, quoted from the {source}"
    errs = (
        ""
        if notes.substance
        else " Moves and next steps are read by a tagger that errs: correct it where it does."
    )
    return f"{made}.{errs}"
