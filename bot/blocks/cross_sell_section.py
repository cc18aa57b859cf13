"""The cross-sell part of App Home: the best three, and the way to the whole list."""

from __future__ import annotations

from collections.abc import Sequence

from bot.blocks.cross_sell_card import CROSS_SELL, row_text
from bot.blocks.kit import OPEN_LEAD, Block, bold, button, buttons, lines, row
from ml.cross_selling import CrossSellRow, by_model

MOST = 3
_BY_ALIKE = " · by how many similar clients have the service, not by the model"


def cross_sell_section(rows: Sequence[CrossSellRow], total: int, *, show_owner: bool = False) -> list[Block]:
    """At most five blocks; none where there is nobody to offer anything.

    Parameters
    ----------
    rows
        The best candidates that the reader may open.
    total
        How many there are in all.
    show_owner
        Whether the reader sees those of others, too.
    """
    if not rows:
        return []
    told = "" if by_model(rows[0].level) else _BY_ALIKE
    best = [
        row(
            row_text(one, place=place, show_owner=show_owner),
            button("Open", f"{OPEN_LEAD}:{place}", str(one.pursuit_id)),
        )
        for place, one in enumerate(rows[:MOST], 1)
    ]
    return [
        lines([bold("Clients who lack a service"), told])
        if told
        else lines([bold("Clients who lack a service")]),
        *best,
        *buttons([button(f"All {total}", CROSS_SELL, "1")]),
    ]
