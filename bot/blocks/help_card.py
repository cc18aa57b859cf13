"""What can be typed, and the sentence for a command without a name."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot.blocks.dates import Reader
from bot.blocks.kit import Block, bold, context, header, lines, thumbs, typed_lines
from bot.blocks.leads_table import queue_row
from bot.blocks.text_safety import safe_text
from bot.exchange import Command
from ml.records import QueueRow


def help_card(commands: Iterable[Command], *, first: str = "") -> tuple[Block, ...]:
    """One line per command; `first` is a sentence above them."""
    return (
        header("What you can ask me"),
        *([lines(first)] if first else []),
        lines(*typed_lines(commands)),
        context("Here in our chat the slash is not needed. Everything I say can be rated with a thumb."),
    )


def help_line(commands: Iterable[Command]) -> str:
    """The commands in one line of safe mrkdwn."""
    return safe_text("You can type: " + ", ".join(command.name for command in commands), 600)


def name_wanted(
    top: Sequence[QueueRow], reader: Reader, suggestion_id: str, *, command: str = "/lead"
) -> tuple[Block, ...]:
    """How a command about one company is used, and the asker's own best conversations meanwhile."""
    return (
        header("Which company?"),
        lines(
            f"Type its name after the command, or a part of it: {command} acme. A contact's name works too."
        ),
        *([lines([bold("Your best next conversations")])] if top else []),
        *(queue_row(line, reader, place=place) for place, line in enumerate(top, 1)),
        thumbs(suggestion_id),
    )
