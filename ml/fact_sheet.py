"""Gathers all that a draft may say of a pursuit: facts with source and date, and what nobody knows yet."""

from __future__ import annotations

import itertools
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from ml.addressing import addressed
from ml.dossier import Contact, Conversation, Dossier, Promise
from ml.fact_text import company_as_said, fit_to_quote, industry_as_said, is_harmless, one_line, plain_name
from ml.facts import WANTED, Fact, FactKind, FactSheet, WorkedLine
from ml.funnel import FunnelState
from ml.last_touches import touch_of, touches
from ml.offer import Offer
from ml.offer_match import Met, for_service, matched, pairings
from ml.spoken_text import PROSPECT, REP
from ml.told_facts import Told, promised_thing, told_in

CRM, OFFER_TABLE, CASE_LIBRARY, CALENDAR = "CRM", "offer table", "case library", "calendar"
SLOTS = ((10, 0), (15, 0))
LONGEST_CLAIM = 200
MOST_OF_A_KIND = 3
MOST_REUSED = 12
_TASK = "task in the CRM"
_FIRST_WEEKEND_DAY = 5
_LANGUAGES = {
    "indonesia": "id", "bahasa indonesia": "id", "indonesian": "id", "id": "id",
    "malaysia": "ms", "malay": "ms", "bahasa melayu": "ms", "bahasa malaysia": "ms", "ms": "ms", "my": "ms",
}  # fmt: skip
_DECIDES = ("director", "chief", "ceo", "cfo", "owner", "head of", "direktur", "pengarah", "founder")


@dataclass(frozen=True)
class _View:
    """A dossier as one person of the team sees it on a day, and whom the draft addresses."""

    dossier: Dossier
    offer: Offer
    on: date
    zone: tzinfo
    whom: Contact
    service: str

    def day(self, at: datetime) -> date:
        return at.astimezone(self.zone).date()


def fact_sheet(
    dossier: Dossier, offer: Offer, on: date, *, worked: Sequence[WorkedLine] = (), goal: str = ""
) -> FactSheet:
    """All that may be said on a day; everything else stays out of a draft.

    Parameters
    ----------
    dossier
        What is known of the pursuit; its texts are hostile.
    offer
        The admin's offer table.
    on
        The day the draft is for, in the rep's time zone; two times on the next working days are proposed.
    worked
        Sentences that led on in calls like this one, best first.
    goal
        What it is for; with a client it may name the service that they do not have.
    """
    about = _service(dossier, offer, goal)
    view = _View(dossier, offer, on, _zone(dossier.rep.time_zone), _whom(dossier), about)
    reused = [line for line in worked if _is_claim(line.text)][:MOST_REUSED]
    told = list(_told(view))
    needs = [one for one in told if one.kind in {FactKind.PAIN, FactKind.GOAL}]
    met, offered = _offered(needs, offer, view.service)
    facts = _numbered(
        [*_who(view), *told, *_promises(view), *touches(dossier, view.whom.name, on, view.zone)],
        [*_ours(view), *offered, *_times(on)],
        [_fact(FactKind.WORKED, line.text, line.call) for line in reused],
    )
    known = {fact.kind for fact in facts}
    unknowns = tuple(kind for kind in WANTED if kind not in known)
    return FactSheet(
        facts, unknowns, on, dossier.card.state, _language(dossier), pairings(met, facts), tuple(reused)
    )


def slots(on: date) -> Iterator[str]:
    """The two times that may be proposed: on the next two working days, not on weekends.

    >>> list(slots(date(2026, 11, 26)))
    ['Fri 27 Nov, 10:00', 'Mon 30 Nov, 15:00']
    """
    day = on
    for hour, minute in SLOTS:
        day += timedelta(days=1)
        while day.weekday() >= _FIRST_WEEKEND_DAY:
            day += timedelta(days=1)
        yield f"{day:%a} {day.day} {day:%b}, {hour:02}:{minute:02}"


