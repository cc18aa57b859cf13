"""A rep's word on what a sentence does: kept as a gold label that the tagger learns from."""

from __future__ import annotations

from bot.blocks.tag_correction import correction_view
from bot.commands.finding import is_id
from bot.exchange import Desk
from bot.visibility import may_open
from integrations.store.corrections import Correction
from ml.cuss import Move, tag_utterances
from ml.dossier import Conversation
from ml.errors import BadInput, NotAllowed
from ml.records import Person


def dialog(place: str, asker: Person, desk: Desk) -> dict[str, object]:
    """The dialog over a conversation's sentences; raises as `_opened`."""
    talk = _opened(place, asker, desk)
    return correction_view(place, talk.tags or tag_utterances(talk.utterances))


def correct(place: str, chosen: tuple[int | None, Move | None], asker: Person, desk: Desk) -> str:
    """Keep a correction, or say what is missing; raises as `_opened`."""
    talk = _opened(place, asker, desk)
    tags = talk.tags or tuple(tag_utterances(talk.utterances))
    number, move = chosen
    if number is None or move is None or number >= len(tags):
        return "Choose a sentence and what it does."
    tag = tags[number]
    desk.store.corrections.save(
        Correction(
            touch_id=talk.touch_id,
            person_id=asker.id,
            sentence=tag.text,
            role=tag.role,
            place=number / max(1, len(tags) - 1),
            was=tag.move.value,
            move=move.value,
            at=desk.now(),
        )
    )
    return ""


def _opened(place: str, asker: Person, desk: Desk) -> Conversation:
    """The conversation of a pursuit and a touch, for whoever may open it.

    Raises
    ------
    BadInput
        When it is not known.
    NotAllowed
        When the pursuit is not this person's to open.
    """
    pursuit_id, _, touch_id = place.partition(":")
    known = is_id(pursuit_id) and is_id(touch_id)
    talk = desk.store.conversations.one(int(touch_id)) if known else None
    card = desk.store.pursuits.card(int(pursuit_id)) if known else None
    if talk is None or card is None or talk.pursuit_id != card.pursuit_id:
        raise BadInput("That conversation is no longer known; please type /recap and the name again.")
    if not may_open(asker, card, desk.visibility):
        raise NotAllowed(
            "This conversation is of a pursuit that is not yours; ask its owner or your manager."
        )
    return talk
