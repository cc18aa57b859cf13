from __future__ import annotations

import pytest

from ml.conversation import NEEDS, CallNotes
from ml.cuss import Coverage, Move
from ml.missing_move import GAPS, missing_move, what_is_missing

ALL = Coverage(connecting=0.1, understanding=0.4, sharing=0.4, setting=0.1)


@pytest.mark.parametrize(
    ("coverage", "needs", "dated", "missing", "gap"),
    [
        (Coverage(0.1, 0.5, 0.4, 0.0), NEEDS, False, Move.SETTING, "setting"),
        (Coverage(0.1, 0.5, 0.4, 0.0), NEEDS, True, None, ""),
        (Coverage(0.1, 0.1, 0.7, 0.1), (), True, Move.UNDERSTANDING, "pains"),
        (Coverage(0.1, 0.1, 0.7, 0.1), ("pains",), True, Move.UNDERSTANDING, "deciders"),
        (Coverage(0.1, 0.1, 0.7, 0.1), NEEDS, True, Move.UNDERSTANDING, "criteria"),
        (Coverage(0.1, 0.8, 0.0, 0.1), NEEDS, True, Move.SHARING, "sharing"),
        (ALL, NEEDS, False, Move.SETTING, "date"),
        (ALL, ("pains", "process"), True, Move.UNDERSTANDING, "deciders"),
        (ALL, ("pains", "deciders"), True, Move.UNDERSTANDING, "process"),
        (ALL, ("pains", "deciders", "process"), True, None, ""),
        (Coverage(0.0, 0.5, 0.4, 0.1), NEEDS, True, Move.CONNECTING, "connecting"),
    ],
)
def test_what_is_missing_most(
    coverage: Coverage, needs: tuple[str, ...], dated: bool, missing: Move | None, gap: str
) -> None:
    move, ask = missing_move(coverage, needs, dated=dated)
    assert move is missing
    assert ask in (GAPS[gap].questions if gap else ("",))
    assert what_is_missing(CallNotes(ask=ask)) == (GAPS[gap].missing if gap else "")


def test_after_a_refusal_only_the_reason_is_worth_asking() -> None:
    move, ask = missing_move(ALL, NEEDS, dated=True, refused=True)
    assert (move, ask in GAPS["refused"].questions) == (Move.UNDERSTANDING, True)


def test_each_gap_has_several_wordings_each_a_question_of_its_own() -> None:
    asked = [question for gap in GAPS.values() for question in gap.questions]
    assert all(len(gap.questions) >= 3 and gap.missing for gap in GAPS.values())
    assert len(set(asked)) == len(asked)
    assert all(question.endswith("?") for question in asked)


def test_the_same_conversation_gets_the_same_question_and_others_others() -> None:
    asked = [missing_move(ALL, (), dated=True, key=f"call {n % 20}")[1] for n in range(40)]
    assert asked[:20] == asked[20:]
    assert set(asked) == set(GAPS["pains"].questions)
