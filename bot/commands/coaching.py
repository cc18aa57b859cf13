"""A rep's coaching figures for a manager: opened from the App Home, answered in the Messages tab."""

from __future__ import annotations

from bot.blocks.coaching_section import coaching_card
from bot.blocks.dates import Reader
from bot.blocks.text_safety import safe_text
from bot.coaching import coaching_page
from bot.exchange import Answer, Desk, Question
from ml.errors import BadInput, NotAllowed
from ml.records import Role


def open_coaching(question: Question, desk: Desk) -> Answer:
    """One rep's figures, each with its interval and counts.

    Raises
    ------
    NotAllowed
        When a rep asks.
    BadInput
        When nobody of that number has conversations any more.
    """
    if question.asker.role is Role.REP:
        raise NotAllowed("Only a manager can open a colleague's coaching; yours is in your App Home.")
    page = coaching_page(desk.store, question.asker, question.at)
    rep = next((one for one in page.reps if str(one.owner_id) == question.text), None)
    if rep is None:
        raise BadInput("There is nothing of that person any more; open the App Home again.")
    text = safe_text(f"Coaching: {rep.name}, {rep.talks} conversations", 200)
    return Answer(text, coaching_card(page, rep, Reader.of(question.asker, question.at)))
