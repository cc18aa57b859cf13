"""`/sales-help`: what can be typed."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from bot.blocks.help_card import help_card, help_line
from bot.exchange import Answer, Command, Desk, Question

Typed = Callable[[], Sequence[Command]]


def help_command(commands: Typed) -> Command:
    """The help over a registry that it is itself part of, so it is read when asked."""

    def answer(_question: Question, _desk: Desk) -> Answer:
        return help_answer(commands())

    return Command("/sales-help", "", "This list.", answer)


def help_answer(commands: Sequence[Command], *, first: str = "") -> Answer:
    """What can be typed; `first` is a sentence above it."""
    return Answer(help_line(commands), help_card(commands, first=first))
