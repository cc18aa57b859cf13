"""A HubSpot account with nothing in it, served, and somebody who asks it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.standins.clock import Clock
from tests.standins.hubspot import HubSpotStandIn
from tests.standins.hubspot_asking import Asking
from tests.standins.hubspot_portal import HubSpotPortal


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def portal(clock: Clock) -> HubSpotPortal:
    return HubSpotPortal(clock.now)


@pytest.fixture
def hubspot(portal: HubSpotPortal) -> Iterator[HubSpotStandIn]:
    with HubSpotStandIn(portal) as standin:
        yield standin


@pytest.fixture
def ask(hubspot: HubSpotStandIn) -> Iterator[Asking]:
    asking = Asking(hubspot)
    yield asking
    asking.client.close()
