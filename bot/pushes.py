"""What the messages of the ledger look like: one function for each kind makes its card."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from bot import due_lists, pushed_cards
from bot.commands.model import alarm_push, approval_push
from bot.commands.sales_feedback import feedback_push
from bot.exchange import Answer, Desk
from bot.weekly_message import weekly_message
from ml.messages import Message, MessageKind

# Gives the card as things stand when it is sent; None where there is nothing to say any more. It may bring its own
# suggestion, whose id is the message's key; see `bot.slack_notifier` for that of one that brings none.
Card = Callable[[Message, Desk], Answer | None]


PUSHES: Mapping[MessageKind, Card] = {
    "reminder": due_lists.daily_message,
    "recap": pushed_cards.recap_message,
    "hot": pushed_cards.hot_message,
    "promise": pushed_cards.promise_message,
    "weekly": weekly_message,
    "approval": approval_push,
    "alarm": alarm_push,
    "feedback": feedback_push,
}
