"""[Remind me]: a message about a pursuit on a day that the rep chose, at the time of their daily message."""

from __future__ import annotations

from datetime import timedelta
from zoneinfo import ZoneInfo

from bot.blocks.dates import Reader
from bot.blocks.lead_card import REMIND_IN
from bot.blocks.text_safety import safe_text
from bot.commands.finding import is_id
from bot.exchange import Answer, Desk, Question
from bot.visibility import may_open
from jobs.due_days import slot_start
from ml.errors import BadInput, NotAllowed, Refused
from ml.messages import Message
from ml.records import LeadCard

ASKED = "asked"


def remind(question: Question, desk: Desk) -> Answer:
    """Promise a message about a pursuit in so many days; asked twice for one day, it comes once.

    Raises
    ------
    BadInput
        When the value is not one of ours.
    Refused, NotAllowed
        When the pursuit is gone, or not the asker's to open.
    """
    pursuit_id, _, days = question.text.partition(":")
    if not is_id(pursuit_id) or days not in REMIND_IN:
        raise BadInput("That button is from an older version; please type /lead and the name again.")
    card = _opened(int(pursuit_id), question, desk)
    reader = Reader.of(question.asker, question.at)
    day = reader.today + timedelta(days=int(days))
    at = slot_start(day, desk.store.preferences.of(question.asker.id).at, question.asker.time_zone)
    if at is None:
        raise Refused("That day is left out by the clocks of your time zone; please choose another.")
    slot = f"{card.pursuit_id}:{ASKED}:{day.isoformat()}"
    payload = {"pursuit_id": card.pursuit_id, ASKED: reader.today.isoformat()}
    message = Message(question.suggestion_id, "promise", question.asker.id, slot, payload, question.at, at)
    desk.store.deliveries.claim(message)
    when = f"{day:%A}, {reader.day(day)}, at {at.astimezone(ZoneInfo(question.asker.time_zone)):%H:%M}"
    return Answer(safe_text(f"I will remind you of {card.title} on {when}.", 300))


def _opened(pursuit_id: int, question: Question, desk: Desk) -> LeadCard:
    card = desk.store.pursuits.card(pursuit_id)
    if card is None:
        raise Refused("That pursuit is no longer in the store; please type /lead and the name again.")
    if not may_open(question.asker, card, desk.visibility):
        raise NotAllowed(f"{card.company} is {card.owner or 'a colleague'}'s; ask them or your manager.")
    return card
