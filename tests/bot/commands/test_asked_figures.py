"""Whose figures, of which period and service the words after a command mean, in any order; and what buttons carry."""

from __future__ import annotations

from datetime import date
from itertools import permutations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.commands.asked_figures import Asking, carried
from ml.errors import BadInput, NotAllowed, SalesAssistantError
from ml.records import Person, Role
from ml.sales_periods import Period
from tests.bot.blocks.any_values import text as any_text

TODAY = date(2026, 11, 26)
ADA = Person("ada@firm.sg", "Ada Tan", Role.REP, id=1)
MAY = Person("may@firm.sg", "May Tan Rostam", Role.REP, id=2)
MIA = Person("mia@firm.sg", "Mia Lee", Role.MANAGER, id=3)
SERVICES = ["Payroll", "Payroll Plus", "Rostering", "Time Clock 2026"]


def read(text: str, asker: Person = MIA, services: list[str] | None = SERVICES) -> tuple[str, str, str]:
    asked = Asking("/funnel", asker, TODAY, [ADA, MAY, MIA], services).read(text)
    return asked.whose.name if asked.whose else "team", asked.period.label, asked.service


@pytest.mark.parametrize("words", [*permutations(["ada", "last month", "rost"])])
def test_the_words_come_in_any_order(words: tuple[str, ...]) -> None:
    assert read(" ".join(words)) == ("Ada Tan", "October 2026", "Rostering")


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("", ("team", "November 2026", "")),
        ("me", ("Mia Lee", "November 2026", "")),
        ("ROSTERING", ("team", "November 2026", "Rostering")),
        ("payroll", ("team", "November 2026", "Payroll")),
        ("payroll p", ("team", "November 2026", "Payroll Plus")),
        ("2026-Q3 the team “payroll  plus”", ("team", "Q3 2026", "Payroll Plus")),
        ('"time clock 2026" 2025', ("team", "2025", "Time Clock 2026")),
        ("time clock 2026", ("team", "2026", "Time Clock 2026")),
        ("2026-10-01 to 2026-10-15 ada", ("Ada Tan", "1 Oct – 15 Oct 2026", "")),
        ("may", ("team", "May 2026", "")),
        ("may tan", ("May Tan Rostam", "November 2026", "")),
        ("may tan may", ("May Tan Rostam", "May 2026", "")),
        ("MAY@firm.sg time", ("May Tan Rostam", "November 2026", "Time Clock 2026")),
    ],
)
def test_what_the_words_mean(text: str, meant: tuple[str, str, str]) -> None:
    assert read(text) == meant


def test_a_reps_own_unless_they_say_the_team() -> None:
    assert read("", ADA)[0] == read("rostering last week", ADA)[0] == read("ada", ADA)[0] == "Ada Tan"
    assert read("team", ADA)[0] == "team"
    with pytest.raises(NotAllowed, match="yours are /funnel me, the team's /funnel team"):
        read("may tan rostering", ADA)


def test_what_cannot_be_is_one_sentence() -> None:
    with pytest.raises(BadInput, match="the services are Payroll, Payroll Plus, Rostering, Time Clock 2026"):
        read("team nonsense")
    with pytest.raises(BadInput, match="no service is counted yet"):
        read("rostering", services=[])
    with pytest.raises(BadInput, match="neither a name nor a period"):
        read("rostering", services=None)
    with pytest.raises(BadInput, match="“pay” fits several services: Payroll, Payroll Plus; type more of it"):
        read("pay")
    with pytest.raises(BadInput, match=r"“tan” fits several: Ada Tan \(ada@firm.sg\), May Tan Rostam"):
        read("tan")
    with pytest.raises(BadInput, match="ends before it begins"):
        read("2026-11-20 to 2026-11-01 rostering")
    with pytest.raises(BadInput, match="S9 and 2 more"):
        read("nonsense", services=[f"S{n}" for n in range(12)])


@given(
    any_text
    | st.lists(st.sampled_from(["me", "ada", "last", "week", "2026", "pay", '"', "to"])).map(" ".join)
)
@example("me " * 2000)
@example('"' * 99)
def test_any_words_are_read_or_refused_in_words(text: str) -> None:
    for asker in (ADA, MIA):
        try:
            said = read(text, asker)[2]
        except SalesAssistantError as error:
            said = str(error)
        assert said in {"", *SERVICES} or 20 < len(said) < 400


def test_a_button_carries_whose_and_which_days() -> None:
    october = Period(date(2026, 10, 1), date(2026, 10, 31), "month")
    assert carried(ADA, october) == {"of": 1, "from": date(2026, 10, 1), "to": date(2026, 10, 31)}
    assert carried(None, october)["of"] == 0
