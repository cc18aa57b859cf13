from __future__ import annotations

from ml.facts import Fact, FactKind
from ml.offer import Capability, Proof
from ml.offer_match import for_service, matched, words_met

WARNS = Capability("It warns before overtime.", ("overtime", "lembur"))
FILLS = Capability("It fills shifts.", ("spreadsheet", "by hand"), ("Rostering",))
CASE = Proof("A bakery cut overtime by a third.", ("overtime",))


def pain(text: str) -> Fact:
    return Fact(text, FactKind.PAIN, text, "call")


def test_words_begin_words_and_short_ones_are_whole() -> None:
    assert words_met("Lemburnya parah, the OT too", ("lembur", "ot")) == ["lembur", "ot"]
    assert words_met("We do other things", ("ot",)) == []
    assert words_met("We do it by   hand.", ("by hand",)) == ["by hand"]


def test_each_capability_meets_one_pain_and_one_case_is_told() -> None:
    late, manual, more = (
        pain("Overtime is a mess"),
        pain("All of it by hand"),
        pain("Too much overtime again"),
    )
    found = matched([late, manual, more], [FILLS, WARNS], [CASE])
    assert [(need, met) for need, met, _ in found] == [(late, WARNS), (manual, FILLS)]
    assert [proof for _, _, proof in found] == [CASE, None]


def test_without_a_match_the_preferred_capability_stands_alone() -> None:
    assert matched([pain("The canteen is closed")], [FILLS, WARNS], [CASE]) == [(None, FILLS, CASE)]
    assert matched([pain("Overtime")], [], [CASE]) == []


def test_a_service_has_its_own_and_what_is_for_all() -> None:
    assert for_service([WARNS, FILLS], "rostering") == [WARNS, FILLS]
    assert for_service([WARNS, FILLS], "Payroll") == [WARNS]