def _numbered(*groups: Iterable[Fact]) -> tuple[Fact, ...]:
    """Facts with something in them, each once, with their ids."""
    said = dict[tuple[FactKind, str], Fact]()
    for fact in itertools.chain(*groups):
        if fact.value:
            said.setdefault((fact.kind, fact.value), fact)
    return tuple(replace(fact, id=f"f{number}") for number, fact in enumerate(said.values(), 1))


def _fact(kind: FactKind, value: str, source: str, dated: date | None = None, *, speaker: str = "") -> Fact:
    return Fact("", kind, one_line(value), source, dated, speaker)


def _is_claim(text: str) -> bool:
    """Whether a sentence of the offer table or of an earlier call may be said as it is."""
    return bool(text.strip()) and one_line(text) == text and len(text) <= LONGEST_CLAIM and is_harmless(text)


def _zone(name: str) -> tzinfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return ZoneInfo("UTC")


def _language(dossier: Dossier) -> str:
    """The language of the greeting, where a column of the CRM names it, else that of the country."""
    told = [value for name, value in dossier.company.properties.items() if "language" in name.casefold()]
    spoken = [_LANGUAGES.get(str(value).strip().casefold(), "en") for value in told if value]
    return spoken[0] if spoken else _LANGUAGES.get(dossier.company.country.strip().casefold(), "en")


# --- who --------------------------------------------------------------------------------------------------


def _whom(dossier: Dossier) -> Contact:
    """Whom the draft addresses: who was spoken with last, else the first contact that has a name."""
    spoken = [one for one in dossier.conversations if addressed(one.contact)]
    if spoken:
        known = {contact.name: contact for contact in dossier.contacts}
        return known.get(spoken[0].contact, Contact(spoken[0].contact, spoken[0].contact_role))
    return next((contact for contact in dossier.contacts if addressed(contact.name)), Contact(""))


def _who(view: _View) -> Iterator[Fact]:
    company, whom = view.dossier.company, view.whom
    filled = company.filled.get
    yield _fact(FactKind.PERSON, addressed(whom.name), CRM)
    yield _fact(FactKind.ROLE, plain_name(whom.role), CRM)
    yield _fact(FactKind.COMPANY, company_as_said(company.name or view.dossier.card.company), CRM)
    yield _fact(FactKind.INDUSTRY, industry_as_said(company.industry), filled("industry", CRM))
    yield _fact(FactKind.COUNTRY, plain_name(company.country), filled("country", CRM))
    if company.employees and 0 < company.employees < 10_000_000:  # noqa: PLR2004 - more is a slip of the keyboard
        yield _fact(FactKind.EMPLOYEES, str(round(company.employees)), filled("employees", CRM))
    for contact in view.dossier.contacts:
        name, role = plain_name(contact.name), plain_name(contact.role)
        if contact.name != whom.name and addressed(name) and any(word in role.lower() for word in _DECIDES):
            yield _fact(FactKind.DECIDER, f"{name}, {role}", CRM)
            return


# --- what was said ----------------------------------------------------------------------------------------


def _told(view: _View) -> Iterator[Fact]:
    """What the target said by slot, the latest first, a few of each kind; without what cannot be repeated."""
    kept = defaultdict[FactKind, set[str]](set)
    for conversation in view.dossier.conversations:
        for told in told_in(conversation):
            if told.kind is FactKind.EMPLOYEES and view.dossier.company.employees:
                continue
            value = told.text if told.kind is FactKind.EMPLOYEES else _repeatable(told)
            words = re.sub(r"\W|\d", "", value.lower())  # the same with another number is the older story
            if value and words not in kept[told.kind] and len(kept[told.kind]) < MOST_OF_A_KIND:
                kept[told.kind].add(words)
                yield _said(told, value, conversation, view)


def _repeatable(told: Told) -> str:
    """A sentence as it may be quoted; a rep's own note as it stands, for it is never quoted."""
    if told.role == REP:
        return told.text if _is_claim(told.text) else ""
    return fit_to_quote(told.text)


