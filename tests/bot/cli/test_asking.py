from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import insert

from bot.settings import Settings
from bot.wiring import build_new
from integrations.store import Store
from integrations.store.name_index import index_names
from integrations.store.schema import companies, pursuits
from ml.records import LeadScore, Person, Role, ScoreLevel
from tests.bot.offered_team import STATE, fill_offers, keep_offers

Run = Callable[..., Any]
NOW = datetime(2026, 11, 20, tzinfo=UTC)


def score(pursuit_id: int, win: float) -> LeadScore:
    return LeadScore(
        pursuit_id=pursuit_id, as_of=NOW, model_version="win-1", level=ScoreLevel.FULL, win=win, win_low=win,
        win_high=win, like=50, like_won=20, base_rate=0.3, won=100, lost=200,
    )  # fmt: skip


def add_pursuits(store: Store, *rows: tuple[str, str, int | None, float]) -> None:
    """(company, service, owner id, chance of winning)."""
    names = list(dict.fromkeys(row[0] for row in rows))
    with store.engine.writing() as connection:
        for number, name in enumerate(names, 1):
            connection.execute(
                insert(companies),
                {"id": number, "key": name, "name": name, "norm": name.lower(), "properties": {}},
            )
        for number, (name, service, owner, _) in enumerate(rows, 1):
            values = {
                "id": number,
                "company_id": names.index(name) + 1,
                "service": service,
                "owner_id": owner,
            }
            connection.execute(insert(pursuits), {**values, "state": "HOT_LEAD"})
        index_names(connection, [(number, "company", name) for number, name in enumerate(names, 1)])
    store.scores.replace(score(number, row[3]) for number, row in enumerate(rows, 1))


@pytest.fixture
def team(run_command: Run, tmp_path: Path) -> Run:
    """A store with Ada, Ben and the manager Mei, and four pursuits."""
    with build_new(Settings.read({}, tmp_path)) as office:
        ada = office.store.people.add(Person("ada@example.com", "Ada", slack_id="U0ADA"))
        ben = office.store.people.add(Person("ben@example.com", "Ben"))
        office.store.people.add(Person("mei@example.com", "Mei", Role.MANAGER))
        add_pursuits(
            office.store,
            ("Acme Pte Ltd", "Rostering", ada.id, 0.314),
            ("Bistro Group", "Rostering", ada.id, 0.62),
            ("Clinic Nine", "Rostering", ben.id, 0.9),
            ("Dental Hub", "Rostering", None, 0.5),
        )
    return run_command


def test_leads_are_ones_own_and_unowned_best_first(team: Run) -> None:
    assert team("leads", "--as", "ada@example.com", "--json").document == [
        {"company": "Bistro Group", "state": "HOT_LEAD", "score": 62, "probability": 0.62},
        {"company": "Dental Hub", "state": "HOT_LEAD", "score": 50, "probability": 0.5},
        {"company": "Acme Pte Ltd", "state": "HOT_LEAD", "score": 31, "probability": 0.314},
    ]


def test_a_manager_sees_the_teams(team: Run) -> None:
    ranked = team("leads", "--as", "Mei", "--json").document
    assert [row["company"] for row in ranked] == ["Clinic Nine", "Bistro Group", "Dental Hub", "Acme Pte Ltd"]
    assert len(team("leads", "--as", "mei", "--limit", "2", "--json").document) == 2


def test_the_service_is_named_where_there_are_several(run_command: Run, tmp_path: Path) -> None:
    with build_new(Settings.read({}, tmp_path)) as office:
        office.store.people.add(Person("ada@example.com", "Ada"))
        add_pursuits(office.store, ("Acme", "Rostering", None, 0.4), ("Acme", "Payroll", None, 0.6))
    ranked = run_command("leads", "--as", "ada@example.com", "--json").document
    assert [row["service"] for row in ranked] == ["Payroll", "Rostering"]


def test_leads_as_a_table(team: Run) -> None:
    shown = team("leads", "--as", "ada@example.com")
    assert "Bistro Group" in shown.out
    assert "62" in shown.out


def test_nobody_by_that_name(team: Run) -> None:
    refused = team("leads", "--as", "zoe")
    assert (refused.exit, refused.out) == (1, "")
    assert "Nobody of the team is called “zoe”" in refused.err


def test_a_name_that_two_people_share_is_refused(team: Run) -> None:
    team("people", "add", "ada2@example.com", "--name", "Ada")
    assert "use the e-mail instead" in team("leads", "--as", "Ada").err


def test_say_shows_what_slack_would(team: Run) -> None:
    said = team("say", "/lead acme", "--as", "ada@example.com", "--json").document
    (response,) = said["responses"]
    assert response["response_type"] == "ephemeral"
    assert "Acme Pte Ltd" in response["text"]
    assert response["blocks"]
    assert said["milliseconds"] > 0


def test_say_in_the_direct_message_is_a_real_message(team: Run) -> None:
    said = team("say", "/lead acme", "--as", "ben@example.com", "--in", "dm", "--json").document
    assert "Acme Pte Ltd" in said["responses"][0]["text"]
    assert team("status", "--json").document["counts"]["suggestions"] == 1


def test_say_in_words(team: Run) -> None:
    assert "Acme Pte Ltd" in team("say", "/lead acme", "--as", "ada@example.com").out


def test_status_counts_what_is_there(team: Run) -> None:
    found = team("status", "--json").document
    assert list(found) == ["counts", "ratings", "sync", "models", "jobs"]
    promised = ["companies", "contacts", "pursuits", "stage_changes", "touches", "calls", "transcripts"]
    assert sorted(found["counts"]) == sorted([*promised, "suggestions", "ratings", "reminders"])
    assert (found["counts"]["companies"], found["counts"]["pursuits"]) == (4, 4)
    assert found["ratings"] == {"up": 0, "down": 0}
    assert {"job": "score", "at": None, "outcome": None} in found["jobs"]
    assert "companies" in team("status").out


def test_the_doctor_names_what_is_missing(team: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    found = {check["check"]: check for check in team("doctor", "--json").document}
    assert found["store (SQLite)"]["ok"]
    assert found["people"]["ok"]
    assert not found["models"]["ok"]
    assert found["Slack settings"]["what_to_do"].startswith("Set SLACK_BOT_TOKEN")
    assert "to do" in team("doctor").out
    monkeypatch.setenv("PORT", "http")
    ended = team("doctor", "--json")
    assert ended.exit == 0
    assert [check["ok"] for check in ended.document] == [False]


def test_clients_for_the_services_they_lack(team: Run, tmp_path: Path) -> None:
    asked = ("leads", "--as", "ada@example.com", "--cross-sell")
    assert "Nothing is ranked yet" in team(*asked).err
    assert team(*asked, "--json").document == []
    with build_new(Settings.read({}, tmp_path)) as office:
        fill_offers(office.store)
    assert team(*asked, "--limit", "1", "--json").document == [
        {
            "company": "Depot",
            "service": "Payroll",
            "has": ["Rostering"],
            "probability": 0.34,
            "level": "full",
            "reasons": [
                "client of Rostering since 3 May 2025",
                "12 of 30 other clients that have Rostering also have Payroll",
            ],
        }
    ]
    assert "Depot" in team(*asked).out
    with build_new(Settings.read({}, tmp_path)) as office:
        keep_offers(office.store, ScoreLevel.NO_SIGNAL)
        office.store.facts.put("cross_sell", {**STATE, "level": "no_signal"})
    assert "not by the model" in team(*asked).err
