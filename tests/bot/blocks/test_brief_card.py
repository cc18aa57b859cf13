"""The words of the brief."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest

from bot.blocks.brief_card import Brief, brief_card, brief_line
from bot.blocks.dates import Reader
from bot.sandbox.plain_words import words_of
from ml.dossier import CompanyProfile, Contact, Dossier, Promise, TimelineEntry
from ml.facts import Fact, FactKind, FactSheet
from ml.funnel import FunnelState
from tests.bot.blocks.slack_takes import parts
from tests.bot.blocks.test_lead_card import CARD
from tests.bot.slack_team import NOW

if TYPE_CHECKING:
    from bot.blocks.kit import Block

READER = Reader(NOW.astimezone(ZoneInfo("Asia/Singapore")))
ON = date(2026, 11, 23)
DOSSIER = Dossier(
    CARD,
    CompanyProfile("Acme Pte Ltd", industry="Retail", country="Singapore", employees=1320.0),
    (Contact("Mei Lin Tan", "HR manager", "+65 9123 4567", "mei@acme.sg"), Contact("Raj")),
    timeline=(
        TimelineEntry(
            datetime(2026, 11, 11, 17, 30, tzinfo=UTC),
            "call",
            "out",
            "Mei Lin Tan",
            "the quote",
            725,
            "agreed",
        ),
        TimelineEntry(NOW - timedelta(days=14), "email", "in"),
        TimelineEntry(NOW - timedelta(days=20), "stage", text="Hot Lead"),
    ),
)
SHEET = FactSheet(
    (
        Fact("f1", FactKind.PAIN, "31 payslips were wrong", "call of 12 Nov, 00:15", date(2026, 11, 12)),
        Fact("f2", FactKind.VENDOR, "PayEasy", "note of 3 Mar", date(2026, 3, 3)),
        Fact("f3", FactKind.COMPANY, "Acme Pte Ltd", "CRM"),
    ),
    (FactKind.BUDGET, FactKind.DECIDER),
    ON,
    FunnelState.HOT_LEAD,
)
BRIEF = Brief(
    DOSSIER,
    SHEET,
    ("Hi Mei Lin, Ada here.", "Who else decides?"),
    [
        Promise("I'll send the quote.", "call of 12 Nov", "rep", ON, date(2026, 11, 14)),
        Promise("I'll ask the CFO.", "call of 12 Nov", "prospect", ON),
        Promise("Send a reminder", "HubSpot task", "", None, date(2026, 11, 23)),
    ],
)


def words(brief: Brief) -> str:
    return words_of(brief_card(brief, READER, "abc"))


def profile(**changes: object) -> str:
    company = replace(DOSSIER.company, **changes)  # type: ignore[arg-type] # named parts of a profile
    return words(replace(BRIEF, dossier=replace(DOSSIER, company=company)))


def links(shown: tuple[Block, ...]) -> set[str]:
    return {part["url"] for part in parts(list(shown)) if "url" in part}


def test_the_whole_card() -> None:
    assert words(BRIEF) == (
        "Before you talk: Acme Pte Ltd · Rostering\n"
        "Hot Lead · Prospecting · Retail · Singapore · 1,320 people\n"
        "Win chance 62 % (48–74 %, from 57 pursuits like this one) · above your usual 24 %\n"
        "Who\n"
        "  • Mei Lin Tan – HR manager · +65 9123 4567 · mei@acme.sg\n"
        "  • Raj\n"
        "Say first\n"
        "  • “Hi Mei Lin, Ada here.”\n"
        "  • “Who else decides?”\n"
        "Promised\n"
        "  • You: “I'll send the quote.” – 14 Nov, OVERDUE 9 days (call of 12 Nov)\n"
        "  • They: “I'll ask the CFO.” – no date (call of 12 Nov)\n"
        "  • Agreed: “Send a reminder” – 23 Nov, due today (HubSpot task)\n"
        "They need\n"
        "  • Pain: “31 payslips were wrong” (call of 12 Nov, 00:15)\n"
        "  • Uses today: “PayEasy” (note of 3 Mar, 265 days old)\n"
        "Not known yet\n"
        "  • whether there is a budget, who decides\n"
        "What happened\n"
        "  • 12 Nov · call with Mei Lin Tan, 12 min, agreed – “the quote”\n"
        "  • 9 Nov · email from them\n"
        "  • 3 Nov · moved to Hot Lead\n"
        "[ Draft pitch ]  [ Last call ]  [ Lead card ]\n"
        "From 3 facts of all systems · data of 08:10 today · quotes are verbatim\n"
        "[ 👍 Helpful ]  [ 👎 Not helpful ]"
    )


def test_the_line_says_the_same_as_the_card() -> None:
    assert brief_line(BRIEF) == (
        "Before you talk: Acme Pte Ltd · Rostering · Hot Lead. Say first: Hi Mei Lin, Ada here."
    )


def test_little_is_known() -> None:
    bare = replace(CARD, service="", score=None, data_as_of=None)
    sheet = FactSheet((), (), ON, FunnelState.HOT_LEAD)
    assert words(Brief(Dossier(bare, CompanyProfile("Acme")), sheet, ())) == (
        "Before you talk: Acme Pte Ltd\n"
        "Hot Lead · Prospecting\n"
        "Not scored yet: the next scoring run will include it.\n"
        "[ Draft pitch ]  [ Last call ]  [ Lead card ]\n"
        "From 0 facts of all systems · data of unknown age · quotes are verbatim\n"
        "[ 👍 Helpful ]  [ 👎 Not helpful ]"
    )


def test_a_cell_that_a_model_filled_is_marked() -> None:
    assert "Retail · Singapore · 1,320 people\nindustry filled by a model, accepted by Ada\n" in profile(
        filled={"industry": "filled by a model, accepted by Ada"}
    )


@pytest.mark.parametrize("state", [FunnelState.CLIENT, FunnelState.UNQUALIFIED])
def test_a_closed_pursuit_has_no_chance(state: FunnelState) -> None:
    closed = replace(DOSSIER, card=replace(CARD, state=state))
    assert "Win chance" not in words(replace(BRIEF, dossier=closed))


def test_numbers_and_addresses_can_be_tapped() -> None:
    assert links(brief_card(BRIEF, READER, "abc")) == {"tel:+6591234567", "mailto:mei@acme.sg"}


@pytest.mark.parametrize(
    ("phone", "email"),
    [
        ("<!channel>", "<!channel>"),
        ("+65 9123 4567?x=1", "mei@acme.sg?bcc=all@acme.sg"),
        ("javascript:alert(1)", "javascript:alert(1)@x"),
        ("https://evil.example", "<mailto:mei@acme.sg|you>"),
        ("*21*+6591234567#", "a@b.example,c@d.example"),
        ("9" * 5000, "a" * 5000 + "@acme.sg"),
    ],
)
def test_what_is_no_number_and_no_address_is_plain_words(phone: str, email: str) -> None:
    hostile = replace(DOSSIER, contacts=(Contact("Mei", "", phone, email),))
    assert links(brief_card(replace(BRIEF, dossier=hostile), READER, "abc")) == set()


def test_it_stays_one_screen() -> None:
    full = Brief(
        replace(
            DOSSIER,
            contacts=tuple(Contact(f"Contact {number}") for number in range(50)),
            timeline=DOSSIER.timeline * 100,
        ),
        replace(
            SHEET,
            facts=tuple(replace(SHEET.facts[0], id=f"f{n}") for n in range(300)),
            unknowns=tuple(FactKind),
        ),
        BRIEF.first,
        [*BRIEF.promises] * 30,
    )
    assert words(full).count("\n") <= 45
