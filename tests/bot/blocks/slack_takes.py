"""What makes a message one that Slack takes and that does nothing it should not."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from bot.sandbox.block_rules import complaints_about_blocks, complaints_about_view

Json = dict[str, Any]
# Elements of rich text that are not literal text.
LIVE = {"link", "user", "usergroup", "channel", "broadcast", "emoji"}
HALVES = ("&a", "&am", "&amp", "&l", "&lt", "&g", "&gt")


def slack_takes(blocks: Sequence[Json], line: str = "x") -> bool:
    """Within all published limits, encodable, and without a live token in any sink; fails with what is wrong."""
    assert complaints_about_blocks(list(blocks)) == []
    assert line
    assert len(line) < 4000
    assert is_dead(line), line
    for part in parts(list(blocks)):
        if part.get("type") == "mrkdwn":
            assert is_dead(part["text"]), part
            assert part["verbatim"] is True
        assert part.get("type") not in LIVE
    json.dumps(blocks).encode()
    json.dumps(blocks, ensure_ascii=False).encode()
    return True


def slack_takes_view(view: Json) -> bool:
    """The same for a modal or App Home."""
    assert complaints_about_view(view) == []
    return slack_takes(view["blocks"][:50])


def is_dead(text: str) -> bool:
    """Whether mrkdwn holds no control character but in whole entities."""
    rest = text.replace("&amp;", "").replace("&lt;", "").replace("&gt;", "")
    return not set(rest) & set("<>&")


def parts(value: Any) -> Iterator[Json]:
    """Every object in blocks."""
    if isinstance(value, dict):
        yield value
    for inner in (
        value.values() if isinstance(value, dict) else value if isinstance(value, list | tuple) else ()
    ):
        yield from parts(inner)
