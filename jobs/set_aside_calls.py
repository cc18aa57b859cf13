"""Which calls of a system cannot be used, and why: kept until they are put right, for `status` to tell."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from integrations.store.facts import Facts

_SYSTEMS = ("aircall", "twilio", "folder")
_MOST = 1000


class SetAsideCalls:
    """The calls of one system that cannot be used; kept in one fact of the store, the last thousand."""

    def __init__(self, facts: Facts, system: str) -> None:
        self._facts, self._fact = facts, _fact(system)
        self._before: dict[str, str] = facts.get(self._fact, {})
        self._now, self._seen = dict(self._before), set[str]()

    def note(self, call_id: str, reason: str) -> None:
        """Keep that a call cannot be used."""
        self._seen.add(call_id)
        self._now[call_id] = reason

    def forget(self, call_ids: Iterable[str]) -> None:
        """Keep that these calls can be used."""
        for call_id in call_ids:
            self._now.pop(call_id, None)

    def keep(self, *, whole: bool) -> None:
        """Write down what changed; with `whole` everything was read, and what was not seen is gone."""
        told = {id_: why for id_, why in self._now.items() if not whole or id_ in self._seen}
        told = dict(list(told.items())[-_MOST:])
        if told != self._before:
            self._facts.put(self._fact, told)
            self._before = self._now = told


def set_aside_calls(facts: Facts) -> dict[str, dict[str, int]]:
    """How many calls cannot be used, by system and reason; only systems that have some."""
    found = {system: Counter(facts.get(_fact(system), {}).values()) for system in _SYSTEMS}
    return {f"calls of {system}": dict(reasons) for system, reasons in found.items() if reasons}


def _fact(system: str) -> str:
    return f"set_aside:{system}"
