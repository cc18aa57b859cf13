"""Misspelt values of an export: found by a list in another file, a list of words, or the commoner spelling."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

from rapidfuzz import fuzz, process

from integrations.csv_values import CHANNELS
from integrations.file_guess import FileGuess
from integrations.mapping import fold_label
from integrations.mapping_fields import RowKind
from integrations.mapping_words import INDUSTRIES
from integrations.mapping_yaml import plural

_ALIKE, _ALIKE_WORDS = 88.0, 85.0
_MUCH_COMMONER = 5
_MOST_VALUES = 2000
_MOST_RENAMES = 30


@dataclass
class Renames:
    """Field to {old: (new, reason)} for what is proposed, and pairs of companies that somebody should look at."""

    sure: dict[str, dict[str, tuple[str, str]]] = field(default_factory=dict)
    unsure: list[tuple[str, str]] = field(default_factory=list)


def guess_renames(guess: FileGuess, guesses: Sequence[FileGuess]) -> Renames:
    """The spellings of one file that should become others."""
    renames = Renames()
    if guess.kind is RowKind.IGNORE:
        return renames
    for name, listing in (("service", RowKind.SERVICE), ("owner", RowKind.PERSON)):
        if guess.kind is not listing and (known := _listed(guesses, listing, name)):
            file, values = known
            _add(renames, name, _nearest(guess.values_of(name), values, f"{{new}} stands in {file}"))
    for name, words, where in (
        ("industry", INDUSTRIES, "a common industry"),
        ("country", countries(), "the country's name"),
    ):
        _add(
            renames,
            name,
            _nearest(_longer(guess.values_of(name)), words, f"misspelt; {where}", cutoff=_ALIKE_WORDS),
        )
    for name in ("industry", "country", "source", "service"):
        _add(renames, name, _commoner(guess.values_of(name)))
    odd = [value for value in guess.values_of("channel") if fold_label(value) not in CHANNELS]
    _add(renames, "channel", dict.fromkeys(odd, ("note", "an unknown kind of touch: please check")))
    if guess.kind is not RowKind.COMPANY and (known := _listed(guesses, RowKind.COMPANY, "company")):
        found = _nearest(guess.values_of("company"), known[1], "")
        renames.unsure = [(old, new) for old, (new, _) in found.items()][:_MOST_RENAMES]
    return renames


def _add(renames: Renames, name: str, found: Mapping[str, tuple[str, str]]) -> None:
    for old, new in list(found.items())[:_MOST_RENAMES]:
        renames.sure.setdefault(name, {}).setdefault(old, new)


def _listed(guesses: Iterable[FileGuess], kind: RowKind, name: str) -> tuple[str, list[str]] | None:
    """The values of a field in the file that lists them."""
    for guess in guesses:
        if guess.kind is kind and (values := guess.values_of(name)):
            return guess.name, list(values)[:_MOST_VALUES]
    return None


def _nearest(
    said: Mapping[str, int], known: Sequence[str], reason: str, cutoff: float = _ALIKE
) -> dict[str, tuple[str, str]]:
    """Values that are not known, but are nearly."""
    folded = {_squeezed(value): value for value in known}
    found = dict[str, tuple[str, str]]()
    for value in list(said)[:_MOST_VALUES]:
        squeezed = _squeezed(value)
        if value in known or value.casefold() in {one.casefold() for one in known}:
            continue
        best = process.extractOne(squeezed, list(folded), scorer=fuzz.ratio, score_cutoff=cutoff)
        if best and _digits(best[0]) == _digits(squeezed):
            new = folded[best[0]]
            found[value] = (new, reason.replace("{new}", f"“{new}”"))
    return found


def _commoner(said: Mapping[str, int]) -> dict[str, tuple[str, str]]:
    """Rare spellings of which a near one is much commoner."""
    found = dict[str, tuple[str, str]]()
    if len(said) > _MOST_VALUES / 10:
        return found
    for value, rows in said.items():
        common = [other for other, number in said.items() if number >= _MUCH_COMMONER * rows]
        best = process.extractOne(_squeezed(value), [_squeezed(other) for other in common], scorer=fuzz.ratio, score_cutoff=_ALIKE)  # fmt: skip
        if best and _digits(best[0]) == _digits(_squeezed(value)):
            new = common[best[2]]
            found[value] = (new, f"{plural(rows, 'row')}, against {said[new]:,} of “{new}”")
    return found


def _longer(said: Mapping[str, int]) -> dict[str, int]:
    """Single words long enough to be misspelt rather than another word."""
    return {value: rows for value, rows in said.items() if re.fullmatch(r"[^\W\d_]{6,}", value)}


def _squeezed(value: str) -> str:
    return re.sub(r"[\W_]+", "", value).casefold()


def _digits(value: str) -> str:
    return re.sub(r"\D", "", value)


@cache
def countries() -> tuple[str, ...]:
    """The names of countries, as the time-zone data lists them."""
    text = (files("tzdata") / "zoneinfo" / "iso3166.tab").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines() if line and not line.startswith("#"))
    return tuple(row[1] for row in rows)
