"""How a job learns which thumbs stand on a message; who reads them is the bot's affair."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Protocol

from ml.records import Vote


@dataclass(frozen=True)
class StandingThumb:
    """A thumb emoji that stands on a message: whose (their Slack id), which with its skin, what it says."""

    slack_id: str
    emoji: str
    vote: Vote


class ReactionReader(Protocol):
    """Reads what stands on a message."""

    def thumbs_on(self, channel: str, ts: str) -> Collection[StandingThumb] | None:
        """All thumbs on this message; None where it is gone.

        Raises
        ------
        Unavailable
            When Slack does not answer, or wants to be asked less.
        Refused
            When the app may not read reactions.
        """
        ...
