"""A HubSpot that answers what a test wrote down, over real HTTP; and a clock that moves when somebody sleeps."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from integrations.hubspot_crm import HubSpotCrm
from tests.standins.http import Answer, Request, StandIn, json_answer

BEGIN = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
TOKEN = "pat-sg1-secret"


class FakeTime:
    """A clock, and a sleep that moves it; remembers how long was slept."""

    def __init__(self, now: datetime = BEGIN) -> None:
        self.now = now
        self.slept: list[float] = []

    def clock(self) -> datetime:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += timedelta(seconds=seconds)


class ScriptedHubSpot(StandIn):
    """Answers from a list, one request after the other; then with empty lists."""

    def __init__(self, *answers: Answer | dict[str, Any]) -> None:
        super().__init__()
        self.script = list(answers)
        self.seen: list[Request] = []
        self.time = FakeTime()

    def answer(self, request: Request) -> Answer:
        self.seen.append(request)
        answer = self.script.pop(0) if self.script else {"results": []}
        return json_answer(answer) if isinstance(answer, dict) else answer

    def crm(self, **options: Any) -> HubSpotCrm:
        """The product's side, asking here."""
        return HubSpotCrm(TOKEN, self.url, clock=self.time.clock, sleep=self.time.sleep, **options)

    @property
    def paths(self) -> list[str]:
        return [f"{one.method} {one.path}" for one in self.seen]


def refusal(status: int, headers: dict[str, str] | None = None, **body: Any) -> Answer:
    """An error as HubSpot writes it."""
    return json_answer({"status": "error", "correlationId": "c0ffee"} | body, status, headers)
