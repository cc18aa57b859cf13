"""`/funnel`: whose, which period and service are meant; the card, the list behind each number, who sees whose, the export."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING, Any

import pytest

from bot.app import make_app
from bot.blocks.funnel_card import EXPORT
from bot.blocks.funnel_list import LIST, TURN, digest
from bot.exchange import Desk
from bot.newest_blocks import CLASSIC
from bot.sandbox.signed_requests import action_of
from tests.bot.funnel_team import fill_funnel
from tests.bot.slack_team import NOW, PEOPLE, Shown, Talk, Team

if TYPE_CHECKING:
    from bot.app import SlackAccess
    from bot.sandbox.slack_standin import SlackStandIn
    from integrations.store import Store


def counted(store: Store, standin: SlackStandIn, access: SlackAccess) -> Team:
    """The team, where Slack is known to take charts, so that every answer comes in the ack."""
    for person in PEOPLE:
        store.people.add(person)
    fill_funnel(store)
    store.facts.put(CLASSIC, False)
    desk = Desk(store, lambda: NOW)
    app = make_app(desk, access)
    return Team(app, standin, store, desk, *(Talk(app, standin, str(person.slack_id)) for person in PEOPLE))


@pytest.fixture
def each(store: Store, standin: SlackStandIn, access: SlackAccess) -> Team:
    """Over SQLite, and over PostgreSQL."""
    return counted(store, standin, access)


@pytest.fixture
def small(sqlite_store: Store, standin: SlackStandIn, access: SlackAccess) -> Team:
    """Over SQLite."""
    return counted(sqlite_store, standin, access)


def title(shown: Shown) -> str:
    return shown.words.splitlines()[0]


def options(shown: Shown) -> dict[str, str]:
    """The options of the select by their words."""
    [select] = [e for b in shown.blocks for e in b.get("elements", ()) if e["type"] == "static_select"]
    return {option["text"]["text"]: option["value"] for option in select["options"]}


def chosen(talk: Talk, value: str, action: str = LIST) -> Shown:
    element: dict[str, Any] = {"type": "static_select", "action_id": action}
    picked = {"text": {"type": "plain_text", "text": "x"}, "value": value}
    return talk._clicked(action_of(element, "b1", selected_option=picked), "C0SALES")


def test_a_manager_sees_the_teams_and_opens_every_number(each: Team) -> None:
    card = each.mia.command("/funnel")
    assert title(card) == "The team’s funnel · November 2026 so far"
    assert "Most stands still at Hot Lead: 12 of 12 are there longer than the usual 20 days." in card.words
    assert "Irregular moves: 1 · 1 × Lead → Client" in card.words
    assert "50–199 people: 9 sales, 30 days on average" in card.words
    assert "1–9 people: only 1 sale, too few for an average" in card.words
    [table] = [block for block in card.blocks if block["type"] == "table"]
    hot = [cell["text"] for cell in table["rows"][3]]
    assert hot == ["Hot Lead", "12", "13", "1", "0", "1 of 13 · 8 %", "21 (20 of 10)"]
    assert len(options(card)) == 22
    for words, value in options(card).items():
        number = int(words.rpartition(" · ")[2])
        shown = chosen(each.mia, value)
        assert title(shown).endswith(f" · {number}")
        listed = 0
        while True:
            listed += sum(block["type"] == "section" for block in shown.blocks)
            if "[ More (" not in shown.words:
                break
            shown = each.mia.click(shown, "More")
        assert listed == number, words


def test_a_rep_sees_their_own_and_opens_the_card_of_a_row(each: Team) -> None:
    card = each.ada.command("/funnel")
    assert title(card) == "Ada Tan’s funnel · November 2026 so far"
    assert "Reasons for leaving: nobody left in this period." in card.words
    shown = chosen(each.ada, options(card)["This week: Hot Lead → Qualified Opportunity · 1"])
    assert shown.words.splitlines()[:4] == [
        "Hot Lead → Qualified Opportunity · 1",
        "Ada Tan’s funnel · 23 Nov 2026",
        "1. Moved · Rostering",
        "now Qualified Opportunity · Ada Tan · 23 Nov · 0 days · Hot Lead → Qualified Opportunity, typical  [ Open ]",
    ]
    assert title(each.ada.click(shown, "Open")).startswith("Moved · Rostering")


def test_of_others_pursuits_a_rep_sees_company_state_and_owner(small: Team) -> None:
    card = small.ben.command("/funnel", "team")
    lines = chosen(small.ben, options(card)["Qualified Opportunity: now · 1"]).words.splitlines()
    assert lines[2] == "1. Moved · Qualified Opportunity · Ada Tan"
    why = next(value for words, value in options(card).items() if words.startswith("Left: budget"))
    assert "1. Gone 0 · Rostering" in chosen(small.ben, why).words
    closed = chosen(small.ada, why).words
    assert "1. A pursuit that you may not open · now Unqualified · Ben Ng" in closed
    assert "Gone" not in closed


def test_pages_turn_in_place_and_stay_one_suggestion(small: Team) -> None:
    card = small.mia.command("/funnel")
    first = chosen(small.mia, options(card)["Hot Lead: entered · 13"])
    assert "1–10 of 13" in first.words
    second = small.mia.click(first, "More (3 left)")
    assert "11–13 of 13" in second.words
    assert second.suggestion_id == first.suggestion_id != card.suggestion_id
    assert "1–10 of 13" in small.mia.click(second, "Back").words
    for shown in (card, second):
        said = small.store.suggestions.by_id(shown.suggestion_id)
        assert said is not None
        assert said.kind == "funnel"
        assert small.mia.thumb(shown, "up").status == 200
    assert small.store.ratings.totals()["up"] == 2


def test_whose_when_and_which_service(small: Team) -> None:
    for text, heading in (
        ("me last month", "Mia Lee’s funnel · October 2026"),
        ("last month ben", "Ben Ng’s funnel · October 2026"),
        ("payroll team 2026", "The team’s funnel · 2026 so far · Payroll"),
        ("2026-Q4 “ROST” ada", "Ada Tan’s funnel · Q4 2026 so far · Rostering"),
    ):
        assert title(small.mia.command("/funnel", text)) == heading


def test_what_cannot_be_is_one_sentence(small: Team) -> None:
    for text, sentence in (
        ("ben", "Only a manager can see a colleague's figures; yours are /funnel me"),
        ("xyz", "“xyz” is neither a name, a period nor a service"),
        ("<!channel>", "the services are Payroll, Rostering."),
        ("2026-11-20 to 2026-11-01", "The period ends before it begins"),
        ("team 2027 payroll", "That period has not begun yet"),
        ("team 2024 “Rostering x”", "is neither a name, a period nor a service"),
    ):
        assert sentence in small.ada.command("/funnel", text).words
    assert "No pursuit stands in this funnel" in small.ben.command("/funnel", "me payroll 2025").words


def test_before_anything_was_counted(team: Team) -> None:
    assert "Nothing was counted yet" in team.ada.command("/funnel").words
    assert "no service is counted yet" in team.ada.command("/funnel", "payroll").words


def test_classic_blocks_where_charts_are_refused(small: Team) -> None:
    small.store.facts.put(CLASSIC, True)
    shown = small.mia.command("/funnel")
    assert "Hot Lead       ████████████████████ 13 · Went on 1" in shown.words
    assert not {"table", "data_visualization"} & {block["type"] for block in shown.blocks}


# --- buttons that are not ours, or older than what they are about ------------------------------------------------------

DAYS = "from=2026-11-01&to=2026-11-23"


def test_an_option_that_is_not_ours(small: Team) -> None:
    for value in (
        "",
        "w=now&k=LEAD",
        f"w=now&k=LEAD&of=1e9&{DAYS}",
        f"w=now&k=LEAD&of={9**30}&{DAYS}",
        f"w=lost&k=LEAD&of=0&{DAYS}",
        f"w=now&k=NOWHERE&of=0&{DAYS}",
        f"w=move&k=LEAD&of=0&{DAYS}",
    ):
        assert "from an older version; please type /funnel again" in chosen(small.mia, value).words


def test_an_option_that_is_older_than_what_it_is_about(small: Team) -> None:
    for value, sentence in (
        (f"w=now&k=LEAD&of=99&{DAYS}", "not of the team any more; please type /funnel again"),
        (f"w=now&k=LEAD&of=0&{DAYS}&in={digest('Gone')}", "That service is not in the funnel any more"),
        (f"w=reason&k={digest('Gone')}&of=0&{DAYS}", "Nobody left for that reason any more"),
        ("w=now&k=LEAD&of=0&from=2027-11-01&to=2027-11-02", "has not begun yet"),
        (f"w=now&k=COLD_LEAD&of=0&{DAYS}", "Nothing is behind this number any more"),
        (f"w=entered&k=HOT_LEAD&of=0&{DAYS}&n=500&s=x", "The list was counted anew in the meantime"),
    ):
        assert sentence in chosen(small.mia, value).words


def test_a_rep_cannot_open_another_reps_by_a_forged_button(small: Team) -> None:
    for action in (LIST, TURN, EXPORT):
        shown = chosen(small.ada, f"w=now&k=LEAD&of=2&{DAYS}", action)
        assert shown.words == "Only a manager can open or export that; yours is at /funnel me."
    assert "Only a manager" in chosen(small.ada, f"of=0&{DAYS}", EXPORT).words
    assert small.store.audit.newest(5) == []


# --- the export -----------------------------------------------------------------------------------------------------


def exported(shown: Shown) -> list[dict[str, str]]:
    [block] = [block for block in shown.blocks if block["type"] == "rich_text"]
    return list(csv.DictReader(block["elements"][1]["elements"][0]["text"].splitlines()))


def test_the_export_is_audited_and_holds_what_the_card_says(each: Team) -> None:
    rows = exported(each.mia.click(each.mia.command("/funnel"), "Export CSV"))
    hot = next(row for row in rows if row["name"] == "Hot Lead")
    assert (hot["whose"], hot["service"], hot["number"], hot["longer"]) == ("The team", "all", "13", "12")
    assert [row["number"] for row in rows if row["what"] == "reason"] == ["1", "1"]
    mine = exported(each.ada.click(each.ada.command("/funnel", "me payroll"), "Export CSV"))
    assert {(row["whose"], row["service"]) for row in mine} == {("Ada Tan", "Payroll")}
    assert "Export" not in each.ada.command("/funnel", "team").words
    done = [(entry.who, entry.did, entry.about, entry.rows) for entry in each.store.audit.newest(5)]
    assert done == [
        ("ada@example.com", "funnel_csv", "2026-11-01 to 2026-11-23", len(mine)),
        ("mia@example.com", "funnel_csv", "2026-11-01 to 2026-11-23", len(rows)),
    ]
