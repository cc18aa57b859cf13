"""What can be done with a draft: copy it, change its words, see what was sent for it."""

from __future__ import annotations

from bot.blocks.pitch_card import MOST_EDITED, copy_card, sent_card, whole_text
from bot.blocks.text_safety import clean_lines
from bot.commands.pitch import PREVIEW_WORK
from bot.exchange import Answer, Desk, Later, Question
from bot.visibility import may_open
from integrations.store.drafts import KeptDraft
from ml.errors import BadInput, NotAllowed
from ml.records import Person, Suggestion


def copy(question: Question, desk: Desk) -> Answer:
    """The draft's words alone; raises as `draft_of`."""
    kept, _ = draft_of(question.text, question.asker, desk)
    return Answer("The draft, to be copied.", copy_card(kept.edited or whole_text(kept.draft)))


def show_sent(question: Question, desk: Desk) -> Answer:
    """What was sent to the language model for a draft, or what would be; raises as `draft_of`."""
    kept, suggestion = draft_of(question.text, question.asker, desk)
    if kept.sent:
        return Answer("This was sent.", sent_card(kept.sent, kept.draft.written_by))
    place = f"{suggestion.pursuit_id}:{kept.draft.channel.value}:{kept.goal}"
    told = "Nothing was sent: the template wrote this here. What would be sent to a language model follows …"
    return Answer(told, later=Later(PREVIEW_WORK, place))


def edited(suggestion_id: str, text: str, asker: Person, desk: Desk) -> str:
    """Keep the rep's own words, or say what is missing; raises as `draft_of`."""
    kept, _ = draft_of(suggestion_id, asker, desk)
    words = clean_lines(text, MOST_EDITED)
    if not words:
        return "There are no words in it; write some, or cancel."
    desk.store.drafts.edit(kept.suggestion_id, words)
    return ""


def draft_of(suggestion_id: str, asker: Person, desk: Desk) -> tuple[KeptDraft, Suggestion]:
    """A kept draft with its suggestion, for whoever may open its pursuit.

    Raises
    ------
    BadInput
        When it is not known.
    NotAllowed
        When the pursuit is not this person's to open.
    """
    kept = desk.store.drafts.by_suggestion(suggestion_id)
    suggestion = desk.store.suggestions.by_id(suggestion_id)
    if kept is None or suggestion is None or suggestion.pursuit_id is None:
        raise BadInput("This draft is no longer known; please type /pitch and the name again.")
    card = desk.store.pursuits.card(suggestion.pursuit_id)
    if card is None or not may_open(asker, card, desk.visibility):
        raise NotAllowed("This draft is of a pursuit that is not yours; ask its owner or your manager.")
    return kept, suggestion