def _said(told: Told, value: str, conversation: Conversation, view: _View) -> Fact:
    """The fact; only what was said by whom we write to may be called their words."""
    theirs = told.role == PROSPECT and conversation.contact == view.whom.name != ""
    speaker = REP if told.role == REP else PROSPECT if theirs else ""
    day = view.day(conversation.at)
    kind = conversation.channel if conversation.is_transcript else "note"
    moment = f", {int(told.start) // 60:02}:{int(told.start) % 60:02}" if told.start is not None else ""
    return _fact(
        told.kind, value, f"{touch_of(plain_name(kind), day, view.on)}{moment}", day, speaker=speaker
    )


def _promises(view: _View) -> Iterator[Fact]:
    said_by = {
        tag.text: tag.role for talk in view.dossier.conversations if talk.is_transcript for tag in talk.tags
    }
    for promise in view.dossier.promises:
        owner = promise.owner or said_by.get(promise.text, "")
        value = one_line(promise.text)
        if not _is_claim(value) or (promise.source == _TASK and not promised_thing(value)):
            continue  # a task is written for the team's own eyes
        due = None if _seems_kept(promise, view) else promise.due
        yield replace(
            _fact(FactKind.PROMISE, value, one_line(promise.source), promise.said_on, speaker=owner), due=due
        )


def _seems_kept(promise: Promise, view: _View) -> bool:
    """Whether something of ours went out after it was said; an open task is open whatever went out."""
    return promise.said_on is not None and any(
        entry.direction == "out" and view.day(entry.at) > promise.said_on for entry in view.dossier.timeline
    )


# --- ours -------------------------------------------------------------------------------------------------


def _service(dossier: Dossier, offer: Offer, goal: str) -> str:
    """What the draft is about; for a client, what they do not have yet: what the goal names, else the first."""
    if dossier.card.state is not FunnelState.CLIENT:
        return dossier.card.service
    theirs = {dossier.card.service, *(service for _, service, state in dossier.card.other_services
                                      if state is FunnelState.CLIENT)}  # fmt: skip
    known = dict.fromkeys(service for one in offer.capabilities for service in one.services)
    lacks = [service for service in known if service not in theirs]
    named = (service for service in lacks if service.casefold() == goal.casefold())
    return next(named, lacks[0] if lacks else dossier.card.service)


def _ours(view: _View) -> Iterator[Fact]:
    yield _fact(FactKind.SELLER, plain_name(view.offer.seller), OFFER_TABLE)
    yield _fact(FactKind.REP, addressed(view.dossier.rep.name), "you")
    yield _fact(FactKind.SERVICE, plain_name(view.dossier.card.service), CRM)
    if view.service != view.dossier.card.service:
        yield _fact(FactKind.SERVICE, plain_name(view.service), OFFER_TABLE)
    prices = {service.casefold(): text for service, text in view.offer.prices}
    price = prices.get(view.service.casefold(), prices.get("", ""))
    if _is_claim(price):
        yield _fact(FactKind.PRICE, price, OFFER_TABLE)


def _offered(needs: Sequence[Fact], offer: Offer, service: str) -> tuple[list[Met], list[Fact]]:
    """What of the offer meets the needs, and the facts of the offer: those that meet one first."""
    capabilities = [one for one in for_service(offer.capabilities, service) if _is_claim(one.text)]
    proofs = [one for one in for_service(offer.proofs, service) if _is_claim(one.text)]
    met = matched(needs, capabilities, proofs)
    claims = [*(capability for _, capability, _ in met), *capabilities[:MOST_OF_A_KIND]]
    cases = [*(proof for _, _, proof in met if proof), *proofs[:MOST_OF_A_KIND]]
    facts = [_fact(FactKind.CAPABILITY, one.text, OFFER_TABLE) for one in claims]
    return met, facts + [_fact(FactKind.PROOF, one.text, CASE_LIBRARY) for one in cases]


def _times(on: date) -> Iterator[Fact]:
    return (_fact(FactKind.TIME, slot, CALENDAR) for slot in slots(on))
