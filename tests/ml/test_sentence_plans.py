from __future__ import annotations

import re

import pytest

from ml.facts import WANTED
from ml.readability import grade
from ml.sentence_choice import slots_in
from ml.sentence_plans import ASKS, PLANS
from ml.spoken_text import count_words

SLOTS = {
    "answer", "capability", "company", "decider", "decides", "do", "employees", "hi", "intro", "objection", "price", "proof",
    "quote", "reach", "seller", "service", "t1", "t2", "thing", "topic", "touch",
}  # fmt: skip
FLATTERY = re.compile(
    r"\b(best|amazing|great|impress\w*|guarantee\w*|always|never|number one|risk|unique|leading|your company|competitor\w*)\b",
    re.IGNORECASE,
)


@pytest.mark.parametrize("kind", WANTED)
def test_a_question_that_needs_no_fact_has_ten_wordings(kind: str) -> None:
    plain = [wording for wording in PLANS[f"ask.{kind}"] if not slots_in(wording)]
    assert len(set(plain)) >= 10
    assert all(wording.endswith("?") and count_words(wording) <= 14 for wording in plain)


@pytest.mark.parametrize("name", [name for name in PLANS if name != "greet.intro"])
def test_every_plan_has_ten_wordings_of_known_slots(name: str) -> None:
    wordings = PLANS[name]
    assert len(set(wordings)) == len(wordings) >= 10
    for wording in wordings:
        assert slots_in(wording) <= SLOTS
        assert not FLATTERY.search(wording)
        assert not re.search(r"\d", re.sub(r"\{t\d\}", "", wording))


def test_no_sentence_stands_in_two_plans() -> None:
    every = [
        wording
        for name, wordings in PLANS.items()
        if not name.startswith(("subject", "open"))
        for wording in wordings
    ]
    assert len(every) == len(set(every))


def test_what_is_asked_for_is_said_in_several_ways() -> None:
    assert all(len(set(does)) == len(does) >= 5 for does in ASKS.values())


def test_the_wordings_read_easily() -> None:
    plain = [wording for wordings in PLANS.values() for wording in wordings if not slots_in(wording)]
    assert max(map(grade, plain)) <= 9
