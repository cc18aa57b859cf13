"""What people see when something fails: one sentence of what happened, what to do, and a reference."""

from __future__ import annotations

from typing import Any

from bot.blocks.kit import Block, lines, plain


def problem_card(sentence: str) -> tuple[Block, ...]:
    """The sentence, shown literally: it may repeat what was typed."""
    return (lines(sentence),)


def notice_modal(sentence: str, *, title: str = "That did not work") -> dict[str, Any]:
    """The sentence in place of a modal that was submitted."""
    return {
        "type": "modal",
        "title": plain(title, 24),
        "close": plain("Close", 24),
        "blocks": [lines(sentence)],
    }


def notice_home(sentence: str) -> dict[str, Any]:
    """An App Home that says one sentence: to a stranger, or when something failed."""
    return {"type": "home", "blocks": [lines(sentence)]}


def broken_words(reference: str) -> str:
    """The sentence for a failure of our own."""
    return (
        "Something broke on our side. Please try again; "
        f"if it happens twice, tell your admin this reference: (ref {reference})"
    )
