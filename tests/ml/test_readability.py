from __future__ import annotations

import pytest

from ml.readability import grade, syllables


@pytest.mark.parametrize(
    ("word", "count"),
    [
        ("cat", 1), ("table", 2), ("wanted", 2), ("walked", 1), ("places", 2), ("makes", 1), ("payroll", 2), ("roster", 2),
        ("quotation", 3), ("company", 3), ("the", 1), ("little", 2), ("café", 2), ("x", 1), ("2026", 1), ("managers", 3),
    ],
)  # fmt: skip
def test_syllables_are_heard(word: str, count: int) -> None:
    assert syllables(word) == count


def test_short_plain_text_is_easier_than_long_words() -> None:
    plain = "We lose two days each month. Who signs this?"
    heavy = "Organisational inefficiencies necessitate comprehensive administrative reconsideration of operational methodologies."
    assert grade(plain) < 3
    assert grade(heavy) > 20
    assert grade("") == grade("…!?") == 0
