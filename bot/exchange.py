"""Question, Answer, Command: what a rep asks and what the bot says, free of Bolt."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Literal

from bot.best_times import BestTimes
from integrations.store import Store
from integrations.writing import Writer
from ml.offer import Offer
from ml.records import Person, Suggestion

Block = dict[str, Any]


# How long a new portal may take to be noticed.
_PORTAL_REMEMBERED = timedelta(minutes=5)


@dataclass
class CrmDesk:
    """What may be done in HubSpot from Slack.

    Parameters
    ----------
    connected
        Whether HubSpot is configured at all.
    writes
        Which kinds an admin allows to be written: of `jobs.rules.WRITE_KINDS`.
    """

    connected: bool = False
    writes: frozenset[str] = frozenset()
    _portal: str = field(default="", init=False)
    _read_at: datetime | None = field(default=None, init=False)

    @property
    def offered(self) -> frozenset[str]:
        """Which kinds may be written now."""
        return self.writes if self.connected else frozenset()

    def portal(self, store: Store, now: datetime) -> str:
        """The HubSpot account that was synced last, by its number; '' where none is known. Read every few minutes."""
        if not self.connected:
            return ""
        if self._read_at is None or abs(now - self._read_at) > _PORTAL_REMEMBERED:
            told = store.facts.get("crm_portal", None) or {}
            said = str(told.get("id", ""))
            self._portal, self._read_at = said if said.isascii() and said.isdigit() else "", now
        return self._portal


@dataclass(frozen=True)
class Desk:
    """What an answer may use: the store, the clock, who may see what, and what may be done in HubSpot.

    Parameters
    ----------
    store
        The SQL store.
    now
        The clock; gives aware UTC.
    visibility
        'own' or 'team': see `bot.visibility`.
    crm
        What may be done in HubSpot.
    language_model
        The configured language model's name; '' where none is, and the embedded writer speaks.
    offer
        What we offer, as the admin wrote it down.
    best_times
        When it is best to touch a company.
    newest_blocks
        Whether the admin allows Slack's newest block types.
    feedback_channel
        Into which Slack channel what people say about the assistant goes; '' for none.
    """

    store: Store
    now: Callable[[], datetime]
    visibility: Literal["own", "team"] = "own"
    crm: CrmDesk = field(default_factory=CrmDesk)
    language_model: str = ""
    offer: Offer = field(default_factory=Offer)
    best_times: BestTimes = field(default_factory=BestTimes)
    newest_blocks: bool = True
    feedback_channel: str = ""


@dataclass(frozen=True)
class Bench:
    """What only slow answers may use, which the worker gives.

    Parameters
    ----------
    writer
        The language model; None where none is configured.
    regions
        Countries whose local phone numbers are understood, for redaction.
    """

    writer: Writer | None = None
    regions: tuple[str, ...] = ("SG", "ID", "MY")


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
class Later:
    """The rest of an answer, which the worker gives.

    Parameters
    ----------
    work, text
        Which of `bot.commands.SLOW_WORKS`, and what is asked of it.
    id
        Its row in the queue, once it has one.
    """

    work: str
    text: str
    id: str = ""


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
    later
        What the worker says after it, in its place where that can be.
    classic
        The same without Slack's newest block types, where `blocks` has some: see `bot.newest_blocks`.
    """

    text: str
    blocks: tuple[Block, ...] = ()
    suggestion: Suggestion | None = None
    replaces: bool = False
    later: Later | None = None
    classic: tuple[Block, ...] = ()


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
