"""A message to every manager and admin, through the ledger: each slot reaches each of them once."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from ml.messages import Message, MessageKind
from ml.records import Role

if TYPE_CHECKING:
    from jobs.job import Workplace


def tell_managers(place: Workplace, kind: MessageKind, slot: str, payload: Mapping[str, Any]) -> int:
    """Claim the message for each of them; says for how many it was not claimed before."""
    managers = [person for person in place.store.people.all() if person.role is not Role.REP]
    return sum(
        place.store.deliveries.claim(
            Message(secrets.token_hex(12), kind, person.id, slot, payload, place.now, place.now)
        )
        for person in managers
    )
