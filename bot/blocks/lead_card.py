"""The lead card: what `/lead` shows of one pursuit, as blocks and as one line."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence

from bot.blocks.dates import Reader, duration
from bot.blocks.hubspot_dialog import crm_buttons
from bot.blocks.kit import (
    MY_QUEUE,
    OPEN_BRIEF,
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
    labelled,
    lines,
    thumbs,
)
from bot.blocks.score_words import chance_lines, footer_words, reason_blocks
from bot.blocks.text_safety import Element, clean, safe_text, words
from ml.funnel import CLOSED, CYCLE_STAGES, WON, FunnelState
from ml.records import LeadCard, TouchLine

_MOST_SERVICES = 4


def lead_card(
    card: LeadCard,
    reader: Reader,
    suggestion_id: str,
    *,
    writes: Collection[str] = (),
    portal: str = "",
) -> tuple[Block, ...]:
    """The whole card of a pursuit that the reader may open.

    Parameters
    ----------
    card
        The pursuit; `other_services` names those that the reader may open too.
    reader
        Who reads it, when.
    suggestion_id
        Which suggestion the thumbs are about.
    writes, portal
        What may be written to HubSpot, and whose account it is: as in `hubspot_dialog.crm_buttons`.
    """
    judged = card.score if card.state not in CLOSED else None
    return (
        header(_title(card)),
        lines(_standing(card), *_outlook(card, reader)),
        *(reason_blocks(judged) if judged else ()),
        lines(*_history(card, reader)),
        *buttons(_talk(card)),
        *buttons(crm_buttons(card, writes, portal)),
        *buttons(_further(card)),
        context(footer_words(judged, card.data_as_of, reader)),
        thumbs(suggestion_id),
    )


def lead_line(card: LeadCard, reader: Reader) -> str:
    """The card in one line of safe mrkdwn."""
    first = next(iter(_outlook(card, reader)))
    told = first if isinstance(first, str) else "".join(p if isinstance(p, str) else p["text"] for p in first)
    return safe_text(f"{_title(card)} · {card.state.label}. {told}", 600)


def closed_to_reader(company: str, state: FunnelState, owner: str, suggestion_id: str) -> tuple[Block, ...]:
    """The short card of somebody else's pursuit: company, state and owner, nothing more."""
    return (
        header(company),
        lines(f"{state.label} · owned by {owner or 'a colleague'}"),
        context(
            "This one is not yours, so only its company, state and owner are shown. Ask the owner or your manager."
        ),
        thumbs(suggestion_id),
    )


def closed_line(company: str, state: FunnelState, owner: str) -> str:
    """The short card in one line of safe mrkdwn."""
    return safe_text(f"{company} · {state.label} · owned by {owner or 'a colleague'}", 400)


def _title(card: LeadCard) -> str:
    return f"{clean(card.company, 90)} · {clean(card.service, 50)}" if card.service.strip() else card.company


def _standing(card: LeadCard) -> Line:
    cycle = f" · cycle {card.cycle}" if card.cycle > 1 else ""
    owner = f"owner {clean(card.owner, 60)}" if card.owner else "no owner yet"
    return [bold(card.state.label), f" · {CYCLE_STAGES[card.state].value}{cycle} · {owner}"]


def _outlook(card: LeadCard, reader: Reader) -> Iterable[Line]:
    """What to expect: of an open pursuit the chances, of a closed one how it ended."""
    if card.state is WON:
        return [[bold("Won"), ": they are a client of this service."]]
    if card.state in CLOSED:
        return _lost(card, reader)
    return chance_lines(card.score, card.previous_win, card.previous_at, reader)


def _lost(card: LeadCard, reader: Reader) -> Iterator[Line]:
    reason = (
        f"left because: {clean(card.left_because, 200)}" if card.left_because else "no reason was recorded"
    )
    yield [bold("Lost"), f" · {reason}"]
    if card.look_again_on:
        due = "worth another look now" if card.look_again_on <= reader.today else "not before"
        yield f"Look again on {reader.day(card.look_again_on)} ({due})"


def _history(card: LeadCard, reader: Reader) -> Iterator[Line]:
    yield [*labelled("Last touch"), *_touch(card.last_touch, reader)]
    if card.next_step or card.next_step_due:
        yield [*labelled("Agreed next"), *_promise(card, reader)]


def _touch(touch: TouchLine | None, reader: Reader) -> Sequence[str | Element]:
    if touch is None:
        return ["none recorded yet"]
    whom = f" with {clean(touch.with_whom, 60)}" if touch.with_whom else ""
    direction = " from them" if touch.direction == "in" else ""
    long = f", {duration(touch.duration_s)}" if touch.duration_s else ""
    told: list[str | Element] = [
        f"{clean(touch.channel, 20)}{whom}{direction}, {reader.day_of(touch.at)}{long}"
    ]
    if touch.quote:
        told += [" – ", words(f"“{clean(touch.quote, 140)}”", italic=True)]
    return told


def _promise(card: LeadCard, reader: Reader) -> Sequence[str | Element]:
    step = clean(card.next_step, 140).rstrip(".") if card.next_step else "a next step"
    if card.next_step_due is None:
        return [f"{step}, without a date"]
    due = reader.due(card.next_step_due)
    ending = bold(due) if card.state not in CLOSED and due.startswith("OVERDUE") else words(due)
    return [f"{step} · {reader.day(card.next_step_due)} · ", ending]


def _talk(card: LeadCard) -> list[Element]:
    """What the next conversation needs."""
    place = str(card.pursuit_id)
    return [
        button("Draft pitch", OPEN_PITCH, place),
        button("Last call", OPEN_RECAP, f"{place}:#1"),
        button("Brief", OPEN_BRIEF, place),
    ]


def _further(card: LeadCard) -> list[Element]:
    others = [
        button(f"{clean(service, 40)} · {state.label}", f"{OPEN_LEAD}:{place}", str(pursuit_id))
        for place, (pursuit_id, service, state) in enumerate(card.other_services[:_MOST_SERVICES])
    ]
    return [*others, button("My next conversations", MY_QUEUE, "1")]
