"""The App Home tab: my best conversations, promises that are overdue, what I rated, what can be typed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from bot.blocks.dates import Reader
from bot.blocks.kit import Block, bold, context, header, lines, typed_lines
from bot.blocks.leads_table import queue_row
from bot.blocks.text_safety import clean
from bot.exchange import Command
from ml.records import QueueRow


@dataclass(frozen=True)
class HomePage:
    """What one person's home shows.

    Parameters
    ----------
    name
        The person's name.
    hot
        The best open pursuits.
    overdue
        Pursuits whose agreed next step is past, longest first.
    up, down
        How many of the person's current ratings are up, and down.
    """

    name: str
    hot: Sequence[QueueRow]
    overdue: Sequence[QueueRow]
    up: int
    down: int


def home_view(page: HomePage, commands: Iterable[Command], reader: Reader) -> dict[str, Any]:
    """The view that `views.publish` takes."""
    blocks = [
        header(f"Good day, {clean(page.name, 60)}"),
        *_listed("Overdue promises", page.overdue, "No promise is overdue.", reader),
        *_listed(
            "Best next conversations",
            page.hot,
            "No open pursuit is yours yet.",
            reader,
            after=len(page.overdue),
        ),
        lines([bold("Your ratings")], _ratings(page)),
        lines([bold("What you can type")], *typed_lines(commands)),
        context(f"As of {reader.moment(reader.now)}. A button opens the card in the Messages tab."),
    ]
    return {"type": "home", "blocks": blocks}


def _listed(
    title: str, rows: Sequence[QueueRow], nothing: str, reader: Reader, *, after: int = 0
) -> list[Block]:
    told = [queue_row(line, reader, place=place) for place, line in enumerate(rows, after + 1)]
    return [lines([bold(title)]), *(told or [lines(nothing)])]


def _ratings(page: HomePage) -> str:
    if not page.up + page.down:
        return "None yet: a thumb under any answer tells me what helps you."
    return f"{page.up} helpful, {page.down} not helpful"
