"""The page over the real Slack app and a small team, served on loopback."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen

from bot.app import SlackAccess, make_app
from bot.commands import COMMANDS
from bot.exchange import CrmDesk, Desk
from bot.sandbox.clock import SandboxClock
from bot.sandbox.loopback import serving
from bot.sandbox.page_server import make_sandbox
from bot.sandbox.slack_standin import SlackStandIn
from integrations.store import Store
from tests.bot.slack_team import PEOPLE, fill

Json = dict[str, Any]


@dataclass
class Served:
    """The page at its address, and what is behind it."""

    address: str
    standin: SlackStandIn
    store: Store
    clock: SandboxClock

    def get(self, path: str) -> Json:
        """A JSON document of the page."""
        return self._read(Request(self.address + path))  # noqa: S310 - loopback

    def act(self, kind: str, user: str, **details: Any) -> Json:
        """Do something as this member."""
        body = json.dumps({"kind": kind, "user": user, **details}).encode()
        return self.post("/sandbox/act", body, "application/json")

    def post(self, path: str, body: bytes, kind: str) -> Json:
        """Post to the page."""
        return self._read(Request(self.address + path, body, {"Content-Type": kind}))  # noqa: S310 - loopback

    def messages(self, user: str, channel: str) -> list[Json]:
        """What this member sees there."""
        seen: list[Json] = self.get(f"/sandbox/state?user={user}&since=-1")["messages"][channel]
        return seen

    @staticmethod
    def _read(request: Request) -> Json:
        try:
            with urlopen(request, timeout=10) as reply:  # noqa: S310 - loopback
                document: Json = json.load(reply)
        except HTTPError as error:
            with error:
                return {"status": error.code}
        return document


@contextmanager
def served_page(store: Store, crm: CrmDesk | None = None) -> Iterator[Served]:
    """The page over this empty store, which gets a small team and a few companies; `crm`: what it may do there."""
    fill(store)
    clock = SandboxClock()
    standin = SlackStandIn(clock)
    site = _Late()
    with serving(site) as address:
        access = SlackAccess(standin.bot_token, standin.signing_secret, f"{address}/api/")
        app = make_app(Desk(store, clock, crm=crm or CrmDesk()), access)
        site.application = make_sandbox(
            app, standin, clock=clock, people=PEOPLE, own_url=address, commands=COMMANDS
        )
        yield Served(address, standin, store, clock)


class _Late:
    """An application that needs to know its address first."""

    application: Any = None

    def __call__(self, environ: Any, start_response: Any) -> Any:
        return self.application(environ, start_response)
