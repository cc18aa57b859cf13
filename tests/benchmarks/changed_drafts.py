"""Clean drafts with one thing changed: a digit, a date, a name, a unit, a denial; what the gate has to see."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from random import Random

from ml.cuss import Move
from ml.facts import Fact, FactKind, FactSheet
from ml.pitch import PitchDraft, PitchLine

Dice = Random

# Names that stand in other leads' files, and names that stand nowhere.
OTHERS = frozenset(
    {
        "Bistro Meridian Pte Ltd",
        "Zenith Foods",
        "Kopi Lestari",
        "Northlight Security",
        "Jasmine Goh",
        "Hafiz bin Rahman",
        "Dewi Anggraini",
        "Grabbit",
    }
)
_PEOPLE = ("Jasmine", "Hafiz", "Dewi", "Ravi", "Xiao Hui", "Nadia", "O'Connor", "Faridah")
_FIRMS = (
    "Zenith Foods",
    "Kopi Lestari",
    "Grabbit",
    "Bistro Meridian",
    "Tiong Nam",
    "Adira Mart",
    "Northlight",
    "Brightwater",
)
_PLACES = ("Bandung", "Ipoh", "Melaka", "Batam", "Thailand", "Vietnam", "Medan", "Kuching")
_KNOWN_PLACES = ("Johor", "Penang", "Singapore", "Malaysia", "Indonesia")
_PRODUCTS = (
    "Scheduling",
    "Invoicing",
    "Shiftly",
    "Expense Claims",
    "Recruiting",
    "Leave Tracker",
    "PayWise",
    "Onboarding",
)
_MONTH_NAMES = "January February March April May June July August September October November December"
_DAY_NAMES = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday"
_MONTHS, _WEEKDAYS = _MONTH_NAMES.split(), _DAY_NAMES.split()
_WORDS = ("two", "three", "four", "five", "nine", "twelve", "thirty", "dua", "tiga", "sembilan")
_SAME = {"dua": "two", "tiga": "three", "sembilan": "nine"}
_MONEY = ("S$", "RM ", "Rp ", "€")
_UNITS = {
    "days": "weeks", "day": "week", "weeks": "days", "month": "year", "hari": "minggu", "minutes": "hours", "outlets": "drivers", "people": "outlets",
    "payslips": "invoices", "payslip": "invoice", "guards": "outlets", "head": "outlet", "drivers": "outlets", "corrections": "refunds",
}  # fmt: skip
_DENIALS = (
    ("without a", "with a"), ("nobody", "everybody"), ("cannot", "can"), ("keeps", "does not keep"), ("warns", "does not warn"),
    ("sends", "does not send"), ("runs", "does not run"), ("checks", "never checks"), ("fills", "does not fill"), ("flow", "do not flow"),
    ("shows", "hardly shows"), ("offers", "does not offer"), ("holds", "fails to hold"), ("closes", "does not close"), ("knows", "does not know"),
    ("cut", "did not cut"),
)  # fmt: skip


@dataclass(frozen=True)
class Spot:
    """A line, or the subject, of a clean draft, and the facts it rests on."""

    sheet: FactSheet
    draft: PitchDraft
    move: Move | None
    line: int
    text: str
    facts: tuple[Fact, ...]

    def with_text(self, text: str) -> PitchDraft:
        """The draft with other words here."""
        return self._with(PitchLine(text, tuple(fact.id for fact in self.facts)))

    def _with(self, line: PitchLine) -> PitchDraft:
        if self.move is None:
            return replace(self.draft, subject=line.text, subject_facts=line.facts)
        lines = list(self.draft.moves[self.move])
        lines[self.line] = line
        return replace(self.draft, moves={**self.draft.moves, self.move: tuple(lines)})

    def with_foreign_fact(self) -> PitchDraft:
        """The draft with a fact here that is not on the sheet."""
        return self._with(PitchLine(self.text, (*(fact.id for fact in self.facts[1:]), "f99")))

    @property
    def told(self) -> str:
        """What its facts say."""
        return " ".join(fact.value for fact in self.facts)


Changer = Callable[[Spot, Dice], str]


def spots_of(sheet: FactSheet, draft: PitchDraft) -> Iterator[Spot]:
    if draft.subject:
        yield Spot(sheet, draft, None, 0, draft.subject, sheet.cited(draft.subject_facts))
    for move, lines in draft.moves.items():
        yield from (
            Spot(sheet, draft, move, place, line.text, sheet.cited(line.facts))
            for place, line in enumerate(lines)
        )


def mutations(
    spots: Sequence[Spot], change: Changer, each: int, dice: Dice
) -> Iterator[tuple[Spot, PitchDraft]]:
    """Up to so many changed drafts, from spots in random order; a change that changes nothing is none."""
    made = 0
    for spot in dice.sample(spots, len(spots)):
        if made >= each:
            return
        text = change(spot, dice)
        if text and text != spot.text:
            made += 1
            yield spot, spot.with_foreign_fact() if text == _FOREIGN else spot.with_text(text)


def _put(text: str, found: re.Match[str] | None, new: str) -> str:
    return text[: found.start()] + new + text[found.end() :] if found else ""


def _any(pattern: str, text: str, dice: Dice) -> re.Match[str] | None:
    found = list(re.finditer(pattern, text))
    return dice.choice(found) if found else None


def _digit(spot: Spot, dice: Dice) -> str:
    """One digit of a number from the facts; the usual lengths of a meeting are nobody's fact."""
    found = _any(r"\d(?![\d ]*minutes)", spot.text, dice)
    grounded = spot.facts and found and ("minutes" not in spot.text or "minutes" in spot.told)
    return (
        _put(spot.text, found, dice.choice([d for d in "0123456789" if d != found[0]]))
        if grounded and found
        else ""
    )


