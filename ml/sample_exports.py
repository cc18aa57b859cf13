"""The sample company's history as its CRM would export it: tables of text cells, with the dirt of real ones.

Every table keeps all true rows; dirty ones come on top (a row without a company, an impossible date, a stage
nobody mapped, the same row twice), so that an import has something to reject and the history stays whole.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from random import Random
from zoneinfo import ZoneInfo

from ml.funnel import FunnelState
from ml.sample_records import SampleCompany, SampleDeal, SampleTouch
from ml.spoken_text import REP

S = FunnelState

# The team's own words for the states, as its pipeline has them.
STAGE_LABELS = {
    S.SALES_TARGET: "New target",
    S.LEAD: "Contacted",
    S.HOT_LEAD: "Warm",
    S.COLD_LEAD: "Nurture",
    S.QUALIFIED_OPPORTUNITY: "Qualified",
    S.PROSPECT: "Demo agreed",
    S.CLIENT: "Won",
    S.UNQUALIFIED: "Lost",
}

TEAM = ("Name", "Email", "Role", "Time Zone")
CONTACTS = (
    "Contact ID", "First Name", "Last Name", "Job Title", "Email", "Phone Number", "Company ID", "Company Name", "Industry",
    "Country", "City", "Number of Employees", "Company Domain Name",
)  # fmt: skip
DEALS = (
    "Deal ID", "Deal Name", "Company ID", "Company Name", "Service", "Deal Stage", "Create Date", "Close Date", "Deal Owner",
    "Owner Email", "Original Source", "Amount", "Closed Lost Reason", "Temporary", "Look Again On",
)  # fmt: skip
STAGES = ("Deal ID", "Stage", "Entered At", "Activity ID", "Contact ID")
ACTIVITIES = (
    "Activity ID", "Type", "Direction", "Activity Date", "Answered", "Duration (seconds)", "Call Status", "Outcome", "Company ID",
    "Company Name", "Deal ID", "Service", "Contact ID", "Owner", "Owner Email", "Body", "Transcript",
)  # fmt: skip

UNKNOWN_STAGES = ("Demo agred", "Parked", "Qualifed", "???")
IMPOSSIBLE_DATES = ("31/02/2026 10:00", "soon", "2026-13-45", "00.00.0000")
NOBODY = {"Company ID": ("",), "Company Name": ("",)}
TEAM_ZONE = ZoneInfo("Asia/Singapore")


@dataclass(frozen=True)
class SampleTable:
    """One export: its columns, and its rows of text cells."""

    columns: tuple[str, ...]
    rows: list[tuple[str, ...]]


@dataclass(frozen=True)
class SampleExports:
    """All tables and transcripts of the sample company.

    Parameters
    ----------
    team, contacts, deals, stages
        The sales team, the targets' people, the rounds, the stage history.
    activities, client_activities
        Interactions with prospects, and with existing clients (the latter with dates day first, in the
        team's own zone).
    transcripts
        File name to WebVTT text.
    """

    team: SampleTable
    contacts: SampleTable
    deals: SampleTable
    stages: SampleTable
    activities: SampleTable
    client_activities: SampleTable
    transcripts: dict[str, str]


def export(company: SampleCompany, dice: Random) -> SampleExports:
    """The company's tables, dirt included."""
    touches = company.touches
    dirt = _Dirt(dice)
    clients = [_activity(touch, _day_first) for touch in touches if touch.existing_client]
    others = [_activity(touch, dirt.moment) for touch in touches if not touch.existing_client]
    return SampleExports(
        team=SampleTable(
            TEAM, [(one.name, one.email, one.role.value, one.time_zone) for one in company.people]
        ),
        contacts=SampleTable(CONTACTS, dirt.rows(list(_contacts(company)), NOBODY, CONTACTS)),
        deals=SampleTable(DEALS, dirt.deals([_deal(deal, dirt.moment) for deal in company.deals])),
        stages=SampleTable(STAGES, dirt.stages(list(_stages(company, dirt.moment)))),
        activities=SampleTable(ACTIVITIES, dirt.activities(others)),
        client_activities=SampleTable(ACTIVITIES, dirt.activities(clients)),
        transcripts={f"{touch.id}.vtt": _vtt(touch) for touch in touches if touch.lines},
    )


# --- clean rows ------------------------------------------------------------------------------------------

_Moment = Callable[[datetime], str]


def _iso(at: datetime) -> str:
    return at.strftime("%Y-%m-%dT%H:%M:%SZ")


def _day_first(at: datetime) -> str:
    return at.astimezone(TEAM_ZONE).strftime("%d/%m/%Y %H:%M:%S")


def _contacts(company: SampleCompany) -> Iterator[tuple[str, ...]]:
    for target in company.targets:
        for contact in target.contacts:
            first, _, last = contact.name.partition(" ")
            yield (
                contact.id, first, last, contact.role, contact.email, contact.phone, target.id, target.name,
                target.industry.name, target.country, target.city, str(target.employees), target.domain,
            )  # fmt: skip


def _deal(deal: SampleDeal, moment: _Moment) -> tuple[str, ...]:
    again = "" if deal.round == 1 else f" ({deal.round})"
    return (
        deal.id, f"{deal.target.name} – {deal.service}{again}", deal.target.id, deal.target.name, deal.service,
        STAGE_LABELS[deal.state], _iso(deal.entered_at), moment(deal.closed_at) if deal.closed_at else "", deal.rep.name,
        deal.rep.email, deal.source, str(deal.amount or ""), deal.left_because,
        "" if deal.temporary is None else "yes" if deal.temporary else "no",
        deal.look_again_on.isoformat() if deal.look_again_on else "",
    )  # fmt: skip


def _stages(company: SampleCompany, moment: _Moment) -> Iterator[tuple[str, ...]]:
    """Every entry into a stage; being a new target is told by the deal's own creation."""
    for deal in company.deals:
        for stage in deal.stages:
            if stage.state is not S.SALES_TARGET:
                label = STAGE_LABELS[stage.state]
                yield (deal.id, label, moment(stage.at), stage.touch_id, stage.contact_id)


def _activity(touch: SampleTouch, moment: _Moment) -> tuple[str, ...]:
    answered = {None: "", True: "yes", False: "no"}[touch.answered]
    return (
        touch.id, touch.channel.title(), {"out": "Outbound", "in": "Inbound"}[touch.direction], moment(touch.at), answered,
        "" if touch.duration_s is None else str(touch.duration_s), touch.status, touch.result, touch.target.id,
        touch.target.name, touch.deal_id, touch.service, touch.contact.id, touch.rep.name, touch.rep.email, touch.text,
        f"{touch.id}.vtt" if touch.lines else "",
    )  # fmt: skip


def _vtt(touch: SampleTouch) -> str:
    """The transcript as WebVTT, with a voice tag for each speaker."""
    cues = ["WEBVTT", ""]
    ends = [*(line.start for line in touch.lines[1:]), float(touch.duration_s or touch.lines[-1].start + 5)]
    for line, end in zip(touch.lines, ends, strict=True):
        name = touch.rep.name if line.role == REP else touch.contact.name
        cues += [f"{_clock(line.start)} --> {_clock(end)}", f"<v {name}>{line.text}", ""]
    return "\n".join(cues)


def _clock(seconds: float) -> str:
    minutes, rest = divmod(seconds, 60)
    return f"{int(minutes // 60):02}:{int(minutes % 60):02}:{rest:06.3f}"


# --- dirt ------------------------------------------------------------------------------------------------


class _Dirt:
    """Adds what real exports have: about one row in forty that is no good, and dates as people write them."""

    def __init__(self, dice: Random) -> None:
        self.dice = dice

    def moment(self, at: datetime) -> str:
        """Mostly ISO 8601; one in twelve otherwise."""
        if self.dice.random() < 11 / 12:
            return _iso(at)
        return at.strftime(self.dice.choice(("%d/%m/%Y %H:%M:%S", "%d %b %Y %H:%M:%S", "%Y-%m-%d %H:%M:%S")))

    def rows(
        self,
        rows: list[tuple[str, ...]],
        spoilt: Mapping[str, tuple[str, ...]],
        columns: tuple[str, ...],
        new_id: str = "",
    ) -> list[tuple[str, ...]]:
        """The rows, with exact duplicates and with spoilt copies under ids of their own."""
        if not rows:
            return rows
        more = self.dice.sample(rows, max(1, len(rows) // 120))
        for number, row in enumerate(self.dice.sample(rows, max(1, len(rows) // 150)), 1):
            cells = dict(zip(columns, row, strict=True))
            cells |= {column: self.dice.choice(texts) for column, texts in spoilt.items()}
            if new_id:
                cells[columns[0]] = f"{new_id}{number:04}"
            more.append(tuple(cells.values()))
        return self._scattered(rows, more)

    def deals(self, rows: list[tuple[str, ...]]) -> list[tuple[str, ...]]:
        """Deals without a company, in a stage nobody knows, created on an impossible day."""
        rows = self.rows(rows, NOBODY, DEALS, "X1")
        rows = self.rows(rows, {"Deal Stage": UNKNOWN_STAGES}, DEALS, "X2")
        return self.rows(rows, {"Create Date": IMPOSSIBLE_DATES}, DEALS, "X3")

    def stages(self, rows: list[tuple[str, ...]]) -> list[tuple[str, ...]]:
        """Stage changes into misspelt stages, or on no day at all."""
        rows = self.rows(rows, {"Stage": UNKNOWN_STAGES}, STAGES)
        return self.rows(rows, {"Entered At": IMPOSSIBLE_DATES}, STAGES)

    def activities(self, rows: list[tuple[str, ...]]) -> list[tuple[str, ...]]:
        """Interactions with nobody, and at no time."""
        rows = self.rows(rows, {**NOBODY, "Deal ID": ("",), "Contact ID": ("",)}, ACTIVITIES, "Y1")
        return self.rows(rows, {"Activity Date": IMPOSSIBLE_DATES}, ACTIVITIES, "Y2")

    def _scattered(self, rows: list[tuple[str, ...]], more: list[tuple[str, ...]]) -> list[tuple[str, ...]]:
        places = sorted(self.dice.sample(range(len(rows) + len(more)), len(more)))
        scattered, extra = list(rows), iter(more)
        for place in places:
            scattered.insert(place, next(extra))
        return scattered
