"""`/brief`: everything before a call on one screen."""

from __future__ import annotations

from tests.bot.slack_team import Team
from tests.bot.talked_with_acme import put_call


def test_one_screen_before_a_call(team: Team) -> None:
    put_call(team.store)
    shown = team.ada.command("/brief", "acme")
    for expected in (
        "Before you talk: Acme Pte Ltd · Rostering",
        "Mei Lin Tan – HR manager · +65 9123 4567",
        "Say first",
        "Promised",
        "31 payslips",
        "Not known yet",
        "What happened",
    ):
        assert expected in shown.words
    assert shown.element("Draft pitch")


def test_a_number_can_be_tapped(team: Team) -> None:
    put_call(team.store)
    blocks = str(team.ada.command("/brief", "acme").blocks)
    assert "tel:+6591234567" in blocks
    assert "mailto:mei@acme.sg" in blocks


def test_little_is_known_and_said_so(team: Team) -> None:
    shown = team.ada.command("/brief", "metropolis gym")
    assert "Before you talk: Metropolis Gym" in shown.words
    assert "Not known yet" in shown.words


def test_a_colleagues_pursuit_stays_closed(team: Team) -> None:
    assert "This one is not yours" in team.ada.command("/brief", "qwik").words


def test_a_call_has_one_date_all_over_the_card(team: Team) -> None:
    """It was on the 11th in UTC, on the 12th for Ada."""
    put_call(team.store)
    words = team.ada.command("/brief", "acme").words
    assert "call of 12 Nov" in words
    assert "call of 11 Nov" not in words
