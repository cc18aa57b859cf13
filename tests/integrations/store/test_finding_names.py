"""Finding a company by what somebody typed: the same on both databases."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from integrations.store import Store
from integrations.store.company_names import normalise_name
from integrations.store.name_index import index_names
from ml.records import LeadScore, NameMatches, ScoreLevel

Company = Callable[..., int]


@pytest.fixture
def team(store: Store, company: Company) -> Store:
    """A store of some companies, a contact, and a few scores."""
    chances = {
        "Acme Corporation": 0.4,
        "Acme Foods Sdn Bhd": 0.9,
        "Metro Foods": 0.71,
        "Metro Gas Pte Ltd": 0.2,
        "Metropolis Gym": 0.12,
        "PT Kariton Logistics Tbk": 0.5,
        "Qwik Express": 0.3,
        "Quartz Dental": 0.1,
        "Café Größe": 0.6,
        "شركة النور": 0.5,
    }
    scores = []
    for name, win in chances.items():
        pursuit_id = company(name)
        score = LeadScore(
            pursuit_id, datetime(2026, 11, 1, tzinfo=UTC), "m1", ScoreLevel.FULL, win, 0, 1, 9, 3, 0.2, 40, 41
        )
        scores.append(score)
    store.scores.replace(scores)
    with store.engine.writing() as connection:
        index_names(connection, [(6, "contact", "Mei Lin Tan")])
    return store


def _fits(found: NameMatches) -> list[str]:
    return [hit.company for hit in found.fits]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("Acme Corporation", ["Acme Corporation"]),
        ("ACME", ["Acme Corporation"]),  # exactly the name, so longer ones are left out
        ("acme pte. ltd.", ["Acme Corporation"]),
        ("acme food", ["Acme Foods Sdn Bhd"]),
        ("foods acme", ["Acme Foods Sdn Bhd"]),
        ("acmee", ["Acme Corporation"]),
        ("acem", ["Acme Corporation"]),
        ("metro", ["Metro Foods", "Metro Gas Pte Ltd", "Metropolis Gym"]),
        ("metr", ["Metro Foods", "Metro Gas Pte Ltd", "Metropolis Gym"]),
        ("metrpolis gym", ["Metropolis Gym"]),
        ("gym", ["Metropolis Gym"]),
        ("karitn", ["PT Kariton Logistics Tbk"]),
        ("kariton logistisc", ["PT Kariton Logistics Tbk"]),
        ("mei lin tan", ["PT Kariton Logistics Tbk"]),
        ("Mei", ["PT Kariton Logistics Tbk"]),
        ("tann mei", ["PT Kariton Logistics Tbk"]),
        ("cafe grosse", ["Café Größe"]),
        ("CAFÉ", ["Café Größe"]),
        ("النور", ["شركة النور"]),
    ],
)
def test_what_is_typed_finds(team: Store, typed: str, expected: list[str]) -> None:
    found = team.pursuits.find(typed)
    assert _fits(found) == expected
    assert found.nearest == ()


def test_none_fits_so_the_nearest_are_named(team: Store) -> None:
    found = team.pursuits.find("qwzx")
    assert found.fits == ()
    assert {hit.company for hit in found.nearest} >= {"Qwik Express"}
    assert [hit.company for hit in team.pursuits.find("acme zzzzz").nearest] == [
        "Acme Corporation",
        "Acme Foods Sdn Bhd",
    ]


def test_the_contact_that_fitted_is_named(team: Store) -> None:
    assert team.pursuits.find("mei lin").fits[0].matched == "Mei Lin Tan"


def test_two_companies_of_one_name_are_both_found_unless_the_legal_form_is_typed(
    store: Store, company: Company
) -> None:
    company("Zenith Inc")
    company("Zenith GmbH")
    assert sorted(_fits(store.pursuits.find("zenith"))) == ["Zenith GmbH", "Zenith Inc"]
    assert _fits(store.pursuits.find("zenith gmbh")) == ["Zenith GmbH"]


def test_a_company_shows_its_open_pursuit_before_its_closed_ones(
    store: Store, company: Company, put: Company
) -> None:
    company("Acme", "Rostering", state="CLIENT")
    payroll = put("pursuits", company_id=1, service="Payroll", state="LEAD")
    assert [hit.pursuit_id for hit in store.pursuits.find("acme").fits] == [payroll]
    assert [hit.service for hit in store.pursuits.of_company(1)] == ["Payroll", "Rostering"]


def test_a_misspelt_whole_name_is_found_among_many_longer_ones(store: Store, company: Company) -> None:
    company("Asia Trading")
    with store.engine.writing() as connection:
        index_names(connection, [(1, "contact", f"Asia Trading Partner {number}") for number in range(300)])
    assert [hit.matched for hit in store.pursuits.find("asia tradng").fits] == ["Asia Trading"]


def test_indexing_again_changes_nothing(team: Store) -> None:
    with team.engine.writing() as connection:
        again = index_names(
            connection, [(1, "company", "ACME Inc."), (1, "company", "Old Acme"), (1, "contact", "…")]
        )
        uses = connection.exec_driver_sql("SELECT uses FROM words WHERE word = 'acme'").scalar_one()
    assert again == 1
    assert uses == 3
    assert _fits(team.pursuits.find("old acme")) == ["Acme Corporation"]


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "   ",
        "%",
        "_",
        "'",
        '"',
        '""',
        "a\x00b",
        "😀",
        "* OR *",
        "NEAR(",
        "acme AND",
        "-acme",
        "a:*",
        "\ud800",
        "\\",
        "()",
        "a" * 10_000,
    ],
)
def test_nothing_typed_is_an_error(team: Store, typed: str) -> None:
    team.pursuits.find(typed)


@given(typed=st.text(max_size=100) | st.from_regex(r"[a-z\"'*()%&|!:<> \\-]{0,30}"))
@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_whatever_is_typed_is_answered(team: Store, typed: str) -> None:
    found = team.pursuits.find(typed)
    assert len(found.fits) <= 5
    assert len(found.nearest) <= 3
    assert not (found.fits and found.nearest)


@given(name=st.text(min_size=1, max_size=60))
@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_any_name_with_a_letter_is_found_by_itself(team: Store, name: str) -> None:
    with team.engine.writing() as connection:
        index_names(connection, [(1, "company", name)])
    assert ("Acme Corporation" in _fits(team.pursuits.find(name))) or not normalise_name(name)
