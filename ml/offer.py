"""What we offer, as the admin wrote it down: capabilities and the pains they meet, cases, prices."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Capability:
    """Something the product does: a short sentence, and the words of the pains it meets ('overtime', 'lembur')."""

    text: str
    meets: tuple[str, ...] = ()
    services: tuple[str, ...] = ()  # empty: all


@dataclass(frozen=True)
class Proof:
    """A case that may be told: one sentence with its figures, the pains it speaks to, and the services."""

    text: str
    meets: tuple[str, ...] = ()
    services: tuple[str, ...] = ()


@dataclass(frozen=True)
class Offer:
    """The admin's offer table.

    Parameters
    ----------
    seller
        Our company's name; '' where nobody wrote it down.
    capabilities, proofs
        In the order in which they are preferred.
    prices
        A sentence on the price by service; '' as the service stands for all.
    hosts
        The only hosts to which a draft may link.
    """

    seller: str = ""
    capabilities: tuple[Capability, ...] = ()
    proofs: tuple[Proof, ...] = ()
    prices: tuple[tuple[str, str], ...] = ()
    hosts: tuple[str, ...] = ()
