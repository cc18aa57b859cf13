"""Which figures and dates of a line stand in none of the facts that it names."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import chain

from ml.cuss import Move
from ml.draft_text import visible
from ml.facts import Fact, FactKind, FactSheet
from ml.said_dates import Day, Moment
from ml.said_numbers import Figure, Said, said

# A meeting may last so many minutes without a fact that says so.
MEETING_MINUTES = frozenset({10, 15, 20, 30, 45, 60})
# So many one may ask for on the telephone, at the beginning.
_MOMENT_MINUTES = frozenset({1, 2, 3, 5, 10})

_NAMES = (
    FactKind.PERSON,
    FactKind.COMPANY,
    FactKind.SELLER,
    FactKind.REP,
    FactKind.SERVICE,
    FactKind.DECIDER,
    FactKind.VENDOR,
)
_MOST_NAME_WORDS = 6
_HEADS = ("people", "team", "strong", "crew", "workforce", "member")
# What a draft may count without a fact: its own parts.
_PARTS = (
    "question|option|time|slot|point|thing|idea|reason|step|way|note|line|word|ask|suggestion|case|example|thought|date|day|"
    "soalan|pertanyaan|pilihan|perkara|hal|cadangan|usul"
)
_OWN_PART = re.compile(
    rf"[\s-]*(?:more |quick |short |simple |small |last |other |main )?(?:{_PARTS})s?\b", re.IGNORECASE
)
_MOST_PARTS = 3
# The subject and the last move ask for a meeting.
_ASKING = (None, Move.SETTING)
_COUNTED = re.compile(
    r"\b(?:to|from|than|and|or|only|just|under|over|by|with|at|dari|ke|hanya)\s$", re.IGNORECASE
)
_PAST = "call|e-?mail|meeting|visit|message|note|letter|talk|conversation|chat"
_BACK = re.compile(
    rf"\b(?:{_PAST})s?\s+(?:of|from)\s*$|\b(?:our|my|your|last)\s+(?:{_PAST})\s+on\s*$|\bsince\s*$",
    re.IGNORECASE,
)
_COUNTS = frozenset({"count", "span", "money", "share"})
_PRONOUN_BEFORE = re.compile(
    r"\b(?:no|any|some|every|each|this|that|which|the|other|another|good|salah)[\s-]+$", re.IGNORECASE
)
_PRONOUN_AFTER = re.compile(r"[\s-]*(?:of|more|another|who|whom|that|which|lagi|di antara)\b", re.IGNORECASE)
_NEAR_DAYS = {
    "today": 0,
    "tonight": 0,
    "tomorrow": 1,
    "hari ini": 0,
    "malam ini": 0,
    "besok": 1,
    "esok": 1,
    "lusa": 2,
}
_NEAR = re.compile(rf"\b(?:{'|'.join(_NEAR_DAYS)})\b", re.IGNORECASE)


@dataclass(frozen=True)
class Grounds:
    """What the facts of a line state, and what a meeting may be proposed for."""

    figures: tuple[Figure, ...]
    moments: tuple[Moment, ...]
    slots: tuple[Moment, ...]
    words: str

    @classmethod
    def of(cls, cited: Sequence[Fact], sheet: FactSheet, move: Move | None) -> Grounds:
        """Figures of the cited facts, moments of these and of when they are from; times that may be proposed apart."""
        told = [(fact, said(fact.value)) for fact in cited]
        times = (
            sheet.of(FactKind.TIME)
            if move is Move.SETTING
            else (one for one in cited if one.kind is FactKind.TIME)
        )
        figures = chain.from_iterable(_figures(fact, one) for fact, one in told)
        moments = chain.from_iterable(one.moments for fact, one in told if fact.kind is not FactKind.TIME)
        dates = (Moment(Day.of(day), whole=True) for fact in cited for day in (fact.dated, fact.due) if day)
        slots = (_with_year(moment, sheet.on) for time in times for moment in said(time.value).moments)
        words = " ".join(visible(fact.value) for fact in cited).casefold()
        return cls(tuple(figures), (*moments, *dates), tuple(slots), words)

    def lacks(self, text: str, sheet: FactSheet, move: Move | None) -> Iterator[tuple[str, str]]:
        """Every ('date' or 'number', as it is written) of a line that nothing here states.

        Parameters
        ----------
        move
            Of which move the line is, for what it may ask for; None for a subject.
        """
        found = said(text, tuple(name for fact in sheet.of(*_NAMES) if (name := _name(fact))))
        seen = visible(text)
        near = self._near(seen, sheet.on) if move in _ASKING else ()
        for moment in (*found.moments, *near):
            grounds = self.moments if _BACK.search(seen[: moment.start]) else (*self.moments, *self.slots)
            if not any(moment.fits(fact) for fact in grounds):
                yield "date", moment.token
        for figure in found.figures:
            if not (self._states(figure, found) or self._needs_no_fact(figure, found, seen, move)):
                yield "number", figure.token
        yield from (("number", token) for token in self._repeated(found))

    def _near(self, seen: str, on: date) -> Iterator[Moment]:
        """'tomorrow', where the facts do not say it in that word."""
        for word in _NEAR.finditer(seen):
            if word[0].casefold() not in self.words:
                yield Moment(Day.of(on + timedelta(_NEAR_DAYS[word[0].lower()])), token=word[0])

    def _states(self, figure: Figure, found: Said) -> bool:
        days = [moment.day for moment in self.moments if moment.day]
        if figure.kind == "ordinal" and any(figure.value == day.day for day in days):
            return True
        if figure.kind == "count" and any(figure.value == day.year for day in days):
            return True
        return any(
            figure.fits(fact) or _is_short_for(figure, found, fact, self.figures) for fact in self.figures
        )

    def _repeated(self, found: Said) -> Iterator[str]:
        """A number that the line says more often than its facts do: one of them is another's."""
        said_so = Counter(one.value for one in found.figures if one.kind in _COUNTS)
        told = Counter(one.value for one in self.figures)
        tokens = {one.value: one.token for one in found.figures}
        return (tokens[value] for value, count in said_so.items() if count > told[value] > 0)

    def _needs_no_fact(self, figure: Figure, found: Said, seen: str, move: Move | None) -> bool:
        if figure.kind == "rate":  # 'a month' says something only where something is counted
            return all(one.kind == "rate" for one in found.figures)
        if figure.kind == "span":
            return _is_talk_length(figure, move) and not any(one.unit == figure.unit for one in self.figures)
        return figure.kind == "count" and (_is_own_count(figure, seen) or self._is_article(figure, seen))

    def _is_article(self, figure: Figure, seen: str) -> bool:
        """'one noodle chain': no count, unless the facts count what is named so."""
        if figure.token.lower() not in {"one", "satu"}:
            return False
        counted = any(one.kind == "count" and one.noun and figure.counts_same(one) for one in self.figures)
        return not counted if figure.noun else not _COUNTED.search(seen[: figure.start])


