"""`/recap NAME [n]`: what the last conversation of substance held, or the n-th last; all others to choose from."""

from __future__ import annotations

from itertools import islice

from bot.blocks.dates import Reader
from bot.blocks.hubspot_dialog import crm_buttons
from bot.blocks.kit import OPEN_RECAP
from bot.blocks.recap_card import Recap, nothing_to_recap, recap_card, recap_line
from bot.blocks.text_safety import safe_text
from bot.commands.finding import Meant, by_id, by_name, is_id, suggestion_of
from bot.exchange import Answer, Bench, Command, Desk, Later, Question
from bot.visibility import may_open
from integrations.store.conversations import ConversationLine
from integrations.store.written_notes import WrittenSummary
from ml.call_notes import notes_of
from ml.conversation import CallNotes
from ml.cuss import tag_utterances
from ml.dossier import Conversation
from ml.ending import suggested_state
from ml.errors import BadInput, Refused
from ml.records import LeadCard
from ml.substance import CallFacts

_LISTED = 60
RECAP_WORK = "recap"
_MOST_DIGITS = 3


def answer(question: Question, desk: Desk) -> Answer:
    """The answer to `/recap` with whatever was typed after it."""
    name, which = _name_and_number(question.text, desk)
    return by_name(name, _meant(f":#{which}"), question, desk)


def open_recap(question: Question, desk: Desk) -> Answer:
    """The card behind a button or select: the pursuit, and which conversation.

    Raises
    ------
    BadInput
        When the value is not one of ours.
    """
    pursuit_id, _, which = question.text.partition(":")
    return by_id(pursuit_id, _meant(f":{which or '#1'}"), question, desk)


def read_notes(talk: Conversation, reader: Reader) -> CallNotes:
    """The notes of a conversation, its days as the reader counts them; one not read yet is read by the rules alone."""
    tags = talk.tags or tuple(tag_utterances(talk.utterances))
    facts = CallFacts(talk.status, talk.duration_s)
    return notes_of(talk.utterances, tags, reader.local_day(talk.at), call=facts, note=not talk.is_transcript)


def summarize_slowly(question: Question, desk: Desk, bench: Bench) -> Answer:
    """The recap once more, with a language model's summary: the slow half of an answer; it is kept.

    Raises
    ------
    Refused
        When the conversation is gone, or is not this person's to open any more.
    """
    from integrations.redaction import Redactor
    from jobs.write_notes import write_notes

    pursuit_id, _, touch_id = question.text.partition(":")
    card = desk.store.pursuits.card(int(pursuit_id))
    talk = desk.store.conversations.one(int(touch_id))
    if card is None or talk is None or not may_open(question.asker, card, desk.visibility):
        raise Refused("That conversation is no longer yours to read; please type /recap and the name again.")
    if bench.writer:
        reader = Reader.of(question.asker, question.at)
        redactor = Redactor(desk.store.known_names.around(card.pursuit_id), bench.regions)
        others = desk.store.known_names.others(card.pursuit_id)
        written = write_notes(
            talk, read_notes(talk, reader), writer=bench.writer, redactor=redactor, others=others
        )
        desk.store.written_notes.save(talk.touch_id, written, question.at)
        return _shown(card, talk, question, desk, written=written)
    return _shown(card, talk, question, desk)


def _meant(more: str) -> Meant:
    def show(card: LeadCard, question: Question, desk: Desk) -> Answer:
        return _show(card, more.removeprefix(":"), question, desk)

    return Meant("recap", "/recap", OPEN_RECAP, show, more)


def _name_and_number(typed: str, desk: Desk) -> tuple[str, int]:
    """“acme 2” is the second last conversation of Acme, unless a company is called so."""
    name, _, last = typed.strip().rpartition(" ")
    if not (name and last.isascii() and last.isdecimal() and len(last) <= _MOST_DIGITS and int(last)):
        return typed, 1
    return (typed, 1) if desk.store.pursuits.card_named(typed) else (name, int(last))


def _show(card: LeadCard, which: str, question: Question, desk: Desk) -> Answer:
    listed = desk.store.conversations.listed(card.pursuit_id, _LISTED)
    reader = Reader.of(question.asker, question.at)
    suggestion = suggestion_of(_meant(""), question, card.pursuit_id)
    talk = _wanted(card, which, listed, desk)
    if talk is None:
        title = card.title
        blocks = nothing_to_recap(title, listed, reader, suggestion.id)
        return Answer(safe_text(f"{title}: nothing to summarise yet.", 300), blocks, suggestion)
    written = desk.store.written_notes.latest(talk.touch_id)
    return _shown(card, talk, question, desk, written=written, listed=listed)


def _shown(
    card: LeadCard,
    talk: Conversation,
    question: Question,
    desk: Desk,
    *,
    written: WrittenSummary | None = None,
    listed: list[ConversationLine] | None = None,
) -> Answer:
    """The card; a configured language model's summary that is not there yet comes after it."""
    reader, crm = Reader.of(question.asker, question.at), desk.crm
    notes = read_notes(talk, reader)
    waits = bool(desk.language_model) and written is None and not notes.substance
    recap = Recap(
        card.title,
        talk,
        notes,
        suggested=None if notes.substance else suggested_state(card.state, notes),
        others=listed or desk.store.conversations.listed(card.pursuit_id, _LISTED),
        written=written,
        waiting_for=desk.language_model if waits else "",
    )
    suggestion = suggestion_of(_meant(""), question, card.pursuit_id)
    allowed = crm_buttons(card, crm.offered, crm.portal(desk.store, question.at))
    blocks = recap_card(recap, reader, suggestion.id, crm_buttons=allowed)
    later = Later(RECAP_WORK, f"{card.pursuit_id}:{talk.touch_id}") if waits else None
    return Answer(recap_line(recap, reader), blocks, suggestion, later=later)


def _wanted(card: LeadCard, which: str, listed: list[ConversationLine], desk: Desk) -> Conversation | None:
    """The conversation that is meant: by its touch, or the n-th last of substance ('#n')."""
    if which.startswith("#"):
        told = _best_first(listed)
        number = max(1, int(which[1:])) if is_id(which[1:]) else 1
        touch_id = next((one.touch_id for one in islice(told, number - 1, None)), None)
        if touch_id is None and number > 1 and told:
            raise Refused(f"There are not so many conversations with {card.company}: {len(told)} so far.")
    else:
        touch_id = int(which) if is_id(which) else 0
    talk = desk.store.conversations.one(touch_id) if touch_id is not None else None
    if talk is not None and talk.pursuit_id != card.pursuit_id:
        raise BadInput("That button is from an older version; please type /recap and the name again.")
    return talk


def _best_first(listed: list[ConversationLine]) -> list[ConversationLine]:
    """Conversations of substance, the latest first; where there are none, those that said nothing."""
    worded = [one for one in listed if one.has_words]
    said = [one for one in worded if one.substance in {"", None}]
    spoken = [one for one in said if one.channel != "note"]
    return spoken or said or worded


RECAP = Command(
    "/recap",
    "NAME [n]",
    "What the last conversation held, quoted: next steps, needs, objections, moves. /recap acme 2: the one before.",
    answer,
)
