"""The two portals that come with the stand-in, and the command that serves them."""

from __future__ import annotations

import re
from collections import Counter
from datetime import timedelta

from tests.standins import hubspot
from tests.standins.__main__ import names, read_options
from tests.standins.clock import MONDAY_NOON, Clock
from tests.standins.hubspot_asking import OBJECTS, Asking
from tests.standins.hubspot_big import Sizes, big_portal
from tests.standins.hubspot_records import ACTIVITIES, KINDS
from tests.standins.hubspot_small import small_portal


def test_the_small_portal_is_a_company_one_can_believe() -> None:
    portal = small_portal(seed=1)
    sizes = {kind: len(portal.ids(kind)) for kind in KINDS}
    assert (sizes["companies"], sizes["contacts"], sizes["deals"]) == (60, 120, 90)
    assert sum(sizes[kind] for kind in ACTIVITIES) == 400
    assert min(sizes[kind] for kind in ACTIVITIES) >= 40
    assert portal.snapshot("companies")["101"].properties["name"] == "Acme Pte Ltd"
    names = [seen.properties["name"] for seen in portal.snapshot("companies").values()]
    assert len(set(names)) == 60
    stages = Counter(seen.properties["dealstage"] for seen in portal.snapshot("deals").values())
    assert min(stages["closedwon"], stages["closedlost"]) >= 15
    assert portal.snapshot("deals")["101"].properties["hs_is_closed"] == "false"
    notes = [seen.properties["hs_note_body"] for seen in portal.snapshot("notes").values()]
    assert any("<p>" in note for note in notes)
    assert any("berminat" in note for note in notes)
    assert not any("{" in note for note in notes)


def test_history_is_in_order_and_in_the_past() -> None:
    portal = small_portal(seed=5)
    for seen in portal.snapshot("deals").values():
        moments = [at for _, at in seen.stages]
        assert moments == sorted(moments)
        assert MONDAY_NOON - timedelta(days=540) <= moments[0]
        assert moments[-1] <= MONDAY_NOON
        assert set(seen.links) >= {"companies", "contacts"}


def test_a_seed_is_a_company() -> None:
    def told(seed: int) -> list[object]:
        portal = small_portal(seed)
        return [portal.snapshot(kind) for kind in KINDS]

    assert told(1) == told(1) != told(2)


def test_a_big_portal_has_the_asked_sizes() -> None:
    sizes = Sizes(**dict.fromkeys(KINDS, 120))
    portal = big_portal(1, sizes)
    assert {kind: len(portal.ids(kind)) for kind in KINDS} == sizes.by_kind()
    assert sum(Sizes().by_kind().values()) == 134_000
    deals = portal.snapshot("deals").values()
    assert max(len(seen.stages) for seen in deals) > 2
    assert all(seen.stages[-1][1] <= MONDAY_NOON for seen in deals)


def test_the_command_serves_it() -> None:
    assert "hubspot" in names()
    standin, lines = hubspot.serve(read_options(["hubspot", "--deals", "7"]))
    with standin:
        told = dict(line.format(url=standin.url).split("=") for line in lines)
        assert re.fullmatch(r"http://127\.0\.0\.1:\d+", told["HUBSPOT_API_URL"])
        assert isinstance(standin, hubspot.HubSpotStandIn)
        ask = Asking(standin)
        assert len(ask.everything(f"{OBJECTS}/deals")) == 7
        ask.client.close()
    small = hubspot.portal_of(read_options(["hubspot"]), Clock().now)
    assert len(small.ids("companies")) == 60
