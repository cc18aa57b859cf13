"""Trigger ids and response URLs: what Slack hands an app with every command and click, and for how long they hold."""

from __future__ import annotations

import secrets
import time
from dataclasses import dataclass

from bot.sandbox.workspace import TEAM_ID

TRIGGER_SECONDS = 3.0
RESPONSE_URL_SECONDS = 30 * 60
RESPONSE_URL_USES = 5


def new_trigger_id(user_id: str) -> str:
    """A trigger id that names when it was made and whose screen it may open something on."""
    return f"{time.time_ns() // 1_000_000}.{TEAM_ID}{user_id}.{secrets.token_hex(8)}"


class Triggers:
    """Which trigger ids were used: each opens one view, within three seconds."""

    def __init__(self) -> None:
        self._used = set[str]()

    def exchange(self, trigger_id: str) -> tuple[str, str]:
        """Slack's error word (or '') and the user whose trigger it was."""
        made, _, rest = trigger_id.partition(".")
        owner = rest.partition(".")[0].removeprefix(TEAM_ID)
        if not made.isdigit() or not owner.startswith("U"):
            return "invalid_trigger_id", ""
        if trigger_id in self._used:
            return "exchanged_trigger_id", ""
        if time.time() - int(made) / 1000 > TRIGGER_SECONDS:
            return "expired_trigger_id", ""
        self._used.add(trigger_id)
        return "", owner


@dataclass
class ResponseUrl:
    """Where a command or click may be answered: five times, within half an hour.

    `source_ts` is the message whose click it came from; a command has none, so nothing can be replaced.
    """

    channel: str
    user: str
    source_ts: str | None
    made: float
    uses: int = 0

    def take(self) -> str:
        """Use it once: '' or Slack's error word."""
        if time.monotonic() - self.made > RESPONSE_URL_SECONDS:
            return "expired_url"
        if self.uses >= RESPONSE_URL_USES:
            return "used_url"
        self.uses += 1
        return ""
