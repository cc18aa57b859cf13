from __future__ import annotations

from collections.abc import Callable
from typing import Any

Run = Callable[..., Any]


def test_the_first_person_makes_the_store(run_command: Run) -> None:
    assert run_command("people", "add", "ada@example.com", "--name", "Ada").exit == 0
    assert run_command("people", "list", "--json").document == [
        {"email": "ada@example.com", "name": "Ada", "role": "rep", "time_zone": "UTC", "slack_id": None}
    ]


def test_a_known_email_changes_that_person(run_command: Run) -> None:
    run_command("people", "add", "ada@example.com", "--name", "Ada", "--time-zone", "Asia/Singapore")
    changed = run_command("people", "add", "ADA@example.com", "--role", "manager", "--slack-id", "U0ADA")
    assert (changed.exit, changed.err) == (0, "Ada is changed as manager.\n")
    (person,) = run_command("people", "list", "--json").document
    assert person["role"] == "manager"
    assert (person["name"], person["time_zone"], person["slack_id"]) == ("Ada", "Asia/Singapore", "U0ADA")


def test_the_teams_time_zone_is_the_default(run_command: Run, monkeypatch: Any) -> None:
    monkeypatch.setenv("TIME_ZONE", "Asia/Jakarta")
    run_command("people", "add", "budi@example.com", "--name", "Budi")
    assert run_command("people", "list", "--json").document[0]["time_zone"] == "Asia/Jakarta"


def test_a_new_person_needs_a_name(run_command: Run) -> None:
    refused = run_command("people", "add", "ada@example.com")
    assert refused.exit == 1
    assert refused.err == "Say who ada@example.com is: add --name, as the CRM names the owner of a deal.\n"


def test_wrong_values_are_refused_in_a_sentence(run_command: Run) -> None:
    assert run_command("people", "add", "ada", "--name", "Ada").exit == 1
    assert run_command("people", "add", "a@example.com", "--name", "A", "--time-zone", "Mars/Base").exit == 1
    assert run_command("people", "add", "a@example.com", "--name", "A", "--role", "boss").exit == 2


def test_removing_somebody(run_command: Run) -> None:
    run_command("people", "add", "ada@example.com", "--name", "Ada")
    assert run_command("people", "remove", "ada@example.com").exit == 0
    assert run_command("people", "list", "--json").document == []
    refused = run_command("people", "remove", "ada@example.com")
    assert (refused.exit, refused.err) == (1, "Nobody of the team has the e-mail ada@example.com.\n")


def test_the_list_is_a_table(run_command: Run) -> None:
    run_command("people", "add", "ada@example.com", "--name", "Ada [bold]Lovelace")
    assert "Ada [bold]Lovelace" in run_command("people", "list").out
