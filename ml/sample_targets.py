"""The people of the sample company's sales team, and the companies that they sell to."""

from __future__ import annotations

import math
from dataclasses import replace
from random import Random

from ml.records import Role
from ml.sample_names import (
    COUNTRIES,
    DECIDING_ROLES,
    FIRST_WORDS,
    INDONESIA,
    INDUSTRIES,
    MALAYSIA,
    OTHER_ROLES,
    SECOND_WORDS,
    SERVICES,
    SINGAPORE,
    WORLD,
    Industry,
)
from ml.sample_records import Habits, SampleContact, SamplePerson, SampleTarget

_TEAM = (
    ("Ada Lim", SINGAPORE), ("Benjamin Koh", SINGAPORE), ("Priya Nair", SINGAPORE),
    ("Rizky Pratama", INDONESIA), ("Dewi Kusuma", INDONESIA), ("Bayu Santoso", INDONESIA),
    ("Farah Ismail", MALAYSIA), ("Jason Lau", MALAYSIA),
)  # fmt: skip
_MANAGERS = (("Hana Rahim", SINGAPORE),)

# Good listeners, quick starters, lecturers: what makes the reps differ.
_HABITS = (
    Habits(asks=2.8, shares=2.4, connects=1.1, sets=0.62, lectures=0.09, wait_days=4.5, reliable=0.90),
    Habits(asks=2.3, shares=2.8, connects=0.8, sets=0.53, lectures=0.15, wait_days=6.5, reliable=0.82),
    Habits(asks=2.6, shares=2.5, connects=1.2, sets=0.47, lectures=0.10, wait_days=6.0, reliable=0.80),
    Habits(asks=2.3, shares=2.6, connects=1.1, sets=0.56, lectures=0.13, wait_days=5.5, reliable=0.85),
    Habits(asks=2.7, shares=2.4, connects=0.9, sets=0.50, lectures=0.09, wait_days=7.0, reliable=0.81),
    Habits(asks=2.0, shares=3.0, connects=0.8, sets=0.48, lectures=0.20, wait_days=6.0, reliable=0.79),
    Habits(asks=2.5, shares=2.5, connects=1.2, sets=0.58, lectures=0.11, wait_days=5.0, reliable=0.87),
    Habits(asks=2.1, shares=2.9, connects=0.9, sets=0.50, lectures=0.17, wait_days=7.0, reliable=0.78),
)

DOMAIN = "kerjahub.example"


def sales_team() -> tuple[SamplePerson, ...]:
    """Eight reps in three time zones, then their manager."""
    reps = [_person(name, country, habits) for (name, country), habits in zip(_TEAM, _HABITS, strict=True)]
    return (*reps, *(_person(name, country, None) for name, country in _MANAGERS))


def _person(name: str, country: str, habits: Habits | None) -> SamplePerson:
    email = f"{name.split(maxsplit=1)[0].lower()}@{DOMAIN}"
    role = Role.REP if habits else Role.MANAGER
    return SamplePerson(name, email, role, country, WORLD[country].time_zone, habits)


def make_targets(count: int, dice: Random) -> list[SampleTarget]:
    """So many companies, no two of one name."""
    names, targets = set[str](), list[SampleTarget]()
    while len(targets) < count:
        country = dice.choices(COUNTRIES, (0.4, 0.33, 0.27))[0]
        industry = dice.choice(INDUSTRIES)
        name = _company_name(country, industry, dice)
        if name not in names:
            names.add(name)
            targets.append(make_target(name, country, industry, dice))
    return targets


def make_target(name: str, country: str, industry: Industry, dice: Random) -> SampleTarget:
    """A company with its size, place and people; it has no number yet."""
    size = min(3000, max(8, round(dice.lognormvariate(math.log(industry.typical), 0.8))))
    words = "-".join(word.lower() for word in name.replace(".", "").replace("&", "and").split())
    domain = f"{words}.{WORLD[country].domain}"
    people = make_contacts(country, domain, dice)
    return SampleTarget("", name, country, dice.choice(WORLD[country].cities), industry, size, domain, people)


def make_contacts(country: str, domain: str, dice: Random) -> tuple[SampleContact, ...]:
    """Two to four people; in one company of eight nobody who decides is known."""
    roles = dice.sample(OTHER_ROLES, dice.randint(1, 2))
    if dice.random() < 0.88:  # noqa: PLR2004 - seven of eight
        roles += dice.sample(DECIDING_ROLES, dice.randint(1, 2))
    world = WORLD[country]
    contacts = []
    for place, role in enumerate(roles, 1):
        name = f"{dice.choice(world.given)} {dice.choice(world.family)}"
        email = f"{name.lower().replace(' ', '.')}.{place}@{domain}"
        phone = f"{world.telephone}{dice.randint(100, 999)} {dice.randint(1000, 9999)}"
        contacts.append(SampleContact(str(place), name, role, email, phone, role in DECIDING_ROLES))
    return tuple(contacts)


def numbered(target: SampleTarget, number: int) -> SampleTarget:
    """The company with its id, which its contacts' ids begin with."""
    id_ = f"C{number:05}"
    contacts = tuple(replace(each, id=f"{id_}-{each.id}") for each in target.contacts)
    return replace(target, id=id_, contacts=contacts)


def fit_of(target: SampleTarget, service: str) -> float:
    """How well a service suits a company, in log-odds: the line of business, and no company too small."""
    too_small, large_enough = 20, 400
    size = -0.6 if target.employees < too_small else 0.25 if target.employees < large_enough else 0.0
    return target.industry.fit[SERVICES.index(service)] + size


def _company_name(country: str, industry: Industry, dice: Random) -> str:
    words = (dice.choice(FIRST_WORDS), dice.choice(SECOND_WORDS), dice.choice(industry.words))
    form = dice.choice((*WORLD[country].legal_forms, ""))
    name = " ".join(word for word in (*words, form) if word)
    return f"PT {name}" if country == INDONESIA and not form else name
