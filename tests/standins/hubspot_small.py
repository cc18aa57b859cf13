"""A small believable portal: a sales team's last eighteen months, told twice the same by the same seed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from tests.standins import hubspot_words as words
from tests.standins.clock import Clock
from tests.standins.hubspot_pipelines import DealStage
from tests.standins.hubspot_portal import HubSpotPortal
from tests.standins.hubspot_properties import DISPOSITIONS, INDUSTRIES
from tests.standins.hubspot_records import iso

COMPANIES, DEALS, ACTIVITIES = 60, 90, 400
HISTORY = timedelta(days=540)
OPEN_STAGES = ("appointmentscheduled", "qualifiedtobuy", "presentationscheduled", "contractsent")
PHONES = {"Pte Ltd": "+659{:07d}", "Sdn Bhd": "+60123{:06d}", "Holdings": "+6281234{:06d}"}
COUNTRIES = {"Pte Ltd": "Singapore", "Sdn Bhd": "Malaysia", "Holdings": "Indonesia"}
CONNECTED, NO_ANSWER = (
    next(id_ for id_, label in DISPOSITIONS.items() if label == wanted)
    for wanted in ("Connected", "No answer")
)


@dataclass(frozen=True)
class _Customer:
    id: str
    name: str
    owner: str
    contacts: tuple[str, ...]
    first_names: tuple[str, ...]
    phones: tuple[str, ...]


@dataclass(frozen=True)
class _Deal:
    id: str
    customer: _Customer
    service: str
    begin: datetime
    end: datetime
    going_well: bool


def small_portal(seed: int = 1, *, now: Callable[[], datetime] | None = None) -> HubSpotPortal:
    """About 60 companies, 120 contacts, 90 deals (at least 15 won, 15 lost) and 400 activities.

    The first company is Acme Pte Ltd, with a deal that is open. Without `now` the clock stands still.
    """
    portal = HubSpotPortal(now or Clock().now)
    _SmallTeam(portal, Random(seed)).work()  # noqa: S311 - a sample, not a secret
    return portal


class _SmallTeam:
    def __init__(self, portal: HubSpotPortal, random: Random) -> None:
        self.portal, self.random = portal, random
        self.until = portal.now()
        self.since = self.until - HISTORY

    def work(self) -> None:
        portal = self.portal
        team = (("ada", "Ada", "Tan"), ("ben", "Ben", "Yusof"), ("siti", "Siti", "Rahman"))
        owners = [portal.add_owner(f"{name}@kerjahub.example", *full) for name, *full in team]
        portal.add_owner("gone@kerjahub.example", "Gone", "Ng", archived=True)
        portal.add_stage(DealStage("1044923", "Pilot Running", 0.7), position=3)
        customers = [self._customer(number, owners) for number in range(COMPANIES)]
        # The first two of each company in turn, so that every company has one and half of them have two.
        deals = [self._deal(number, customers[number % COMPANIES]) for number in range(DEALS)]
        for number in range(ACTIVITIES):
            self._activity(number, deals[number % DEALS])

    # --- companies and their people ----------------------------------------------------------------------

    def _customer(self, number: int, owners: Sequence[str]) -> _Customer:
        random, form = self.random, words.FORMS[number // len(words.COMPANIES)]
        name = f"{words.COMPANIES[number % len(words.COMPANIES)]} {form}"
        at = self.since + HISTORY * 0.6 * (number / COMPANIES)
        owner = random.choice(owners)
        company = {
            "name": name,
            "domain": name.lower().replace(" ", "-") + ".example",
            "industry": random.choice(INDUSTRIES),
            "numberofemployees": str(random.choice((12, 35, 80, 150, 400))),
            "country": COUNTRIES[form],
            "phone": PHONES[form].format(random.randrange(100_000, 999_999)),
            "hubspot_owner_id": owner,
            "lifecyclestage": "opportunity",
        }
        id_ = self.portal.create("companies", company, at=at)
        people = random.sample(words.PEOPLE, 2)
        phones = tuple(PHONES[form].format(number * 10 + one + 200_000) for one in range(2))
        contacts = tuple(
            self._contact(person, phone, company, id_, at=at)
            for person, phone in zip(people, phones, strict=True)
        )
        return _Customer(id_, name, owner, contacts, tuple(person.split()[0] for person in people), phones)

    def _contact(self, person: str, phone: str, company: dict[str, str], id_: str, *, at: datetime) -> str:
        first, last = person.split(maxsplit=1)
        contact = {
            "firstname": first,
            "lastname": last,
            "email": f"{person.lower().replace(' ', '.')}@{company['domain']}",
            "phone": phone,
            "jobtitle": self.random.choice(words.TITLES),
            "hubspot_owner_id": company["hubspot_owner_id"],
            "lifecyclestage": "opportunity",
            "hs_lead_status": "IN_PROGRESS",
            "recording_consent": self.random.choice(("granted", "granted", "refused", "unknown")),
        }
        return self.portal.create("contacts", contact, {"companies": [id_]}, at=at)

    # --- deals -------------------------------------------------------------------------------------------

    def _deal(self, number: int, customer: _Customer) -> _Deal:
        """Of every five deals one is won and one and a half are lost; the first, Acme's, is open."""
        random = self.random
        outcome = ("open", "won", "lost", "open", "won" if number % 2 else "lost")[number % 5]
        service = words.SERVICES[number // COMPANIES]
        closed = outcome != "open"
        begin = self.since + HISTORY * (
            0.62 + 0.3 * random.random() if not closed else 0.1 + 0.5 * number / DEALS
        )
        end = begin + timedelta(days=random.randint(25, 110)) if closed else self.until
        deal = {
            "dealname": f"{customer.name} - {service}",
            "pipeline": "default",
            "dealstage": OPEN_STAGES[0],
            "amount": str(random.randrange(2_000, 40_000, 500)),
            "deal_currency_code": "SGD",
            "dealtype": "newbusiness" if number < COMPANIES else "existingbusiness",
            "hs_analytics_source": random.choice(("REFERRALS", "OFFLINE", "ORGANIC_SEARCH")),
            "hubspot_owner_id": customer.owner,
        }
        links = {"companies": [customer.id], "contacts": customer.contacts}
        id_ = self.portal.create("deals", deal, links, at=begin)
        self._move_on(id_, outcome, begin, end)
        return _Deal(
            id_,
            customer,
            service,
            begin,
            end,
            going_well=outcome == "won" or (not closed and random.random() < 0.5),
        )

    def _move_on(self, deal: str, outcome: str, begin: datetime, end: datetime) -> None:
        """Through the stages: a won deal through all of them, another one through some."""
        reached = len(OPEN_STAGES) if outcome == "won" else self.random.randint(1, 3)
        moments = sorted(begin + (end - begin) * self.random.uniform(0.1, 0.9) for _ in range(reached - 1))
        for stage, at in zip(OPEN_STAGES[1:reached], moments, strict=True):
            self.portal.update("deals", deal, {"dealstage": stage}, at=at)
        if outcome == "open":
            return
        last = {"dealstage": f"closed{outcome}", "closedate": iso(end)}
        if outcome == "lost":
            last["closed_lost_reason"] = self.random.choice(words.LOST_BECAUSE)
        self.portal.update("deals", deal, last, at=end)

    # --- activities --------------------------------------------------------------------------------------

    def _activity(self, number: int, deal: _Deal) -> None:
        random, customer = self.random, deal.customer
        kind = ("calls", "notes", "emails", "calls", "meetings", "tasks", "notes", "calls")[
            (number * 7 + number // DEALS) % 8
        ]
        at = deal.begin + (deal.end - deal.begin) * random.uniform(0.01, 0.97)
        person = random.randrange(2)
        slots = {"first": customer.first_names[person], "company": customer.name, "service": deal.service}
        make = {
            "calls": self._call,
            "notes": self._note,
            "emails": self._email,
            "meetings": self._meeting,
            "tasks": self._task,
        }[kind]
        values = make(deal, at, customer.phones[person])
        values = {name: value.format(**slots) if "{" in value else value for name, value in values.items()}
        values |= {"hs_timestamp": iso(at), "hubspot_owner_id": customer.owner}
        links = {"contacts": [customer.contacts[person]], "companies": [customer.id], "deals": [deal.id]}
        self.portal.create(kind, values, links, at=at)

    def _call(self, deal: _Deal, at: datetime, phone: str) -> dict[str, str]:
        answered = self.random.random() < (0.8 if deal.going_well else 0.4)
        return {
            "hs_call_title": "Call with {first}",
            "hs_call_body": self._words(deal) if answered else "",
            "hs_call_direction": "OUTBOUND",
            "hs_call_disposition": CONNECTED if answered else NO_ANSWER,
            "hs_call_duration": str(self.random.randint(60, 1_500) * 1_000 if answered else 0),
            "hs_call_status": "COMPLETED" if answered else "NO_ANSWER",
            "hs_call_from_number": "+6561234567",
            "hs_call_to_number": phone,
        }

    def _note(self, deal: _Deal, at: datetime, phone: str) -> dict[str, str]:
        return {"hs_note_body": self._words(deal)}

    def _email(self, deal: _Deal, at: datetime, phone: str) -> dict[str, str]:
        text = self.random.choice(words.MAILS)
        return {
            "hs_email_subject": self.random.choice(words.SUBJECTS),
            "hs_email_text": text,
            "hs_email_html": f"<p>{text}</p>",
            "hs_email_direction": self.random.choice(("EMAIL", "EMAIL", "INCOMING_EMAIL")),
            "hs_email_status": "SENT",
        }

    def _meeting(self, deal: _Deal, at: datetime, phone: str) -> dict[str, str]:
        return {
            "hs_meeting_title": "Demo of {service} for {company}",
            "hs_meeting_body": self._words(deal),
            "hs_meeting_outcome": "COMPLETED" if self.random.random() < 0.8 else "NO_SHOW",
            "hs_meeting_start_time": iso(at),
            "hs_meeting_end_time": iso(at + timedelta(minutes=45)),
        }

    def _task(self, deal: _Deal, at: datetime, phone: str) -> dict[str, str]:
        return {
            "hs_task_subject": self.random.choice(words.TASKS),
            "hs_task_status": self.random.choice(("NOT_STARTED", "COMPLETED")),
            "hs_task_type": "CALL",
            "hs_task_priority": "MEDIUM",
        }

    def _words(self, deal: _Deal) -> str:
        return self.random.choice(words.NOTES_GOING_WELL if deal.going_well else words.NOTES_GOING_BADLY)
