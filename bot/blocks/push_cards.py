"""What a rep is told at once, as cards: a pursuit that became hot, a promise that is overdue, a call that was read."""

from __future__ import annotations

from collections.abc import Sequence

from bot.blocks.dates import Reader
from bot.blocks.kit import (
    OPEN_LEAD,
    OPEN_PITCH,
    OPEN_RECAP,
    Block,
    Line,
    bold,
    button,
    buttons,
    context,
    header,
    lines,
    thumbs,
)
from bot.blocks.lead_card import history_lines, title_of
from bot.blocks.score_words import chance_lines, footer_words
from bot.blocks.text_safety import Element, clean, safe_text
from ml.records import LeadCard

SWITCHED_OFF = "Messages like this are switched off in the bot's App Home."


def hot_card(card: LeadCard, reader: Reader, suggestion_id: str) -> tuple[Block, ...]:
    """A pursuit that became hot: how likely it is, and what was said last."""
    told = [*chance_lines(card.score, card.previous_win, card.previous_at, reader)]
    return _card(
        f"Hot now: {title_of(card)}",
        [*told, *history_lines(card, reader)],
        card,
        reader=reader,
        suggestion_id=suggestion_id,
    )


def hot_line(card: LeadCard) -> str:
    """The same in one line of safe mrkdwn."""
    chance = f" Win chance {card.score.score} %." if card.score else ""
    return safe_text(f"Hot now: {title_of(card)} · {card.state.label}.{chance}", 300)


def promise_card(card: LeadCard, reader: Reader, suggestion_id: str) -> tuple[Block, ...]:
    """A promise that was due: what was agreed, and in which talk."""
    first: Line = [bold("Not done as far as the CRM knows"), "; a word to them now keeps it alive."]
    return _card(
        f"Overdue: {title_of(card)}",
        [first, *history_lines(card, reader)],
        card,
        reader=reader,
        suggestion_id=suggestion_id,
    )


def asked_card(card: LeadCard, reader: Reader, suggestion_id: str) -> tuple[Block, ...]:
    """A pursuit of which a rep asked to be reminded today."""
    told = [
        *chance_lines(card.score, card.previous_win, card.previous_at, reader),
        *history_lines(card, reader),
    ]
    return _card(
        f"You asked for {title_of(card)} today", told, card, reader=reader, suggestion_id=suggestion_id
    )


def asked_line(card: LeadCard) -> str:
    """The same in one line of safe mrkdwn."""
    return safe_text(f"You asked to be reminded of {title_of(card)} today.", 300)


def promise_line(card: LeadCard, reader: Reader) -> str:
    """The same in one line of safe mrkdwn."""
    step = clean(card.next_step, 140).rstrip(".") or "a next step"
    due = f" was due {reader.day(card.next_step_due)}" if card.next_step_due else ""
    return safe_text(f"Overdue: {title_of(card)} – {step}{due}.", 400)


def announced(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """A card that comes by itself: the same, with how to switch such messages off."""
    return (*blocks[:-1], context(SWITCHED_OFF), *blocks[-1:])


def _card(
    title: str, told: Sequence[Line], card: LeadCard, *, reader: Reader, suggestion_id: str
) -> tuple[Block, ...]:
    footer = context(f"{footer_words(card.score, card.data_as_of, reader)}. {SWITCHED_OFF}")
    return (header(title), lines(*told), *buttons(_leading_on(card)), footer, thumbs(suggestion_id))


def _leading_on(card: LeadCard) -> list[Element]:
    place = str(card.pursuit_id)
    return [
        button("Open lead", OPEN_LEAD, place),
        button("Last call", OPEN_RECAP, f"{place}:#1"),
        button("Draft pitch", OPEN_PITCH, place),
    ]
