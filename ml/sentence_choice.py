"""Chooses a wording of a plan: stable for a lead, channel, week and take, and drawn to those that were liked."""

from __future__ import annotations

import string
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from hashlib import blake2b

from ml.pitch import PitchLine, PitchWish
from ml.spoken_text import count_words

# A wording that nobody likes still comes up: so much of the weight of a perfect one it keeps.
FLOOR = 0.2
# How strongly the liked ones are drawn forward.
STRENGTH = 2
NO_LIMIT = 1000


@dataclass(frozen=True)
class Filled:
    """What fills a slot, and the ids of the facts behind it."""

    text: str
    facts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Limit:
    """How long a sentence may be where a wording allows it.

    `shortest` takes the shortest wording there is, `longest` the longest that keeps the limit.
    """

    words: int = NO_LIMIT
    signs: int = NO_LIMIT
    shortest: bool = False
    longest: bool = False


NONE = Limit()


@dataclass(frozen=True)
class Chooser:
    """What the choice hangs on: what was wished for, and the day."""

    wish: PitchWish
    on: date

    def say(
        self, plan: str, wordings: tuple[str, ...], slots: Mapping[str, Filled], limit: Limit = NONE
    ) -> PitchLine | None:
        """A sentence of a plan on the facts behind its slots; None where none of its wordings can be filled."""
        said = {
            k: filled(wording, slots)
            for k, wording in enumerate(wordings)
            if slots.keys() >= slots_in(wording)
        }
        if not said:
            return None
        usable = {
            k
            for k, one in said.items()
            if count_words(one.text) <= limit.words and len(one.text) <= limit.signs
        }
        if limit.shortest or not usable:
            usable = {min(said, key=lambda k: (count_words(said[k].text), len(said[k].text)))}
        elif limit.longest:
            usable = {max(usable, key=lambda k: (count_words(said[k].text), len(said[k].text)))}
        k = self.pick(plan, len(wordings), usable)
        return PitchLine(said[k].text, said[k].facts, f"{plan}/{k}")

    def pick(self, plan: str, count: int, usable: Collection[int]) -> int:
        """One of the usable wordings; takes in a row use different ones."""
        order = [k for k in self.order(plan, count) if k in usable]
        return order[self.wish.take % len(order)]

    def order(self, plan: str, count: int) -> list[int]:
        """All wordings of a plan in the order in which the takes use them.

        A weighted draw without return (Efraimidis and Spirakis, 2006): each wording's random number between
        0 and 1, from a hash, to the power of 1/weight; its weight is the mean of Beta(1 + ups, 1 + downs).
        """
        keys = [self._draw(plan, k) ** (1 / self._weight(f"{plan}/{k}")) for k in range(count)]
        return sorted(range(count), key=lambda k: -keys[k])

    def _weight(self, variant: str) -> float:
        ups, downs = self.wish.favour.get(variant, (0, 0))
        return float(max(FLOOR, (1 + ups) / (2 + ups + downs)) ** STRENGTH)

    def _draw(self, plan: str, variant: int) -> float:
        year, week, _ = self.on.isocalendar()
        return _between_0_and_1(f"{self.wish.key}|{self.wish.channel}|{year}-{week}|{plan}|{variant}")


@lru_cache(maxsize=20_000)
def _between_0_and_1(text: str) -> float:
    number = int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), "big")
    return (number + 1) / (2**64 + 1)


@lru_cache(maxsize=2000)
def slots_in(wording: str) -> frozenset[str]:
    """The names of the slots of a wording."""
    return frozenset(name for _, name, _, _ in string.Formatter().parse(wording) if name)


def filled(wording: str, slots: Mapping[str, Filled]) -> Filled:
    """A wording with its slots filled, and the facts behind them in the slots' order."""
    names = sorted(slots_in(wording), key=wording.index)
    text = wording.format(**{name: slots[name].text for name in names})
    return Filled(text, distinct(one for name in names for one in slots[name].facts))


def distinct(facts: Iterable[str]) -> tuple[str, ...]:
    """Ids, each once, in their order."""
    return tuple(dict.fromkeys(facts))
