"""What a command shows when a name fits several companies, or none."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.blocks.dates import Reader
from bot.blocks.hubspot_dialog import SYNC_NOW
from bot.blocks.kit import MY_QUEUE, Block, button, buttons, context, header, lines, thumbs
from bot.blocks.score_words import percent
from bot.blocks.text_safety import Element, clean, safe_text
from ml.funnel import CLOSED
from ml.records import CompanyHit

_NUMBERS = (
    "No company fits",
    "One company fits",
    "Two companies fit",
    "Three companies fit",
    "Four companies fit",
)


@dataclass(frozen=True)
class Choosing:
    """What a choice does: the action and value of its buttons, and what the reader may open."""

    action: str
    value: Callable[[int], str]
    may_open: Callable[[CompanyHit], bool]


def picker(
    typed: str, fits: Sequence[CompanyHit], choosing: Choosing, suggestion_id: str
) -> tuple[Block, ...]:
    """One button per company that fits; of a colleague's, only company, state and owner are named."""
    return (
        header(f"{_how_many(len(fits))} “{clean(typed, 60)}”"),
        *_choices(fits, choosing),
        context("Choose one to open its card."),
        thumbs(suggestion_id),
    )


def picker_line(typed: str, fits: Sequence[CompanyHit]) -> str:
    """The picker in one line of safe mrkdwn."""
    names = ", ".join(clean(hit.company, 60) for hit in fits)
    return safe_text(f"{_how_many(len(fits))} “{clean(typed, 60)}”: {names}", 600)


def not_found(
    typed: str,
    nearest: Sequence[CompanyHit],
    choosing: Choosing,
    *,
    freshness: str,
    suggestion_id: str,
    synced: bool = False,
) -> tuple[Block, ...]:
    """That no company has this name, which come nearest, and how fresh the data is; `synced` offers to look again."""
    further = [] if nearest else [button("My next conversations", MY_QUEUE, "1")]
    if synced:
        further.append(button("Sync now", SYNC_NOW, "now"))
    return (
        header(f"No company like “{clean(typed, 60)}”"),
        *([lines("Closest:")] if nearest else []),
        *_choices(nearest, choosing),
        *buttons(further),
        context(freshness),
        thumbs(suggestion_id),
    )


def not_found_line(typed: str, nearest: Sequence[CompanyHit]) -> str:
    """The same in one line of safe mrkdwn."""
    names = ", ".join(clean(hit.company, 60) for hit in nearest)
    closest = f" Closest: {names}" if names else ""
    return safe_text(f"No company like “{clean(typed, 60)}”.{closest}", 600)


def freshness_words(data_as_of: datetime | None, reader: Reader, *, synced: bool = False) -> str:
    """How fresh the data is, and what to do about a company that is missing; `synced`: from HubSpot."""
    if synced:
        fresh = f"Data of {reader.moment(data_as_of)}. " if data_as_of else "Nothing was synced yet. "
        return f"{fresh}Newer in HubSpot? Click Sync now."
    if data_as_of is None:
        return "Nothing was imported yet. Ask your admin to import the CRM export."
    return f"Data of {reader.moment(data_as_of)}. Newer than that? Ask your admin to import a fresh export."


def _how_many(count: int) -> str:
    return _NUMBERS[count] if count < len(_NUMBERS) else f"{count} companies fit"


def _choices(hits: Sequence[CompanyHit], choosing: Choosing) -> list[Block]:
    """Each company on a row of its own, so that names stay readable on a phone."""
    return [
        block
        for place, hit in enumerate(hits)
        for block in buttons([_choice(hit, f"{choosing.action}:{place}", choosing)])
    ]


def _choice(hit: CompanyHit, action_id: str, choosing: Choosing) -> Element:
    if not choosing.may_open(hit):
        label = f"{clean(hit.company, 36)} · {hit.state.label} · {clean(hit.owner, 14)}"
    elif hit.win is None or hit.state in CLOSED:
        label = f"{clean(hit.company, 50)} · {hit.state.label}"
    else:
        label = f"{clean(hit.company, 40)} · {hit.state.label} · {percent(hit.win)}"
    return button(label, action_id, choosing.value(hit.pursuit_id))
