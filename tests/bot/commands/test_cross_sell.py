"""`/leads cross-sell`: whose clients, for which service, by what, and in whose words; by signed requests."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import insert, update

from bot.app import SlackAccess, make_app
from bot.commands.cross_sell import best_offers
from bot.exchange import Desk
from bot.sandbox.slack_standin import SlackStandIn
from integrations.store import Store
from integrations.store.schema import touches
from jobs.cross_selling import CROSS_SELL
from ml.offer import Capability, Offer
from ml.records import ScoreLevel
from tests.bot.offered_team import STATE, fill_offers, keep_offers
from tests.bot.slack_team import NOW, PEOPLE, Talk, Team, make_team
from tests.bot.slack_team import fill as fill_team


@pytest.fixture
def selling(team: Team) -> Team:
    """The team with clients to sell to."""
    fill_offers(team.store)
    return team


@pytest.fixture
def on_both(store: Store, standin: SlackStandIn, access: SlackAccess) -> Team:
    """The same on SQLite and on PostgreSQL."""
    team = make_team(store, standin, access)
    fill_offers(store)
    return team


def test_a_reps_own_and_nobodys_clients_the_best_chance_first(on_both: Team) -> None:
    shown = on_both.ada.command("/leads", "cross-sell").words
    assert "1–4 of 4 offers to clients" in shown
    assert "Bistro Group" in shown
    assert "Depot" in shown
    assert "Cafe" not in shown
    assert "has Rostering, not Payroll" in shown
    assert "34 %" in shown
    assert "12 of 30 other clients that have Rostering also have Payroll" in shown
    assert "On 64 past offers to clients, it ranked right in 71 % of pairs (58–82 %)" in shown
    assert shown.index("not Payroll") < shown.index("not Time clock")


def test_a_managers_whole_team_with_owners(selling: Team) -> None:
    shown = selling.mia.command("/leads", "cross-sell").words
    assert "1–6 of 6" in shown
    for name in ("Ada Tan", "Ben Ng", "nobody’s"):
        assert name in shown


@pytest.mark.parametrize(
    ("typed", "services"),
    [
        ("cross-sell payroll", {"Payroll"}),
        ("Cross Sell  time  clock", {"Time clock"}),
        ("crosssell time", {"Time clock"}),
        ("cross–selling", {"Payroll", "Time clock"}),
    ],
)
def test_a_service_can_be_typed(selling: Team, typed: str, services: set[str]) -> None:
    shown = selling.ada.command("/leads", typed).words
    assert {name for name in ("Payroll", "Time clock") if f"not {name}" in shown} == services


def test_an_unknown_service_is_answered_with_those_that_there_are(selling: Team) -> None:
    shown = selling.ada.command("/leads", "cross-sell leave <!here>")
    assert "is no service that a client has; there are Payroll, Rostering, Time clock." in shown.words
    assert "Try: /leads cross-sell Payroll" in shown.words


def test_a_beginning_that_fits_several_services_is_answered_with_them(selling: Team) -> None:
    selling.store.facts.put(CROSS_SELL, {**STATE, "services": ["Payroll", "Payslips"]})
    assert (
        "fits several services; there are Payroll, Payslips"
        in selling.ada.command("/leads", "cross-sell pay").words
    )
    assert "not Payroll" in selling.ada.command("/leads", "cross-sell payroll").words


def test_a_state_that_begins_like_it_is_still_a_state(selling: Team) -> None:
    assert "“crosssells” is no open state" in selling.ada.command("/leads", "crosssells").words


def test_it_is_a_suggestion_with_thumbs_that_stays_when_turned(selling: Team) -> None:
    keep_offers(selling.store, ScoreLevel.FULL, number=6)
    first = selling.ada.command("/leads", "cross-sell")
    said = selling.store.suggestions.by_id(first.suggestion_id)
    assert said is not None
    assert (said.kind, said.pursuit_id) == ("leads", None)
    assert selling.ada.thumb(first, "up").status == 200
    second = selling.ada.click(first, "More (4 left)")
    assert "11–14 of 14" in second.words
    assert second.suggestion_id == first.suggestion_id
    assert "1–10 of 14" in selling.ada.click(second, "Back").words
    only = selling.ada.click(first, "All services", option="Payroll")
    assert "1–2 of 2" in only.words
    assert "not Time clock" not in only.words
    assert selling.store.counts()["suggestions"] == 1


def test_a_button_of_an_older_version_is_told(selling: Team) -> None:
    shown = selling.ada.command("/leads", "cross-sell payroll")
    selling.store.facts.put(CROSS_SELL, {**STATE, "services": ["Payslips", "Rostering"]})
    assert "older version" in selling.ada.click(shown, "Payroll", option="Payroll").words


def test_a_row_opens_the_clients_pursuit(selling: Team) -> None:
    assert "Depot · Rostering" in selling.ada.click(selling.ada.command("/leads", "cross-sell"), "Open").words


def test_the_draft_is_about_the_service_that_they_lack(
    store: Store, standin: SlackStandIn, access: SlackAccess
) -> None:
    fill_team(store)
    fill_offers(store)
    offer = Offer(capabilities=tuple(Capability(f"{name} without mistakes", (), (name,)) for name in ("Payroll", "Time clock")))  # fmt: skip
    ada = Talk(make_app(Desk(store, lambda: NOW, offer=offer), access), standin, "U0ADA")
    for service in ("Payroll", "Time clock"):
        drafted = ada.click(ada.command("/leads", f"cross-sell {service}"), "Draft pitch").words
        assert "Depot · Rostering" in drafted
        assert f"{service} without mistakes" in drafted


def test_what_they_said_about_the_service_is_quoted(selling: Team) -> None:
    text = "They like the roster. They asked whether payroll could follow the roster."
    call = {"key": "t11", "company_id": 11, "pursuit_id": 11, "channel": "note", "direction": "out"}
    read = {"at": NOW.replace(day=12), "text": text, "substance": "", "tagged_by": "cuss"}
    with selling.store.engine.writing() as connection:
        connection.execute(insert(touches).values(**call, **read))
    words = "They said on 12 Nov: “They asked whether payroll could follow the roster.”"
    assert selling.ada.command("/leads", "cross-sell payroll").words.count(words) == 1
    assert "They said" not in selling.ada.command("/leads", "cross-sell time").words
    with selling.store.engine.writing() as connection:
        connection.execute(update(touches).where(touches.c.key == "t11").values(text=None))
    assert "They said" not in selling.ada.command("/leads", "cross-sell payroll").words


@pytest.mark.parametrize(
    ("level", "words"),
    [
        (ScoreLevel.NO_SIGNAL, "Your data does not yet tell winners from losers, so every pursuit gets the base rate: 25 % (200 of 800 closed pursuits were won)."),
        (ScoreLevel.BASE_RATE, "Too early to score: 200 won and 600 lost so far, and it starts at 10 + 10. Until then every pursuit gets the base rate: 25 %."),
    ],
)  # fmt: skip
def test_where_the_model_tells_nobody_apart_it_says_so(team: Team, level: ScoreLevel, words: str) -> None:
    fill_offers(team.store, level, past=None)
    shown = team.ada.command("/leads", "cross-sell").words
    assert words in shown
    assert "So the list is ranked by how many similar clients have the service, not by the model." in shown
    assert "34 % (base rate)" in shown
    assert "past offers" not in shown


@pytest.mark.parametrize(
    ("past", "words"),
    [
        (None, "The ranking was not checked on past offers to clients"),
        ({"won": 3, "lost": 4, "auc": None, "low": None, "high": None}, "Too few past offers to clients to check the ranking (3 won, 4 lost; 20 of each are needed)"),
        ({"won": 30, "lost": 30, "auc": 0.55, "low": 0.41, "high": 0.69}, "in 55 % of pairs (41–69 %; a coin gets 50 %, so it is not surely better)"),
    ],
)  # fmt: skip
def test_how_it_was_checked(team: Team, past: Any, words: str) -> None:
    fill_offers(team.store, past=past)
    assert words in team.ada.command("/leads", "cross-sell").words


def test_few_outcomes_are_told(team: Team) -> None:
    fill_offers(team.store, ScoreLevel.SHRUNK)
    assert (
        "drawn towards the base rate: only 200 won and 600 lost"
        in team.ada.command("/leads", "cross-sell").words
    )


@pytest.mark.parametrize(
    ("services", "typed", "words"),
    [
        (
            None,
            "cross-sell",
            "Nothing is ranked yet: it begins once data has arrived and a model was trained.",
        ),
        (
            None,
            "cross-sell payroll",
            "No service is known yet; type /leads cross-sell once clients were ranked.",
        ),
        ([], "cross-sell", "needs clients of at least two services; so far there is no client."),
        (["Payroll"], "cross-sell", "needs clients of at least two services; so far there is Payroll."),
        (["Payroll", "Rostering"], "cross-sell", "No client of yours lacks a service"),
        (["Payroll", "Rostering"], "cross-sell payroll", "No client of yours lacks Payroll"),
    ],
)
def test_nothing_to_show_is_a_sentence(
    team: Team, services: list[str] | None, typed: str, words: str
) -> None:
    if services is not None:
        team.store.facts.put(CROSS_SELL, {**STATE, "services": services})
    assert words in team.ada.command("/leads", typed).words


def test_the_best_for_app_home(selling: Team) -> None:
    ada, _, mia = (selling.store.people.by_email(person.email) for person in PEOPLE)
    assert ada is not None
    assert mia is not None
    rows, total = best_offers(ada, selling.desk)
    assert ([row.company_id for row in rows], total) == ([13, 11, 13], 4)
    assert best_offers(mia, selling.desk)[1] == 6
