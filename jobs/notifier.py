"""How a job tells somebody of the team something; how it looks is the bot's affair."""

from __future__ import annotations

from typing import Protocol


class Notifier(Protocol):
    """Tells people things in their chat with the bot."""

    def tell(self, person_id: int, sentence: str) -> None:
        """Tell somebody this; where that fails, it is logged and nothing is raised."""
        ...
