"""The names that the CRM knows: what redaction looks for first."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class KnownNames:
    """Names as the CRM writes them: of contacts and of the team's people, and of companies."""

    people: tuple[str, ...] = ()
    companies: tuple[str, ...] = ()
