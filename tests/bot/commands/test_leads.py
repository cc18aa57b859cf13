"""`/leads`: whose pursuits, in which order, with which filters."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import insert

from bot.blocks.leads_table import QueueQuery
from bot.commands.leads import best_rows, queue_filter
from integrations.store.schema import companies, pursuits
from ml.funnel import FunnelState
from tests.bot.slack_team import PEOPLE, SCORE, Team

if TYPE_CHECKING:
    from integrations.store import Store


def test_a_reps_own_and_unowned_open_pursuits_best_first(team: Team) -> None:
    shown = team.ada.command("/leads")
    order = [shown.words.index(name) for name in ("1. Metro Foods", "2. Acme", "3. Metropolis Gym")]
    assert order == sorted(order)
    assert "Qwik" not in shown.words
    assert "Metro Gas" not in shown.words


def test_a_managers_whole_team_with_owners(team: Team) -> None:
    shown = team.mia.command("/leads")
    assert "Qwik Express" in shown.words
    assert "Ben Ng" in shown.words


def test_it_is_a_suggestion_with_thumbs(team: Team) -> None:
    said = team.store.suggestions.by_id(team.ada.command("/leads").suggestion_id)
    assert said is not None
    assert (said.kind, said.pursuit_id) == ("leads", None)


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("hot", {"Acme"}),
        ("Hot Lead", {"Acme"}),
        ("lead", {"Metro Foods"}),
        ("60", {"Metro Foods", "Acme"}),
        ("lead 80", set()),
    ],
)
def test_filters_can_be_typed(team: Team, typed: str, names: set[str]) -> None:
    shown = team.ada.command("/leads", typed).words
    assert {name for name in ("Metro Foods", "Acme", "Metropolis Gym") if name in shown} == names


@pytest.mark.parametrize("typed", ["nonsense", "client", "<!channel>"])
def test_an_unknown_state_is_answered_in_words(team: Team, typed: str) -> None:
    shown = team.ada.command("/leads", typed)
    assert "is no open state; there are sales target, lead" in shown.words
    assert "&lt;!channel&gt;" in shown.text or "<" not in typed


def test_a_row_opens_its_card_beside_the_list(team: Team) -> None:
    shown = team.ada.command("/leads")
    assert "Win chance 71 %" in team.ada.click(shown, "Open").words


def test_pages_of_ten(team: Team) -> None:
    many(team.store)
    first = team.ada.command("/leads", "prospect")
    assert "1–10 of 25 open pursuits" in first.words
    second = team.ada.click(first, "More (15 left)")
    third = team.ada.click(second, "More (5 left)")
    assert "21–25 of 25 open pursuits" in third.words
    assert "More" not in third.words
    assert "1–10 of 25" in team.ada.click(team.ada.click(third, "Back"), "Back").words


def test_what_the_store_has_to_rank() -> None:
    rep, manager = replace(PEOPLE[0], id=7), replace(PEOPLE[2], id=9)
    assert queue_filter(rep, QueueQuery()).owner_id == 7
    assert queue_filter(manager, QueueQuery()).owner_id is None
    assert queue_filter(rep, QueueQuery(FunnelState.LEAD)).states == (FunnelState.LEAD,)


def test_the_best_rows_are_those_of_the_command(team: Team) -> None:
    ada = team.store.people.by_email("ada@example.com")
    assert ada
    assert [row.pursuit_id for row in best_rows(ada, team.desk)] == [2, 1, 4]


def many(store: Store) -> None:
    numbers = range(100, 125)
    with store.engine.writing() as connection:
        connection.execute(
            insert(companies),
            [
                {"id": n, "key": f"c{n}", "name": f"Row {n}", "norm": f"row {n}", "properties": {}}
                for n in numbers
            ],
        )
        connection.execute(
            insert(pursuits),
            [
                {
                    "id": n,
                    "company_id": n,
                    "service": "Rostering",
                    "owner_id": 1,
                    "owner_name": "",
                    "state": "PROSPECT",
                }
                for n in numbers
            ],
        )
    store.scores.replace([replace(SCORE, pursuit_id=n, win=(n - 90) / 100, reasons=()) for n in numbers])
