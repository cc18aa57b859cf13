"""What people typed, and what Slack made of it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.typed_text import command_and_rest, typed


@pytest.mark.parametrize(
    ("sent", "meant"),
    [
        ("R&amp;D", "R&D"),
        ("&lt;b&gt;", "<b>"),
        ("&amp;lt;", "&lt;"),
        ("<http://acme.com|acme.com>", "acme.com"),
        ("<https://acme.com/x>", "https://acme.com/x"),
        ("<mailto:a@acme.com|a@acme.com>", "a@acme.com"),
        ("<@U1>", "<@U1>"),
    ],
)
def test_what_was_meant(sent: str, meant: str) -> None:
    assert typed(sent) == meant


@given(st.text())
def test_any_text_is_read(text: str) -> None:
    name, rest = command_and_rest(text)
    assert name.startswith("/")
    assert rest == rest.strip()