def _is_short_for(figure: Figure, found: Said, fact: Figure, figures: Sequence[Figure]) -> bool:
    """'in 2 days and not in 9' is short for 9 days, on either side."""
    if (
        figure.value != fact.value
        or figure.bound != fact.bound
        or {figure.kind, fact.kind} != {"span", "count"}
    ):
        return False
    long, short, there = (figure, fact, figures) if figure.kind == "span" else (fact, figure, found.figures)
    return not short.noun and any(one.kind == "span" and one.unit == long.unit for one in there)


def _name(fact: Fact) -> str:
    """The name in a fact, before a role; '' where it is a sentence."""
    name = visible(fact.value).split(",")[0]
    words = name.split()
    named = (
        fact.kind not in {FactKind.DECIDER, FactKind.VENDOR} or not words or words[-1] != words[-1].lower()
    )
    return name if named and len(words) <= _MOST_NAME_WORDS else ""


def _figures(fact: Fact, told: Said) -> Iterator[Figure]:
    heads = fact.kind is FactKind.EMPLOYEES
    return (
        replace(figure, noun=_HEADS) if heads and figure.kind == "count" else figure
        for figure in told.figures
    )


def _with_year(moment: Moment, on: date) -> Moment:
    """A slot 'Thu 26 Nov' with the year in which this is so."""
    day = moment.day
    if day is None or day.year or day.day is None or day.month is None:
        return moment
    return next((replace(moment, day=whole) for whole in _years(day, on) if day.fits(whole)), moment)


def _years(day: Day, on: date) -> Iterator[Day]:
    for year in (on.year, on.year + 1):
        try:
            yield Day.of(date(year, day.month or 1, day.day or 1))
        except ValueError:
            continue


def _is_talk_length(figure: Figure, move: Move | None) -> bool:
    minutes = figure.value * {"minute": 1, "hour": 60}.get(figure.unit, 0)
    usual = (
        MEETING_MINUTES
        if move in _ASKING
        else _MOMENT_MINUTES
        if move is Move.CONNECTING
        else frozenset[int]()
    )
    return not figure.bound and minutes in usual


def _is_own_count(figure: Figure, seen: str) -> bool:
    """'two options', 'one more thing', 'no one': what counts nothing of theirs."""
    if figure.value <= _MOST_PARTS and _OWN_PART.match(seen, figure.end):
        return True
    pronoun = _PRONOUN_AFTER.match(seen, figure.end) or _PRONOUN_BEFORE.search(seen[: figure.start])
    return figure.value == Decimal(1) and not figure.token.isdigit() and bool(pronoun)
