"""The countries of contacts: however a CRM spells one, its two letters and the zone of its business hours."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Country:
    """A market: its two letters, the time zone in which its business is done, and how it is spelt."""

    code: str
    zone: str
    names: tuple[str, ...]


_MARKETS = (
    Country("SG", "Asia/Singapore", ("sg", "sgp", "singapore", "singapura", "republic of singapore")),
    Country("ID", "Asia/Jakarta", ("id", "idn", "indonesia", "republic of indonesia")),
    Country("MY", "Asia/Kuala_Lumpur", ("my", "mys", "malaysia")),
)
_BY_NAME: Mapping[str, Country] = {name: country for country in _MARKETS for name in country.names}


def country_named(text: str | None) -> Country | None:
    """The market with this name or code; None for one that is not known.

    >>> country_named(" SINGAPORE ").code, country_named("Atlantis")
    ('SG', None)
    """
    return _BY_NAME.get(" ".join((text or "").casefold().split()))


def zone_of(country: str | None, otherwise: str) -> str:
    """The zone by whose clock people of this country are called.

    >>> zone_of("ID", "UTC"), zone_of(None, "UTC")
    ('Asia/Jakarta', 'UTC')
    """
    known = country_named(country)
    return known.zone if known else otherwise
