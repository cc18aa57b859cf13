"""What leaves the machine for a draft: facts of this lead alone, without names and numbers, and no stage or score."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from integrations.known_names import KnownNames
from integrations.redaction import Redactor
from jobs.pitch_material import pitch_material
from ml.facts import WANTED, Fact, FactKind, FactSheet, Pairing
from ml.funnel import FunnelState
from ml.pitch import Channel, PitchWish

ON = date(2026, 11, 23)
FACTS = (
    Fact("f1", FactKind.PERSON, "Mei Lin", "CRM"),
    Fact("f2", FactKind.COMPANY, "Acme", "CRM"),
    Fact("f3", FactKind.PAIN, "Mei Lin corrects 31 payslips, call her at 9123 4567", "call of 11 Nov, 03:12", date(2026, 11, 11), "prospect"),
    Fact("f4", FactKind.PROMISE, "send the quote", "call of 2 Jun with Mei Lin", date(2026, 6, 2), "rep", date(2026, 6, 9)),
    Fact("f5", FactKind.CAPABILITY, "Our roster warns early.", "offer table"),
    Fact("f6", FactKind.WORKED, "What would change for you if nobody had to chase them?", "call of 3 Mar with Bistro Group", ON),
    Fact("f7", FactKind.PROOF, "Bistro Group cut errors by a third, says Mei Lin.", "case library"),
)  # fmt: skip
SHEET = FactSheet(FACTS, WANTED[1:3], ON, FunnelState.HOT_LEAD, "id", (Pairing("f3", "f5", "f7"),))


def material(sheet: FactSheet = SHEET, **wish: Any) -> dict[str, Any]:
    redactor = Redactor(KnownNames(("Mei Lin",), ("Acme Pte Ltd", "Bistro Group")))
    made = pitch_material(sheet, PitchWish(**{"channel": Channel.EMAIL, **wish}), redactor)
    assert made.task == "pitch"
    found: dict[str, Any] = json.loads(made.text)
    return found


@pytest.mark.parametrize("secret", ["Mei Lin", "Acme", "9123", "Bistro", "HOT", "Hot Lead", "score"])
def test_names_numbers_and_stages_stay_here(secret: str) -> None:
    assert secret not in json.dumps(material(goal="Mei Lin of Acme signs"))


@pytest.mark.parametrize(
    "name", ["Ada", "Sri", "May", "Budi", "Mei Lin", "Siti Nurhaliza", "O'Brien", "Will"]
)
def test_whoever_writes_or_is_written_to_is_hidden_whatever_the_name(name: str) -> None:
    facts = (Fact("f1", FactKind.PERSON, name, "CRM"), Fact("f2", FactKind.REP, name, "you"))
    told = material(replace(SHEET, facts=facts, pairings=()))
    assert [fact["text"] for fact in told["facts"]] == ["[PERSON_1]", "[PERSON_1]"]


def test_a_fact_keeps_what_makes_it_a_fact() -> None:
    facts = {fact["id"]: fact for fact in material()["facts"]}
    assert facts["f3"] == {
        "id": "f3", "kind": "pain", "text": "[PERSON_1] corrects 31 payslips, call her at [PHONE_1]",
        "source": "call of 11 Nov, 03:12", "date": "2026-11-11", "said_by": "prospect",
    }  # fmt: skip
    assert (facts["f4"]["due"], facts["f4"]["stale"]) == ("2026-06-09", True)
    assert (facts["f6"]["source"], "date" in facts["f6"]) == ("an earlier call", False)


def test_what_nobody_knows_comes_with_a_question() -> None:
    told = material(goal="show a demo", take=2)
    assert [one["kind"] for one in told["ask_about"]] == [kind.value for kind in WANTED[1:3]]
    assert all(one["for_example"].endswith("?") for one in told["ask_about"])
    assert told["pairings"] == [{"pain": "f3", "capability": "f5", "proof": "f7"}]
    assert (told["goal"], told["wording"], told["greet_in"]) == ("show a demo", 3, "id")
    assert (told["limits"]["words"], told["limits"]["subject"]) == (125, 50)


@pytest.mark.parametrize("state", FunnelState)
@pytest.mark.parametrize("goal", ["", "renewal", "a case", "demo", "quote"])
def test_there_is_always_something_to_ask_for(state: FunnelState, goal: str) -> None:
    asked = material(replace(SHEET, state=state), goal=goal)["ask_them_to"]
    assert asked
    assert "{" not in asked


def test_an_empty_sheet_and_a_huge_one() -> None:
    empty = FactSheet((), (), ON, FunnelState.LEAD)
    assert material(empty)["facts"] == []
    many = tuple(Fact(f"f{n}", FactKind.GOAL, "x" * 5000, "CRM") for n in range(500))
    assert len(json.dumps(material(replace(empty, facts=many)))) < 40_000
