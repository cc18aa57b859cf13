"""Models that their maker ends are named in time, and nowhere else in the product."""

from __future__ import annotations

import re
from datetime import date, timedelta
from pathlib import Path

import pytest

from integrations.model_ends import NOTICE, ends_on, warning

END = date(2026, 12, 11)


@pytest.mark.parametrize(
    ("on", "sentence"),
    [
        (END - NOTICE - timedelta(days=1), ""),
        (END - NOTICE, "OpenAI ends gpt-5 on 11 Dec 2026: set LANGUAGE_MODEL to a newer one."),
        (END, "OpenAI ended gpt-5 on 11 Dec 2026: set LANGUAGE_MODEL to a newer one."),
    ],
)
def test_the_warning_comes_in_time(on: date, sentence: str) -> None:
    assert warning("LANGUAGE_MODEL", "gpt-5", on) == sentence


@pytest.mark.parametrize(
    ("model", "end"), [("GPT-5-2025-08-07", END), ("gpt-5-latest", END), ("gpt-50", None), ("", None)]
)
def test_dated_forms_of_a_model_end_with_it(model: str, end: date | None) -> None:
    assert ends_on(model) == end


def test_no_model_is_named_in_the_code() -> None:
    root = Path(__file__).parents[2]
    named = re.compile(r"\bgpt-\d|\bwhisper-\d|\bo\d-mini\b", re.IGNORECASE)
    files = [
        path for package in ("bot", "jobs", "integrations", "ml") for path in (root / package).rglob("*.py")
    ]
    found = {path.name for path in files if named.search(path.read_text(encoding="utf-8"))}
    assert found == {"model_ends.py"}
