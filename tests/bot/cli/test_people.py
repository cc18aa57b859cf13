from __future__ import annotations

from collections.abc import Callable
from datetime import time
from pathlib import Path
from typing import Any

import pytest

from integrations.store import Store
from ml.messages import Preferences

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


# --- when somebody is reminded ----------------------------------------------------------------------------------------


def wanted_in(folder: Path) -> Preferences:
    store = Store.open(f"sqlite:///{folder / '.sales-assistant' / 'sales-assistant.db'}")
    try:
        person = store.people.by_email("ada@example.com")
        return store.preferences.of(person.id if person else 0)
    finally:
        store.close()


@pytest.fixture
def ada(run_command: Run) -> str:
    """She is in Singapore."""
    run_command("people", "add", "ada@example.com", "--name", "Ada", "--time-zone", "Asia/Singapore")
    return "ada@example.com"


def test_what_is_set_is_kept_and_said(run_command: Run, tmp_path: Path, ada: str) -> None:
    done = run_command("people", "set", ada, "--reminder-time", "8:30", "--reminders", "on")
    words = "Ada is reminded at 08:30 (Asia/Singapore) on mon, tue, wed, thu, fri, of 3 pursuits at most.\n"
    assert (done.exit, done.out, done.err) == (0, "", words)
    assert wanted_in(tmp_path) == Preferences(at=time(8, 30))


def test_what_is_not_named_stays(run_command: Run, tmp_path: Path, ada: str) -> None:
    run_command(
        "people", "set", ada, "--reminder-time", "00:00", "--days", "sat-mon, Wednesday", "--budget", "1"
    )
    assert run_command("people", "set", ada.upper(), "--reminders", "off").err == "Ada is not reminded.\n"
    expected = Preferences(reminders=False, at=time(0), days=frozenset({1, 3, 6, 7}), budget=1)
    assert wanted_in(tmp_path) == expected


@pytest.mark.parametrize("text", ["25:00", "9", "09:60", "nine", "09:00:00", "", "٠٩:٠٠"])
def test_a_time_that_is_none_is_refused(run_command: Run, tmp_path: Path, ada: str, text: str) -> None:
    refused = run_command("people", "set", ada, "--reminder-time", text)
    assert (refused.exit, refused.err) == (1, f"“{text}” is no time of day; write one like 09:00.\n")
    assert wanted_in(tmp_path) == Preferences()


@pytest.mark.parametrize(
    "text", ["", "mo", "mon-", "mon--fri", "1-5", "fri-", "mon,,tue", "-fri", "monkey", "mon-tue-wed"]
)
def test_days_that_are_none_are_refused(run_command: Run, ada: str, text: str) -> None:
    refused = run_command("people", "set", ada, "--days", text)
    assert refused.exit == 1
    assert refused.err == f"“{text}” names no days; write them like mon-fri or mon,wed,fri.\n"


def test_a_stranger_cannot_be_set(run_command: Run, ada: str) -> None:
    refused = run_command("people", "set", "bob@example.com", "--reminders", "off")
    assert (refused.exit, refused.err) == (1, "Nobody of the team has the e-mail bob@example.com.\n")
    assert run_command("people", "set", ada, "--reminders", "maybe").exit == 2
    assert run_command("people", "set", ada, "--budget", "0").exit == 2


def test_setting_something_leaves_the_list_as_it_is(run_command: Run, ada: str) -> None:
    run_command("people", "set", ada, "--reminders", "off")
    (person,) = run_command("people", "list", "--json").document
    assert person.keys() == {"email", "name", "role", "time_zone", "slack_id"}
