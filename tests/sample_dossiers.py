"""Dossiers of the generated sample company without a store: what the fact sheet and the drafts are judged by."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ml.cuss import coverage, tag_utterances
from ml.dossier import CompanyProfile, Contact, Conversation, Dossier, Promise, TimelineEntry
from ml.records import LeadCard, Person
from ml.sample_company import sample_company
from ml.sample_records import SampleDeal, SampleTouch
from ml.spoken_text import Utterance

UNTIL = date(2026, 11, 25)
_MOST_CONVERSATIONS = 5
_FEWEST_LINES = 4


def sample_dossiers(pursuits: int = 120, *, until: date = UNTIL) -> Iterator[Dossier]:
    """One dossier for each round, as it stood on the day on which the history ends."""
    company = sample_company(seed=7, until=until, pursuits=pursuits)
    return (dossier_of(deal, number) for number, deal in enumerate(company.deals, 1))


def dossier_of(deal: SampleDeal, number: int) -> Dossier:
    """What the store would read of a round of the sample company."""
    latest = sorted(deal.touches, key=lambda touch: touch.at, reverse=True)
    talks = [(place, touch) for place, touch in enumerate(latest, 1) if len(touch.lines) > _FEWEST_LINES]
    conversations = [_conversation(touch, place) for place, touch in talks[:_MOST_CONVERSATIONS]]
    target = deal.target
    return Dossier(
        card=LeadCard(
            number, target.name, deal.service, deal.state, deal.round, 1, deal.rep.name, company_id=number
        ),
        company=CompanyProfile(
            target.name, target.domain, target.industry.name, target.country, float(target.employees)
        ),
        contacts=tuple(
            Contact(one.name, one.role, one.phone, one.email, place)
            for place, one in enumerate(sorted(target.contacts, key=lambda one: not one.decides), 1)
        ),
        rep=Person(deal.rep.email, deal.rep.name, deal.rep.role, deal.rep.time_zone),
        timeline=tuple(_entry(touch, place) for place, touch in enumerate(latest, 1)),
        conversations=tuple(conversations),
        promises=tuple(filter(None, map(_promise, conversations))),
    )


def _conversation(touch: SampleTouch, place: int) -> Conversation:
    utterances = tuple(
        Utterance(
            line.text, line.role, touch.rep.name if line.role == "rep" else touch.contact.name, line.start
        )
        for line in touch.lines
    )
    return Conversation(
        touch_id=place,
        channel=touch.channel,
        at=touch.at,
        utterances=utterances,
        tags=tuple(tag_utterances(utterances)),
        contact=touch.contact.name,
        contact_role=touch.contact.role,
        result=touch.result,
    )


def _entry(touch: SampleTouch, place: int) -> TimelineEntry:
    whom = f"{touch.contact.name} ({touch.contact.role})"
    result = touch.result or touch.status
    return TimelineEntry(
        touch.at, touch.channel, touch.direction, whom, touch.text, touch.duration_s, result, place
    )


def _promise(conversation: Conversation) -> Promise | None:
    on = conversation.at.date()
    found = coverage(conversation.tags, on)
    source = f"{conversation.channel} of {on.day} {on:%b}"
    return Promise(found.next_step, source, "", on, found.next_step_due) if found.next_step else None
