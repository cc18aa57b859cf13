"""A portal of any size, quickly made: plain records with links and stage history, to measure with."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from random import Random

from tests.standins.clock import Clock
from tests.standins.hubspot_portal import HubSpotPortal
from tests.standins.hubspot_records import KINDS, iso

NOTE = "Spoke about rosters for three outlets; wants a demo next week and a quotation before month's end. "
STAGES = ("appointmentscheduled", "qualifiedtobuy", "presentationscheduled")
ENDS = ("closedwon", "closedlost")
HISTORY = timedelta(days=730)


@dataclass(frozen=True)
class Sizes:
    """How many records of each kind: 134,000 in all unless said otherwise."""

    companies: int = 5_000
    contacts: int = 20_000
    deals: int = 4_000
    calls: int = 30_000
    meetings: int = 5_000
    notes: int = 20_000
    emails: int = 40_000
    tasks: int = 10_000

    def by_kind(self) -> Mapping[str, int]:
        """The sizes by kind, in the order in which records refer to each other."""
        return asdict(self)


def big_portal(
    seed: int = 1, sizes: Sizes | None = None, *, now: Callable[[], datetime] | None = None
) -> HubSpotPortal:
    """Records of every kind, changed at moments spread over two years; without `now` the clock stands still."""
    portal = HubSpotPortal(now or Clock().now)
    for name in ("ada", "ben", "siti"):
        portal.add_owner(f"{name}@kerjahub.example", name.title(), "Tan")
    maker = _Maker(portal, Random(seed))  # noqa: S311 - a sample, not a secret
    for kind, size in (sizes or Sizes()).by_kind().items():
        maker.make(kind, size)
    return portal


class _Maker:
    def __init__(self, portal: HubSpotPortal, random: Random) -> None:
        self.portal, self.random = portal, random
        self.owners = list(portal.owners)
        self.until = portal.now()
        self.ids: dict[str, list[str]] = {kind: [] for kind in KINDS}

    def make(self, kind: str, size: int) -> None:
        values = {
            "companies": _company, "contacts": _contact, "deals": _deal, "calls": _call,
            "meetings": _meeting, "notes": _note, "emails": _email, "tasks": _task,
        }[kind]  # fmt: skip
        for number in range(size):
            at = self.until - HISTORY * (1 - number / size)
            row = {"hubspot_owner_id": self.random.choice(self.owners), **values(number, iso(at))}
            id_ = self.portal.create(kind, row, self._links(kind), at=at)
            self.ids[kind].append(id_)
            if kind == "deals":
                self._move_on(id_, at)

    def _links(self, kind: str) -> dict[str, list[str]]:
        wanted = {"companies": (), "contacts": ("companies",), "deals": ("companies", "contacts")}
        kinds = wanted.get(kind, ("companies", "contacts", "deals"))
        return {to: [self.random.choice(self.ids[to])] for to in kinds if self.ids[to]}

    def _move_on(self, deal: str, at: datetime) -> None:
        """Further stages, each some days after the one before, as far as there is time."""
        further = [*STAGES[1 : self.random.randint(1, 3)], *self.random.choice(((), ENDS[:1], ENDS[1:]))]
        for stage in further:
            at = min(at + timedelta(days=self.random.randint(1, 20)), self.until)
            self.portal.update("deals", deal, {"dealstage": stage}, at=at)


def _company(number: int, _: str) -> dict[str, str]:
    return {"name": f"Company {number} Pte Ltd", "domain": f"company{number}.example", "industry": "RETAIL", "numberofemployees": str(number % 500), "country": "Singapore", "phone": f"+656{number:07d}", "lifecyclestage": "lead"}  # fmt: skip


def _contact(number: int, _: str) -> dict[str, str]:
    return {"firstname": "Mei", "lastname": f"Lim {number}", "email": f"mei{number}@company.example", "phone": f"+659{number:07d}", "jobtitle": "HR Manager", "lifecyclestage": "lead", "hs_lead_status": "NEW"}  # fmt: skip


def _deal(number: int, _: str) -> dict[str, str]:
    return {"dealname": f"Deal {number}", "pipeline": "default", "dealstage": STAGES[0], "amount": str(1_000 + number), "hs_analytics_source": "OFFLINE"}  # fmt: skip


def _call(number: int, at: str) -> dict[str, str]:
    return {"hs_timestamp": at, "hs_call_title": "Call", "hs_call_body": NOTE, "hs_call_direction": "OUTBOUND", "hs_call_duration": "240000", "hs_call_status": "COMPLETED", "hs_call_to_number": f"+659{number:07d}"}  # fmt: skip


def _meeting(number: int, at: str) -> dict[str, str]:
    return {"hs_timestamp": at, "hs_meeting_title": f"Demo {number}", "hs_meeting_body": NOTE, "hs_meeting_outcome": "COMPLETED", "hs_meeting_start_time": at, "hs_meeting_end_time": at}  # fmt: skip


def _note(number: int, at: str) -> dict[str, str]:
    return {"hs_timestamp": at, "hs_note_body": f"<p>{number}: {NOTE}</p>"}


def _email(number: int, at: str) -> dict[str, str]:
    return {"hs_timestamp": at, "hs_email_subject": f"Proposal {number}", "hs_email_text": NOTE * 3, "hs_email_direction": "EMAIL", "hs_email_status": "SENT"}  # fmt: skip


def _task(number: int, at: str) -> dict[str, str]:
    return {"hs_timestamp": at, "hs_task_subject": f"Call back {number}", "hs_task_status": "NOT_STARTED", "hs_task_type": "CALL"}  # fmt: skip
