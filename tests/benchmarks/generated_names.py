"""Invented company names in which a few words are very common, and what people would type for them."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random


def _words(listed: str) -> list[str]:
    return listed.split()


_STARTS = [
    "ka",
    "zen",
    "mer",
    "lo",
    "tri",
    "bal",
    "sun",
    "ver",
    "qui",
    "har",
    "pol",
    "gra",
    "fen",
    "os",
    "dri",
    "wel",
    "nu",
    "sta",
    "bri",
    "cor",
    "am",
    "el",
    "in",
    "vo",
    "shi",
    "jo",
    "tre",
]
_MIDDLES = _words("ri ta no le mi va do sa ru pe lan ber con dal mar ti go ne")
_ENDS = _words("ton x ra dia sen lo via nix mo tek line ford la rus nt dom pex")
_TRADES = _words(
    "foods trading services logistics construction engineering retail holdings technologies solutions textiles dental "
    "clinic motors tours hotels metals marine energy media plastics furniture security cleaning catering printing "
    "education electronics pharma bakery"
)
_PLACES = [
    "asia",
    "global",
    "international",
    "east",
    "west",
    "singapore",
    "jakarta",
    "pacific",
    "north",
    "central",
    "metro",
    "united",
    "nusantara",
]
_FORMS = ("Pte Ltd", "Sdn Bhd", "Inc", "LLC", "Holdings Ltd", "", "", "")
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


def generated_names(number: int, *, seed: int = 7) -> Iterator[str]:
    """Different names like “Karidex Foods Pte Ltd”, “Zentalo Asia Trading” or “Quirusen Lotadia Motors”."""
    random = Random(seed)  # noqa: S311 - names, not secrets
    seen = set[str]()
    while len(seen) < number:
        words = [_own_word(random) for _ in range(1 + (random.random() < 0.25))]
        if random.random() < 0.3:
            words.append(_common(random, _PLACES))
        words += [_common(random, _TRADES) for _ in range(1 + (random.random() < 0.2))]
        name = " ".join(words).title()
        if name not in seen:
            seen.add(name)
            yield f"{name} {random.choice(_FORMS)}".rstrip()


def _own_word(random: Random) -> str:
    middles = random.choices(_MIDDLES, k=random.choice((1, 2, 2)))
    return random.choice(_STARTS) + "".join(middles) + random.choice(_ENDS)


def _common(random: Random, words: list[str]) -> str:
    """The first ones far more often, as words are."""
    return words[min(int(random.expovariate(6 / len(words))), len(words) - 1)]


def with_typo(name: str, random: Random) -> str:
    """The name with one letter dropped, doubled up by another, changed, or swapped with its neighbour."""
    places = [i for i in range(1, len(name) - 1) if name[i].isalpha() and name[i + 1].isalpha()]
    at, letter = random.choice(places), random.choice(_LETTERS)
    changes = {
        "dropped": name[:at] + name[at + 1 :],
        "added": name[:at] + letter + name[at:],
        "changed": name[:at] + letter + name[at + 1 :],
        "swapped": name[:at] + name[at + 1] + name[at] + name[at + 2 :],
    }
    return changes[random.choice(sorted(changes))]
