"""Which of the offer meets what they told: capabilities and cases matched to pains by the admin's words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import TypeVar

from ml.facts import Fact, FactKind, Pairing
from ml.offer import Capability, Proof
from ml.spoken_text import plain

MOST_PAIRINGS = 2
# A need (or none), what meets it, and a case.
Met = tuple["Fact | None", Capability, "Proof | None"]
_Entry = TypeVar("_Entry", Capability, Proof)


def words_met(said: str, meets: Iterable[str]) -> list[str]:
    """The admin's words that stand in a sentence, the beginning of a word being enough from four letters on.

    >>> words_met("We pay overtime for two outlets.", ("overtime", "outlet", "ot"))
    ['overtime', 'outlet']
    """
    sentence = plain(said)
    return [word for word in meets if (key := plain(word).strip()) and _stands_in(key, sentence)]


def _stands_in(key: str, sentence: str) -> bool:
    short = len(key) < 4  # noqa: PLR2004 - “ot” is not the beginning of “other”
    return re.search(rf" {re.escape(key)}{' ' if short else ''}", sentence) is not None


def for_service(entries: Iterable[_Entry], service: str) -> list[_Entry]:
    """The entries that speak of a service, or of all; in their order."""
    wanted = service.casefold()
    return [one for one in entries if not one.services or wanted in map(str.casefold, one.services)]


def nearest(said: str, entries: Sequence[_Entry]) -> _Entry | None:
    """The entry whose words stand most often in a sentence, the first of several; None where none does."""
    best = max(entries, key=lambda entry: len(words_met(said, entry.meets)), default=None)
    return best if best and words_met(said, best.meets) else None


def matched(pains: Sequence[Fact], capabilities: Sequence[Capability], proofs: Sequence[Proof]) -> list[Met]:
    """One or two needs with what meets them, and one case; without a match, the preferred capability alone."""
    left, found = list(capabilities), list[Met]()
    for pain in pains:
        capability = nearest(pain.value, left)
        if capability and len(found) < MOST_PAIRINGS:
            left.remove(capability)
            found.append((pain, capability, None))
    if not found and left:
        found = [(None, left[0], None)]
    if found:
        need, met, _ = found[0]
        found[0] = (need, met, _case(need, met, proofs))
    return found


def _case(pain: Fact | None, capability: Capability, proofs: Sequence[Proof]) -> Proof | None:
    """The case that speaks to a pain, else one that shares a word with what is offered against it."""
    if pain and (proof := nearest(pain.value, proofs)):
        return proof
    return nearest(" ".join(capability.meets), proofs) or next(iter(proofs if pain is None else ()), None)


def pairings(found: Iterable[Met], facts: Iterable[Fact]) -> tuple[Pairing, ...]:
    """The same by the facts' ids."""
    ids = {(fact.kind, fact.value): fact.id for fact in facts}
    return tuple(
        Pairing(
            ids[pain.kind, pain.value] if pain else "",
            ids[FactKind.CAPABILITY, capability.text],
            ids[FactKind.PROOF, proof.text] if proof else "",
        )
        for pain, capability, proof in found
    )
