from __future__ import annotations

import pytest

from bot.bearer_token import bears

TOKEN = "geheim-ü"


@pytest.mark.parametrize(
    ("header", "told"),
    [
        ("Bearer geheim-Ã¼", True),  # UTF-8, byte by byte, as WSGI gives it
        ("bearer  geheim-Ã¼ ", True),
        ("Bearer geheim", False),
        ("Bearer", False),
        ("Bearer ", False),
        ("geheim-Ã¼", False),
        ("Basic geheim-Ã¼", False),
        ("Bearer \U0001f600", False),
        ("", False),
    ],
)
def test_only_the_token_itself_is_taken(header: str, told: bool) -> None:
    assert bears({"HTTP_AUTHORIZATION": header}, TOKEN) is told


def test_without_a_token_nobody_has_it() -> None:
    assert not bears({"HTTP_AUTHORIZATION": "Bearer "}, "")
    assert not bears({}, "")
    assert not bears({}, TOKEN)
