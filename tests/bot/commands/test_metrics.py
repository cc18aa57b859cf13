"""`/metrics`: whose figures and which period are meant, who sees whose, and the export."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

import pytest

from bot.newest_blocks import CLASSIC
from bot.sandbox.signed_requests import action_of
from ml.records import Person
from tests.bot.counted_team import count

if TYPE_CHECKING:
    from tests.bot.slack_team import Shown, Talk, Team


@pytest.fixture
def counted(team: Team) -> Team:
    """Where Slack is known to take charts, so that every answer comes in the ack."""
    count(team).store.facts.put(CLASSIC, False)
    return team


def title(shown: Shown) -> str:
    return shown.words.splitlines()[0]


def test_a_rep_sees_their_own_and_a_manager_the_teams(counted: Team) -> None:
    mine = counted.ada.command("/metrics")
    assert title(mine) == "Ada Tan’s figures · November 2026 so far"
    assert "Appointments set: 3 (▲ 1, before: 2) · 1 of them called off" in mine.words
    assert "Each rep" not in mine.words
    assert "Ben" not in mine.words
    team = counted.mia.command("/metrics")
    assert title(team) == "The team’s figures · November 2026 so far"
    assert "Appointment setting rate: 58.3 %" in team.words
    [table] = [block for block in team.blocks if block["type"] == "table"]
    assert [row[0]["text"] for row in table["rows"]] == ["Rep", "Ada Tan", "Ben Ng"]
    assert [cell["text"] for cell in table["rows"][2]] == ["Ben Ng", "4", "–", "3", "0.0 %", "–"]


@pytest.mark.parametrize(
    ("text", "whose", "period"),
    [
        ("me", "Ada Tan’s", "November 2026 so far"),
        ("ME Last Month", "Ada Tan’s", "October 2026"),
        ("team 2026-Q3", "The team’s", "Q3 2026"),
        ("last week", "Ada Tan’s", "week of 16 Nov 2026"),
        ("ada tan last week", "Ada Tan’s", "week of 16 Nov 2026"),
        ("team 2026-11-01 to 2026-11-17", "The team’s", "1 Nov – 17 Nov 2026"),
        ("the team this year", "The team’s", "2026 so far"),
    ],
)
def test_whose_and_when(counted: Team, text: str, whose: str, period: str) -> None:
    assert title(counted.ada.command("/metrics", text)) == f"{whose} figures · {period}"


def test_a_manager_types_a_name(counted: Team) -> None:
    assert title(counted.mia.command("/metrics", "ben last month")) == "Ben Ng’s figures · October 2026"
    assert title(counted.mia.command("/metrics", "ADA@example.com")).startswith("Ada Tan’s")
    assert title(counted.mia.command("/metrics", "me")).startswith("Mia Lee’s")
    counted.store.people.add(Person("ada.wong@example.com", "Ada Wong"))
    told = counted.mia.command("/metrics", "ada").words
    assert "“ada” fits several: Ada Wong (ada.wong@example.com), Ada Tan (ada@example.com)" in told


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("ben", "Only a manager can see a colleague's figures"),
        ("xyz", "“xyz” is neither a name nor a period; try me, team, this month"),
        ("me nonsense", "“me nonsense” is neither a name nor a period"),
        ("2026-11-20 to 2026-11-01", "The period ends before it begins"),
        ("team 2026-11-20 to 2026-11-01", "The period ends before it begins"),
        ("2027", "That period has not begun yet"),
        ("<!channel>", "neither a name nor a period"),
    ],
)
def test_what_cannot_be_is_one_sentence(counted: Team, text: str, sentence: str) -> None:
    assert sentence in counted.ada.command("/metrics", text).words


def test_no_data_is_said_and_is_no_zero(counted: Team) -> None:
    told = counted.ada.command("/metrics", "me 2026-06").words
    assert "Appointments set: 0 (as before)" in told
    assert "Appointment setting rate: no data · from 0 cold contacts" in told
    assert "Sales cycle: no data" in told
    assert "By first contact: no cold contact in this period." in told


def test_before_anything_was_counted(team: Team) -> None:
    assert "Nothing was counted yet" in team.ada.command("/metrics").words


def test_what_is_beside_it(counted: Team) -> None:
    counted.store.facts.put("reminder_lift", {"sentence": "Reminders bring 6 points more answers (2 to 10)."})
    told = counted.ada.command("/metrics").words
    assert "Team’s goal for November: 5 appointments · reached: 7 · 3 in October, +2 each month since" in told
    assert (
        "12 cold contacts led to 3 appointments until now (25.0 %), and to 1 sale (33.3 % of those) after 12.0 days."
        in told
    )
    assert "Since I am here: not known yet: the first answer of mine begins the count." in told
    assert "What reminders bring: Reminders bring 6 points more answers (2 to 10)." in told
    assert "Appointments per call: 0.100" in told
    assert "Sales per appointment met: 0.50" in told
    assert "Touches per contact until the close: 4.5" in told
    assert "Jun 26: Appointments 0" in told


def test_before_and_since_the_bot_was_installed(counted: Team) -> None:
    told = count(counted, installed_days_ago=13).ada.command("/metrics").words
    since = (
        "10 Nov; 14 days before and since: appointments set 0 → 3, appointment setting rate no data → 25.0 %"
    )
    assert since in told
    early = count(counted, installed_days_ago=5).ada.command("/metrics").words
    assert "18 Nov; too early to compare, 7 days are needed." in early


def test_it_is_a_suggestion_that_can_be_rated(counted: Team) -> None:
    shown = counted.ada.command("/metrics")
    said = counted.store.suggestions.by_id(shown.suggestion_id)
    assert said is not None
    assert said.kind == "metrics"
    assert counted.ada.thumb(shown, "up").status == 200
    assert counted.store.ratings.totals()["up"] == 1


# --- the export -----------------------------------------------------------------------------------------------------


def exported(shown: Shown) -> list[dict[str, str]]:
    [block] = [block for block in shown.blocks if block["type"] == "rich_text"]
    text = block["elements"][1]["elements"][0]["text"]
    return list(csv.DictReader(text.splitlines()))


def test_a_manager_exports_every_rep_and_a_rep_their_own(counted: Team) -> None:
    rows = exported(counted.mia.click(counted.mia.command("/metrics"), "Export CSV"))
    assert [(row["rep"], row["total_appointments_set"]) for row in rows] == [
        ("Ada Tan", "3"),
        ("Ben Ng", "4"),
        ("The team", "7"),
    ]
    assert (rows[1]["appointment_setting_rate"], rows[0]["from"], rows[0]["to"]) == (
        "",
        "2026-11-01",
        "2026-11-23",
    )
    [mine] = exported(counted.ada.click(counted.ada.command("/metrics", "me last month"), "Export CSV"))
    assert (mine["rep"], mine["calls"], mine["to"]) == ("Ada Tan", "20", "2026-10-31")
    done = [(entry.who, entry.did, entry.rows) for entry in counted.store.audit.newest(5)]
    assert done == [("ada@example.com", "metrics_csv", 1), ("mia@example.com", "metrics_csv", 2)]


def test_a_rep_has_no_button_for_the_team_and_cannot_use_another_ones(counted: Team) -> None:
    assert "Export" not in counted.ada.command("/metrics", "team").words
    card = counted.mia.command("/metrics")
    assert "Only a manager can open or export that" in counted.ada.click(card, "Export CSV").words


def pressed(talk: Talk, value: str) -> str:
    element = {"type": "button", "action_id": "metrics_csv", "value": value, "text": {}}
    return talk._clicked(action_of(element, "b1"), "C0SALES").words


@pytest.mark.parametrize("value", ["", "x", "of=1&from=a&to=b", "of=&from=2026-11-01&to=2026-11-02", "of=1"])
def test_a_button_that_is_not_ours(counted: Team, value: str) -> None:
    assert "from an older version" in pressed(counted.mia, value)


def test_a_button_of_somebody_who_left(counted: Team) -> None:
    assert "not of the team any more" in pressed(counted.mia, "of=99&from=2026-11-01&to=2026-11-02")


def test_what_does_not_fit_is_left_to_the_command_line(
    counted: Team, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.blocks.csv_lines.MOST_CHARACTERS", 320)
    shown = counted.mia.click(counted.mia.command("/metrics"), "Export CSV")
    assert "2 more lines did not fit" in shown.words
    assert "sales-assistant metrics --from 2026-11-01 --to 2026-11-23 --csv FILE" in shown.words.replace(
        "\n", " "
    )
    assert [row["rep"] for row in exported(shown)] == ["Ada Tan"]
