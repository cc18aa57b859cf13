"""The weekly message: the figures of the week before with their trend, the goal, and what my ratings did."""

from __future__ import annotations

from datetime import date, timedelta

from bot.blocks.dates import Reader
from bot.blocks.metrics_card import weekly_card, weekly_line
from bot.exchange import Answer, Desk
from bot.sales_figures import metrics_for
from ml.messages import Message
from ml.records import Role, Suggestion
from ml.sales_periods import week_of


def weekly_message(message: Message, desk: Desk) -> Answer | None:
    """The card; a manager's are the team's figures. None where nothing was counted in two weeks."""
    person = desk.store.people.by_id(message.person_id)
    if person is None:
        return None
    now = desk.now()
    week = week_of(date.fromisoformat(str(message.payload["monday"])) - timedelta(days=7))
    figures = metrics_for(desk.store, person if person.role is Role.REP else None, week, now)
    if figures.counted_at is None or (figures.counts.is_empty and figures.before.is_empty):
        return None
    reader = Reader.of(person, now)
    blocks = weekly_card(figures, desk.store.rated.effect(person.id), reader, message.key)
    suggestion = Suggestion(message.key, "metrics", person.id, now)
    return Answer(weekly_line(figures), blocks, suggestion)
