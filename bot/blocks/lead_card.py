"""The lead card: what `/lead` shows of one pursuit, as blocks and as one line."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta

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
    plain,
    thumbs,
)
from bot.blocks.score_words import chance_lines, footer_words, percent, reason_blocks, trend_lines
from bot.blocks.text_safety import Element, clean, safe_text, words
from ml.funnel import CLOSED, CYCLE_STAGES, WON, FunnelState
from ml.records import LeadCard, TouchLine
from ml.reminding import BestTouch

REMIND_ME = "remind_me"
# In how many days, as the select of a card offers it.
REMIND_IN: Mapping[str, str] = {"1": "Tomorrow", "3": "In 3 days", "7": "In 1 week", "14": "In 2 weeks"}
_MOST_SERVICES = 4


def lead_card(
    card: LeadCard,
    reader: Reader,
    suggestion_id: str,
    *,
    writes: Collection[str] = (),
    portal: str = "",
    best: BestTouch | None = None,
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
    best
        When a touch is answered best; None: nothing is said of it.
    """
    judged = card.score if card.state not in CLOSED else None
    return (
        header(title_of(card)),
        lines(_standing(card), *_outlook(card, reader)),
        *(reason_blocks(judged) if judged else ()),
        lines(
            *history_lines(card, reader),
            *(_best_next(best, reader) if best and card.state not in CLOSED else ()),
        ),
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
    return safe_text(f"{title_of(card)} · {card.state.label}. {told}", 600)


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


def title_of(card: LeadCard) -> str:
    """The company and what it is about, cut to what a heading holds."""
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
    return (
        *chance_lines(card.score, card.previous_win, card.previous_at, reader),
        *trend_lines(card.trend, reader.today),
    )


def _lost(card: LeadCard, reader: Reader) -> Iterator[Line]:
    reason = (
        f"left because: {clean(card.left_because, 200)}" if card.left_because else "no reason was recorded"
    )
    yield [bold("Lost"), f" · {reason}"]
    if card.look_again_on:
        due = "worth another look now" if card.look_again_on <= reader.today else "not before"
        yield f"Look again on {reader.day(card.look_again_on)} ({due})"


def history_lines(card: LeadCard, reader: Reader) -> Iterator[Line]:
    """The last touch, and what was agreed last."""
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
        _remind(place),
    ]


def _remind(place: str) -> Element:
    options = [{"text": plain(label, 75), "value": f"{place}:{days}"} for days, label in REMIND_IN.items()]
    return {
        "type": "static_select",
        "action_id": REMIND_ME,
        "placeholder": plain("Remind me", 150),
        "options": options,
    }


def _best_next(best: BestTouch, reader: Reader) -> Iterator[Line]:
    """When they answer best, with the counts behind it."""
    yield labelled("Best next touch", best_touch_words(best, reader.today))


def best_touch_words(best: BestTouch, today: date) -> str:
    """The best day and hours with the counts behind them, or that there are too few answers.

    >>> best_touch_words(BestTouch(4, 10, 12, 7, 9, 0.31), date(2026, 11, 23))
    'Thu 26 Nov, 10–12 h (7 of 9 answered; team 31 %)'
    >>> best_touch_words(BestTouch(tried=4, answered=1), date(2026, 11, 23))
    'too few answers to say (1 of 4 so far)'
    """
    if not best.known:
        return "too few answers to say" + (f" ({best.answered} of {best.tried} so far)" if best.tried else "")
    ahead = (best.weekday - today.isoweekday()) % 7 if best.weekday else 0
    day = today + timedelta(days=ahead)
    on = f"{day:%a} {day.day} {day:%b}" if best.weekday else ""
    hours = f"{best.from_hour}–{best.to_hour} h" if best.from_hour is not None else ""
    team = f"; team {percent(best.team_rate)}" if best.team_rate is not None else ""
    return f"{', '.join(filter(None, [on, hours]))} ({best.answered} of {best.tried} answered{team})"


def _further(card: LeadCard) -> list[Element]:
    others = [
        button(f"{clean(service, 40)} · {state.label}", f"{OPEN_LEAD}:{place}", str(pursuit_id))
        for place, (pursuit_id, service, state) in enumerate(card.other_services[:_MOST_SERVICES])
    ]
    return [*others, button("My next conversations", MY_QUEUE, "1")]
