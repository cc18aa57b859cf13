"""How a job tells somebody of the team something; how it looks is the bot's affair."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from ml.messages import Message, SendResult, Sent


class Teller(Protocol):
    """Tells people single sentences in their chat with the bot."""

    def tell(self, person_id: int, sentence: str) -> None:
        """Tell somebody this; where that fails, it is logged and nothing is raised."""
        ...


class Notifier(Teller, Protocol):
    """Sends the messages of the ledger besides."""

    def send(self, message: Message) -> SendResult:
        """Send a message of the ledger, its key in the metadata: one attempt, nothing is raised.

        The suggestion is saved before it is sent, under the message's key.
        """
        ...

    def look_for(self, message: Message, now: datetime) -> Sent | None:
        """Where in the person's chat a message that may have been sent stands; None: it is not there.

        Raises
        ------
        Unavailable
            When the chat's history cannot be read now.
        Refused
            When it may not be read at all.
        """
        ...
