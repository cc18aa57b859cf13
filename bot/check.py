"""One thing that `doctor` looked at: whether it is in order, and what to do where it is not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any

from ml.errors import SalesAssistantError


@dataclass(frozen=True)
class Check:
    """One thing that was looked at; `what_to_do` is empty where nothing is to be done."""

    check: str
    ok: bool
    what_to_do: str = ""

    def as_json(self) -> dict[str, Any]:
        """Ready for JSON."""
        return asdict(self)


def in_order(name: str, found: object, what_to_do: str) -> Check:
    """A check that is in order where something was found."""
    return Check(name, bool(found), "" if found else what_to_do)


def asked(name: str, ask: Callable[[], object]) -> Check:
    """A check that is in order where the question is answered; else it has the sentence of the refusal."""
    try:
        ask()
    except SalesAssistantError as error:
        return Check(name, ok=False, what_to_do=str(error))
    return Check(name, ok=True)