def _day(spot: Spot, dice: Dice) -> str:
    found = _any(rf"\b\d{{1,2}}(?= (?:{'|'.join(month[:3] for month in _MONTHS)}))", spot.text, dice)
    other = dice.choice([day for day in range(1, 29) if not found or str(day) != found[0]])
    return _put(spot.text, found, str(other))


def _month(spot: Spot, dice: Dice) -> str:
    found = _any(
        rf"\b(?:{'|'.join(_MONTHS)})\b|(?<=\d )(?:{'|'.join(month[:3] for month in _MONTHS)})\b",
        spot.text,
        dice,
    )
    if not found or re.match(r" (?:I|we)\b", spot.text[found.end() :]):
        return ""
    others = [month for month in _MONTHS if month[:3] != found[0][:3]]
    return _put(
        spot.text,
        found,
        dice.choice(others)[: max(3, len(found[0]))] if len(found[0]) == 3 else dice.choice(others),
    )


def _weekday(spot: Spot, dice: Dice) -> str:
    found = _any(
        rf"\b(?:{'|'.join(_WEEKDAYS)}|{'|'.join(day[:3] for day in _WEEKDAYS)})\b(?= ?(?:\d|at|or|$|\?|[A-Z]))",
        spot.text,
        dice,
    )
    if not found or not spot.facts:
        return ""
    other = dice.choice([day for day in _WEEKDAYS if day[:3] != found[0][:3]])
    return _put(spot.text, found, other[:3] if len(found[0]) == 3 else other)


def _year(spot: Spot, dice: Dice) -> str:
    """The year, or a wrong one where none is told."""
    if found := _any(r"\b20\d\d\b", spot.text, dice):
        return _put(spot.text, found, str(int(found[0]) + dice.choice((-1, 1, 2))))
    found = _any(rf"\b\d{{1,2}} (?:{'|'.join(_MONTHS)})\b", spot.text, dice)
    return _put(spot.text, found, f"{found[0]} {dice.choice((2023, 2025, 2029))}") if found else ""


def _name(kinds: Sequence[FactKind], names: Sequence[str]) -> Changer:
    """A whole name, or one word of it, by another."""

    def change(spot: Spot, dice: Dice) -> str:
        values = [fact.value for fact in spot.sheet.of(*kinds) if fact.value in spot.text]
        if not values:
            return ""
        value = dice.choice(values)
        words = value.split()
        sheet = " ".join(fact.value for fact in spot.sheet.facts)
        other = dice.choice([name for name in names if name.split()[0] not in sheet])
        if len(words) > 1 and dice.random() < 0.4:
            words[dice.randrange(len(words))] = other.split()[0]
            other = " ".join(words)
        return spot.text.replace(value, other, 1)

    return change


def _place(spot: Spot, dice: Dice) -> str:
    found = _any(rf"\b(?:{'|'.join(_KNOWN_PLACES)})\b", spot.text, dice)
    return _put(spot.text, found, dice.choice(_PLACES))


def _number_word(spot: Spot, dice: Dice) -> str:
    found = _any(rf"\b(?:{'|'.join(_WORDS)})\b", spot.text, dice)
    grounded = found and re.search(rf"\b{found[0]}\b", spot.told)
    other = dice.choice(
        [word for word in _WORDS if not found or _SAME.get(word, word) != _SAME.get(found[0], found[0])]
    )
    return _put(spot.text, found, other) if grounded else ""


def _currency(spot: Spot, dice: Dice) -> str:
    if found := _any(r"S\$|RM |Rp ", spot.text, dice):
        return _put(spot.text, found, dice.choice([one for one in _MONEY if one != found[0]]))
    return _put(spot.text, _any(r"\bdollars\b", spot.text, dice), dice.choice(("ringgit", "euros", "rupiah")))


def _unit(spot: Spot, dice: Dice) -> str:
    found = _any(
        rf"(?<=\d )(?:wrong )?(?:{'|'.join(_UNITS)})\b|(?<=\ba )(?:head|month)\b|(?<=each )month\b",
        spot.text,
        dice,
    )
    grounded = found and (found[0] in spot.told or found[0] == "people")
    return _put(spot.text, found, _UNITS[found[0].rsplit(" ", 1)[-1]]) if found and grounded else ""


def _denial(spot: Spot, dice: Dice) -> str:
    ways = [
        way
        for way in _DENIALS
        if re.search(rf"\b{way[0]}\b", spot.text) and re.search(rf"\b{way[0]}\b", spot.told)
    ]
    if spot.move is not Move.SHARING or not ways:
        return ""
    here, there = dice.choice(ways)
    return re.sub(rf"\b{here}\b", there, spot.text, count=1)


_FOREIGN = "foreign fact"

KINDS: dict[str, tuple[Changer, float]] = {
    "one digit": (_digit, 1.0),
    "date: its day": (_day, 1.0),
    "date: its month": (_month, 1.0),
    "date: its weekday": (_weekday, 1.0),
    "date: its year": (_year, 1.0),
    "name of a person": (_name((FactKind.PERSON, FactKind.REP), _PEOPLE), 0.95),
    "name of a company": (_name((FactKind.COMPANY, FactKind.SELLER), _FIRMS), 0.95),
    "name of a place": (_place, 0.95),
    "name of a product": (_name((FactKind.SERVICE,), _PRODUCTS), 0.95),
    "number word": (_number_word, 1.0),
    "currency": (_currency, 1.0),
    "unit": (_unit, 0.95),
    "denial in sharing": (_denial, 0.95),
    "fact that is not there": (lambda spot, _dice: _FOREIGN if spot.facts else "", 1.0),
}
