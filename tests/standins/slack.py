"""Slack as the sender of direct messages meets it: the sandbox's workspace on real HTTP, with every fault of the way.

with SlackApi(clock.now) as slack:
    slack.workspace.admit(ada)
    slack.faults.append(accept_then_drop(Where(path="chat.postMessage")))
    ...
    assert wrong(slack, store) == []
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any, get_args
from urllib.parse import parse_qsl

from sqlalchemy import select

from bot.exchange import Answer as Said
from bot.exchange import Desk
from bot.failures import in_words
from bot.pushes import Card
from bot.sandbox.slack_standin import SlackStandIn
from integrations.store import Store
from integrations.store.loop_schema import deliveries
from ml.messages import Message, MessageKind
from tests.standins.http import Answer, Request, StandIn, json_answer

POST = "chat.postMessage"
# How often a message may stand in the chats by the state of its slot; in any other state not at all.
_MAY_BE_TOLD = {"sent": {1}, "unknown": {0, 1}}


def plain_card(message: Message, _desk: Desk) -> Said | None:
    """The payload's text as it is, whatever the kind."""
    said = str(message.payload.get("text") or "").strip()
    return in_words(said) if said else None


PLAIN_CARDS: dict[MessageKind, Card] = dict.fromkeys(get_args(MessageKind), plain_card)


class SlackApi(StandIn):
    """The Web API of a workspace in memory.

    Parameters
    ----------
    now
        Its clock: messages carry its time.
    """

    def __init__(self, now: Callable[[], datetime]) -> None:
        super().__init__()
        self.workspace = SlackStandIn(now)
        # Called with the method before a request is answered.
        self.before_call: Callable[[str], object] = lambda _method: None

    @property
    def api_url(self) -> str:
        """Where its methods are."""
        return f"{self.url}/api/"

    def answer(self, request: Request) -> Answer:
        """Carry out one call."""
        method = request.path.rpartition("/")[2]
        self.before_call(method)
        token = request.headers.get("authorization", "").removeprefix("Bearer ")
        return json_answer(self.workspace.call(method, _arguments(request), token))

    def told(self) -> list[tuple[str, datetime, str]]:
        """Every message that stands in a chat: the chat, when, and the key in its metadata ('' for none)."""
        return [
            (channel, datetime.fromtimestamp(float(one.ts), UTC), _key(one.metadata))
            for channel in list(self.workspace.workspace.messages)
            for one in self.workspace.messages(channel)
        ]


class EveryNth:
    """A fault at each n-th post: 429 with a Retry-After, and nothing is carried out."""

    def __init__(self, nth: int, retry_after: int = 1) -> None:
        self.nth, self.retry_after, self.posts, self.happened = nth, retry_after, 0, 0

    def instead(self, request: Request) -> Answer | None:
        """See `tests.standins.http.Fault`."""
        if not request.path.endswith(POST):
            return None
        self.posts += 1
        if self.posts % self.nth:
            return None
        self.happened += 1
        return json_answer({"ok": False, "error": "ratelimited"}, 429, {"Retry-After": str(self.retry_after)})

    def afterwards(self, request: Request, answer: Answer) -> Answer:
        """See `tests.standins.http.Fault`."""
        return answer


def wrong(slack: SlackApi, store: Store, *, pace: timedelta | None = None) -> list[str]:
    """What the whole history says that must not be: a slot told twice, told though unsent, or not told though sent.

    With `pace`, also two messages of one chat that are closer together.
    """
    told = slack.told()
    times = Counter(key for _, _, key in told)
    with store.engine.reading() as connection:
        rows = connection.execute(select(deliveries)).all()
    strange = times.keys() - {row.key for row in rows}
    found = [f"a message of no slot: {key!r}" for key in strange] + [
        f"{row.kind} {row.person_id} {row.slot} is {row.state}, told {times[row.key]} times"
        for row in rows
        if times[row.key] not in _MAY_BE_TOLD.get(row.state, {0})
    ]
    return found + (_too_close(told, pace) if pace else [])


def unsettled(store: Store) -> list[str]:
    """The slots that are neither told nor given up."""
    settled = ("sent", "nothing", "unsent", "unknown")
    with store.engine.reading() as connection:
        rows = connection.execute(select(deliveries).where(deliveries.c.state.not_in(settled))).all()
    return [f"{row.kind} {row.person_id} {row.slot} is {row.state}: {row.note}" for row in rows]


def _too_close(told: list[tuple[str, datetime, str]], pace: timedelta) -> list[str]:
    before: dict[str, datetime] = {}
    found = []
    for channel, at, _ in sorted(told, key=lambda one: one[1]):
        if channel in before and at - before[channel] < pace:
            found.append(f"{channel}: two messages within {at - before[channel]}")
        before[channel] = at
    return found


def _key(metadata: dict[str, Any] | None) -> str:
    return str((metadata or {}).get("event_payload", {}).get("key", ""))


def _arguments(request: Request) -> dict[str, Any]:
    if request.headers.get("content-type", "").startswith("application/json"):
        parsed = request.json()
        return parsed if isinstance(parsed, dict) else {}
    query = {name: values[-1] for name, values in request.query.items()}
    return query | dict(parse_qsl(request.body.decode(), keep_blank_values=True))
