"""The brief: everything before a call on one screen – who, what was promised, what they need, what to say first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.blocks.dates import Reader, duration
from bot.blocks.kit import (
    OPEN_LEAD,
    OPEN_PITCH,
    OPEN_RECAP,
    Block,
    Line,
    bold,
    bullets,
    button,
    buttons,
    context,
    header,
    labelled,
    lines,
    thumbs,
)
from bot.blocks.score_words import chance_lines
from bot.blocks.text_safety import Element, clean, mail_link, phone_link, safe_text
from ml.dossier import Contact, Dossier, Promise, TimelineEntry
from ml.facts import Fact, FactKind, FactSheet
from ml.funnel import CLOSED, CYCLE_STAGES
from ml.records import LeadCard
from ml.spoken_text import PROSPECT, REP

_MOST_PEOPLE, _MOST_PROMISES, _MOST_NEEDS, _MOST_EVENTS, _MOST_UNKNOWN = 4, 4, 5, 8, 5
_QUOTE = 160

_NEEDS = (
    FactKind.PAIN,
    FactKind.GOAL,
    FactKind.CRITERION,
    FactKind.DECIDER,
    FactKind.PROCESS,
    FactKind.VENDOR,
    FactKind.BUDGET,
    FactKind.TIMELINE,
    FactKind.OBJECTION,
)
_LABELS = {
    FactKind.CRITERION: "What counts",
    FactKind.DECIDER: "Decides",
    FactKind.VENDOR: "Uses today",
}
_UNKNOWN = {
    FactKind.PAIN: "what hurts most",
    FactKind.EMPLOYEES: "how many people it is for",
    FactKind.VENDOR: "what they use today",
    FactKind.DECIDER: "who decides",
    FactKind.TIMELINE: "by when they want it",
    FactKind.BUDGET: "whether there is a budget",
    FactKind.GOAL: "what they want to reach",
    FactKind.CRITERION: "what counts in the choice",
    FactKind.PROCESS: "how they buy",
}


@dataclass(frozen=True)
class Brief:
    """All that the card shows.

    Parameters
    ----------
    dossier, sheet
        What is known of the pursuit, and the facts a draft may use.
    first
        What to say first: an opener and a question, ready to be said.
    promises
        What was promised on both sides, the soonest due first.
    """

    dossier: Dossier
    sheet: FactSheet
    first: tuple[str, ...]
    promises: Sequence[Promise] = ()


def brief_card(brief: Brief, reader: Reader, suggestion_id: str) -> tuple[Block, ...]:
    """The whole card."""
    dossier = brief.dossier
    card = dossier.card
    parts: dict[str, list[Line]] = {
        "Who": [_person(contact) for contact in dossier.contacts[:_MOST_PEOPLE]],
        "Say first": [f"“{clean(said, 300)}”" for said in brief.first],
        "Promised": [_promise(one, reader) for one in brief.promises[:_MOST_PROMISES]],
        "They need": list(_needs(brief)),
        "Not known yet": list(_unknown(brief)),
        "What happened": [_event(one, reader) for one in dossier.timeline[:_MOST_EVENTS]],
    }
    return (
        header(f"Before you talk: {_title(card)}"),
        lines(*_standing(dossier, reader)),
        *(bullets(title, told) for title, told in parts.items() if told),
        *buttons(_buttons(card)),
        context(_footer(brief, reader)),
        thumbs(suggestion_id),
    )


def brief_line(brief: Brief) -> str:
    """The card in one line of safe mrkdwn."""
    card = brief.dossier.card
    first = f" Say first: {brief.first[0]}" if brief.first else ""
    return safe_text(f"Before you talk: {_title(card)} · {card.state.label}.{first}", 600)


def _title(card: LeadCard) -> str:
    return f"{clean(card.company, 80)} · {clean(card.service, 40)}" if card.service.strip() else card.company


def _standing(dossier: Dossier, reader: Reader) -> Iterator[Line]:
    card, company = dossier.card, dossier.company
    about = [clean(company.industry, 60), clean(company.country, 40)]
    about += [f"{company.employees:,.0f} people"] if company.employees else []
    told = [part for part in about if part != "–"]
    yield [bold(card.state.label), " · ".join(["", CYCLE_STAGES[card.state].value, *told])]
    if company.filled:
        yield "; ".join(f"{field} {mark}" for field, mark in company.filled.items())
    if card.state not in CLOSED:
        yield from list(chance_lines(card.score, card.previous_win, card.previous_at, reader))[:1]


def _person(contact: Contact) -> Line:
    told: list[str | Element] = [bold(clean(contact.name, 60))]
    told += [f" – {clean(contact.role, 50)}"] if contact.role else []
    told += [" · ", phone_link(contact.phone)] if contact.phone else []
    told += [" · ", mail_link(contact.email)] if contact.email else []
    return told


def _promise(promise: Promise, reader: Reader) -> Line:
    whose = {REP: "You", PROSPECT: "They"}.get(promise.owner, "Agreed")
    due = f" – {reader.day(promise.due)}, {reader.due(promise.due)}" if promise.due else " – no date"
    return [bold(whose), f": “{clean(promise.text, _QUOTE)}”{due} ({clean(promise.source, 60)})"]


def _needs(brief: Brief) -> Iterator[Line]:
    for fact in list(brief.sheet.of(*_NEEDS))[:_MOST_NEEDS]:
        label = _LABELS.get(fact.kind, fact.kind.value.capitalize())
        yield [*labelled(label), f"“{clean(fact.value, _QUOTE)}” ({_source(fact, brief)})"]


def _source(fact: Fact, brief: Brief) -> str:
    old = f", {fact.age_days(brief.sheet.on)} days old" if fact.is_stale(brief.sheet.on) else ""
    return f"{clean(fact.source, 60)}{old}"


def _unknown(brief: Brief) -> Iterator[Line]:
    told = [_UNKNOWN[kind] for kind in brief.sheet.unknowns if kind in _UNKNOWN][:_MOST_UNKNOWN]
    if told:
        yield ", ".join(told)


def _event(event: TimelineEntry, reader: Reader) -> Line:
    if event.kind == "stage":
        return f"{reader.day_of(event.at)} · moved to {clean(event.text, 40)}"
    whom = f" with {clean(event.whom, 50)}" if event.whom else ""
    direction = " from them" if event.direction == "in" else ""
    long = f", {duration(event.duration_s)}" if event.duration_s else ""
    result = f", {event.result}" if event.result else ""
    quote = f" – “{clean(event.text, 100)}”" if event.text else ""
    return f"{reader.day_of(event.at)} · {event.kind}{direction}{whom}{long}{result}{quote}"


def _buttons(card: LeadCard) -> list[Element]:
    place = str(card.pursuit_id)
    return [
        button("Draft pitch", OPEN_PITCH, place),
        button("Last call", OPEN_RECAP, f"{place}:#1"),
        button("Lead card", OPEN_LEAD, place),
    ]


def _footer(brief: Brief, reader: Reader) -> str:
    card = brief.dossier.card
    fresh = f"data of {reader.moment(card.data_as_of)}" if card.data_as_of else "data of unknown age"
    facts = len(brief.sheet.facts)
    return f"From {facts} facts of all systems · {fresh} · quotes are verbatim"
