"""A portal of random records that say much, and people who edit any of it: to find out what a sync loses."""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random

from tests.standins.clock import Clock
from tests.standins.hubspot_editor import Editor
from tests.standins.hubspot_pipelines import DealStage
from tests.standins.hubspot_portal import HubSpotPortal
from tests.standins.hubspot_records import ACTIVITIES, KINDS, iso

# The mapping of the portal's stages; it has one that nobody mapped.
MAPPING = """
pipelines:
  - id: default
    label: Sales Pipeline
    stages:
      - {id: appointmentscheduled, label: Appointment Scheduled, state: LEAD}
      - {id: qualifiedtobuy, label: Qualified To Buy, state: HOT_LEAD}
      - {id: presentationscheduled, label: Presentation Scheduled, state: PROSPECT}
      - {id: decisionmakerboughtin, label: Decision Maker Bought-In, state: PROSPECT}
      - {id: contractsent, label: Contract Sent, state: PROSPECT}
      - {id: closedwon, label: Closed Won, state: CLIENT}
      - {id: closedlost, label: Closed Lost, state: UNQUALIFIED}
service: {property: dealtype}
"""
UNMAPPED = DealStage("8150", "On Hold", 0.5)
OWNERS = ("ada", "ben", "siti")
# Few names and numbers, so that some records are alike.
_NAMES = ("Acme", "Acme Pte Ltd", "Bukit Bakery", "Kopi Sudut", "Merlion Movers Sdn Bhd")
_PEOPLE = ("Mei Lim", "Farid Rahman", "Priya Nair", "Tan")
_PHONES = ("+6591234567", "9123 4568", "+60 12 345 6789", "")
_WORDS = ("<p>They want a <b>demo</b> next week.</p>", "No budget this year.", "Tak angkat.", "")
_BODIES = {"calls": "hs_call_body", "meetings": "hs_meeting_body", "notes": "hs_note_body", "emails": "hs_email_text", "tasks": "hs_task_subject"}  # fmt: skip


def busy_portal(
    random: Random, clock: Clock, *, most: int, lag: timedelta, ahead: timedelta
) -> HubSpotPortal:
    """Up to so many records of each kind, made within the last days, associated at random.

    Parameters
    ----------
    random, clock
        Seeded chance; the clock moves on while the records are made.
    most
        Records of a kind, at most.
    lag
        How long search shows a record as it was before.
    ahead
        How far the portal's clock is ahead of the reader's.
    """
    portal = HubSpotPortal(lambda: clock.now() + ahead, index_lag=lag)
    portal.add_stage(UNMAPPED, position=2)
    for name in OWNERS:
        portal.add_owner(f"{name}@team.example", name.title(), archived=name == "siti")
    for kind in KINDS:
        for _ in range(random.randint(most // 3, most)):
            clock.advance(timedelta(seconds=random.randrange(90)))
            links = {to: random.sample(ids, min(len(ids), random.randrange(3))) for to in _before(kind) if (ids := portal.ids(to))}  # fmt: skip
            portal.create(kind, said(random, kind, portal.now()), links)
    return portal


class BusyEditor(Editor):
    """As `Editor`, but any property may change, and time goes by."""

    def __init__(self, portal: HubSpotPortal, random: Random, clock: Clock) -> None:
        super().__init__(portal, random)
        self.clock = clock

    def edit(self) -> None:
        """One edit of any sort, some seconds after the one before."""
        self.clock.advance(timedelta(milliseconds=self.random.choice([0, 1, 700, 5_000])))
        kind = self.random.choice(self.kinds)
        if self.random.random() < 0.4 and self.portal.ids(kind):
            id_ = self._any(kind)
            self.portal.update(kind, id_, said(self.random, kind, self.portal.now()))
            self.edits.append(f"rewrite {kind} {id_}")
        else:
            super().edit()


def said(random: Random, kind: str, now: datetime) -> dict[str, str]:
    """What somebody writes into a record; some of it cannot be used."""
    if kind in ACTIVITIES:
        return _activity(random, kind, now)
    owner = {"hubspot_owner_id": random.choice(["701", "702", "703", "999", ""])}
    if kind == "companies":
        size = random.choice(["", "12", "80"])
        return {"name": random.choice(_NAMES), "domain": random.choice(["acme.example", ""]), "numberofemployees": size, **owner}  # fmt: skip
    if kind == "contacts":
        first, _, last = random.choice(_PEOPLE).partition(" ")
        numbers = {"phone": random.choice(_PHONES), "mobilephone": random.choice(_PHONES)}
        return {
            "firstname": first,
            "lastname": last,
            "email": f"{random.randrange(10**9)}@x.example",
            **numbers,
        }
    stages = [
        "appointmentscheduled",
        "qualifiedtobuy",
        "contractsent",
        "closedwon",
        "closedlost",
        UNMAPPED.id,
    ]
    return {
        "dealname": f"Deal {random.randrange(100)}", "pipeline": "default", "dealstage": random.choice(stages),
        "amount": random.choice(["", "100", "1e3", "much"]), "dealtype": random.choice(["newbusiness", "existingbusiness", ""]),
        "closed_lost_reason": random.choice(["", "Price"]), **owner,
    }  # fmt: skip


def _activity(random: Random, kind: str, now: datetime) -> dict[str, str]:
    moment = iso(now - timedelta(minutes=random.choice([0, 0, 1, 30, 3000])))
    told = {"hs_timestamp": random.choice([moment] * 9 + ["yesterday"]), _BODIES[kind]: random.choice(_WORDS)}
    told |= {"hubspot_owner_id": random.choice(["701", "702", ""])}
    if kind == "calls":
        seconds = random.choice(["", "0", "60000"])
        ending = {"hs_call_status": random.choice(["COMPLETED", "NO_ANSWER"]), "hs_call_duration": seconds}
        told |= {"hs_call_direction": random.choice(["OUTBOUND", "INBOUND"]), "hs_call_to_number": random.choice(_PHONES), **ending}  # fmt: skip
    if kind == "meetings":
        told |= {"hs_meeting_outcome": random.choice(["COMPLETED", "NO_SHOW", ""])}
    if kind == "tasks":
        told |= {"hs_task_status": random.choice(["NOT_STARTED", "COMPLETED"])}
    return told


def _before(kind: str) -> tuple[str, ...]:
    return KINDS[: min(KINDS.index(kind), 3)]
