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
    """What the bot says.

    Parameters
    ----------
    text
        The whole answer in one line, for notifications and screen readers; safe mrkdwn.
    blocks
        What is shown.
    suggestion
        What it is as a suggestion, if it can be rated.
    replaces
        Whether it takes the place of the message whose button was clicked.
    """

    text: str
    blocks: tuple[Block, ...] = ()
    suggestion: Suggestion | None = None
    replaces: bool = False


@dataclass(frozen=True)
class Command:
    """One slash command: its name, how it is used, and the function that answers it."""

    name: str
    usage: str
    description: str
    answer: Callable[[Question, Desk], Answer]


@dataclass(frozen=True)
class Click:
    """One button or select: what its action_id begins with, and the function that answers a click on it."""

    action: str
    answer: Callable[[Question, Desk], Answer]
