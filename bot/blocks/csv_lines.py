"""A CSV file as lines to copy: it needs no scope to upload files."""

from __future__ import annotations

from bot.blocks.charts import preformatted
from bot.blocks.kit import Block, bold, context
from bot.blocks.text_safety import clean

# So many characters fit into one element of rich text, with room to spare.
MOST_CHARACTERS = 9_000


def csv_lines(title: str, csv: str, how_to_get_all: str) -> tuple[Block, ...]:
    """The lines that fit, how many did not, and what to do about it."""
    told = csv.splitlines()
    lines, size = list[str](), 0
    for line in told:
        size += len(line) + 1
        if size > MOST_CHARACTERS:
            break
        lines.append(clean(line, MOST_CHARACTERS))
    left = len(told) - len(lines)
    heading = {"type": "rich_text_section", "elements": [bold(title)]}
    block = {"type": "rich_text", "elements": [heading, preformatted(lines)]}
    return (block, context(f"{f'{left} more lines did not fit. ' if left else ''}{how_to_get_all}"))
