"""Several companies, or none."""

from __future__ import annotations

from dataclasses import replace

from bot.blocks.dates import Reader
from bot.blocks.kit import OPEN_LEAD
from bot.blocks.picker import Choosing, freshness_words, not_found, picker
from bot.sandbox.plain_words import words_of
from ml.funnel import FunnelState
from ml.records import CompanyHit
from tests.bot.slack_team import NOW

MINE = CompanyHit(1, "Metro Foods", "Metro Foods", 11, "Rostering", FunnelState.HOT_LEAD, 1, "Ada", 0.71)
WON = replace(MINE, company_id=2, company="Metro Gas", pursuit_id=12, state=FunnelState.CLIENT)
BENS = replace(MINE, company_id=3, company="Metropolis Gym", pursuit_id=13, owner_id=2, owner="Ben Ng")


def test_one_button_a_company_and_of_a_colleagues_no_chance() -> None:
    blocks = picker(
        "metro", (MINE, WON, BENS), Choosing(OPEN_LEAD, str, lambda hit: hit.owner_id == 1), "abc"
    )
    assert words_of(list(blocks)) == (
        "Three companies fit “metro”\n"
        "[ Metro Foods · Hot Lead · 71 % ]\n"
        "[ Metro Gas · Client ]\n"
        "[ Metropolis Gym · Hot Lead · Ben Ng ]\n"
        "Choose one to open its card.\n"
        "[ 👍 Helpful ]  [ 👎 Not helpful ]"
    )


def test_the_buttons_open_the_pursuits() -> None:
    blocks = picker("metro", (MINE, BENS), Choosing(OPEN_LEAD, str, lambda _: True), "abc")
    assert [b["elements"][0]["value"] for b in blocks if b["type"] == "actions"] == ["11", "13"]


def test_none_names_the_nearest_and_how_fresh_the_data_is() -> None:
    told = words_of(
        list(
            not_found(
                "qwzx",
                (MINE,),
                Choosing(OPEN_LEAD, str, lambda _: True),
                freshness="Data of today.",
                suggestion_id="abc",
            )
        )
    )
    assert told.startswith(
        "No company like “qwzx”\nClosest:\n[ Metro Foods · Hot Lead · 71 % ]\nData of today."
    )


def test_nothing_near_offers_the_queue() -> None:
    told = words_of(
        list(
            not_found(
                "qwzx",
                (),
                Choosing(OPEN_LEAD, str, lambda _: True),
                freshness="Data of today.",
                suggestion_id="abc",
            )
        )
    )
    assert told.startswith("No company like “qwzx”\n[ My next conversations ]\nData of today.")


def test_with_hubspot_it_can_look_again() -> None:
    for nearest in ((), (MINE,)):
        told = words_of(
            list(
                not_found(
                    "qwzx",
                    nearest,
                    Choosing(OPEN_LEAD, str, lambda _: True),
                    freshness="Now.",
                    suggestion_id="abc",
                    synced=True,
                )
            )
        )
        assert "[ Sync now ]\nNow." in told


def test_freshness() -> None:
    assert (
        freshness_words(NOW, Reader(NOW), synced=True)
        == "Data of 09:00 today. Newer in HubSpot? Click Sync now."
    )
    assert freshness_words(None, Reader(NOW), synced=True).startswith("Nothing was synced yet.")
    assert freshness_words(NOW, Reader(NOW)).startswith("Data of 09:00 today.")
    assert freshness_words(None, Reader(NOW)).startswith("Nothing was imported yet.")
