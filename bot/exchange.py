"""Question, Answer, Command: what a rep asks and what the bot says, free of Bolt."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from integrations.store import Store
from ml.records import Person, Suggestion

Block = dict[str, Any]


@dataclass(frozen=True)
class Desk:
    """What an answer may use: the store, the clock, and who may see what.

    Parameters
    ----------
    store
        The SQL store.
    now
        The clock; gives aware UTC.
    visibility
        'own' or 'team': see `bot.visibility`.
    """

    store: Store
    now: Callable[[], datetime]
    visibility: Literal["own", "team"] = "own"


@dataclass(frozen=True)
class Question:
    """One command or click, with who asked.

    Parameters
    ----------
    text
        What was typed after the command, or the value of the button.
    asker
        The person of the team who asked.
    at
        When (UTC).
    suggestion_id
        The id that the answer's suggestion gets, if the answer is one.
    request_key
        Slack's trigger id: the same request delivered twice is answered once.
    """

    text: str
    asker: Person
    at: datetime
    suggestion_id: str
    request_key: str | None = None


@dataclass(frozen=True)
class Answer:
    """What the bot says: blocks, the same in one line of text, and the suggestion it is, if it can be rated."""

    text: str
    blocks: tuple[Block, ...] = ()
    suggestion: Suggestion | None = None


@dataclass(frozen=True)
class Command:
    """One slash command: its name, how it is used, and the function that answers it."""

    name: str
    usage: str
    description: str
    answer: Callable[[Question, Desk], Answer]
