"""A stand-in for Slack: a workspace in memory that answers the Web API over real HTTP, wrong calls as Slack does."""

from __future__ import annotations

import hashlib
import json
import secrets
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from http import HTTPStatus
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl

from bot.sandbox.loopback import serving
from bot.sandbox.triggers import ResponseUrl, Triggers
from bot.sandbox.web_call import Call, Wrong, checked_message
from bot.sandbox.web_methods import METHODS
from bot.sandbox.workspace import BOT_USER_ID, Channel, Json, Member, Message, Workspace

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIEnvironment

    from ml.records import Person

BOT_TOKEN = "xoxb-sandbox"  # noqa: S105 - opens nothing but this stand-in
SIGNING_SECRET = "sandbox-signing-secret"  # noqa: S105 - signs nothing but this stand-in's requests
SALES_CHANNEL = Channel("C0SALES", "sales")


class SlackStandIn:
    """A Slack workspace in memory and, called as a WSGI application, its Web API.

    It answers ``/api/<method>`` and ``/response/<token>`` (response URLs). Safe to use from several threads.

    Parameters
    ----------
    clock
        Gives the moment that messages carry; the real one unless it is moved.
    bot_token
        The one token that is accepted.
    signing_secret
        What requests to the app are signed with.
    scopes
        What the token may do; None: everything.
    """

    def __init__(
        self,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
        *,
        bot_token: str = BOT_TOKEN,
        signing_secret: str = SIGNING_SECRET,
        scopes: Iterable[str] | None = None,
    ) -> None:
        self.workspace = Workspace(clock)
        self.workspace.add_channel(SALES_CHANNEL)
        self.bot_token = bot_token
        self.signing_secret = signing_secret
        self.scopes = None if scopes is None else frozenset(scopes)
        self.calls: list[tuple[str, Json]] = []
        self.base_url = ""
        self.lock = threading.RLock()
        self._triggers = Triggers()
        self._response_urls: dict[str, ResponseUrl] = {}
        self._broken: dict[str, list[tuple[str, float]]] = {}

    # --- what a test or the page looks at

    @property
    def users(self) -> dict[str, Member]:
        """The members by id."""
        return self.workspace.users

    @property
    def views(self) -> dict[str, list[Json]]:
        """The open modals by member, the one on top last."""
        return self.workspace.views

    def home(self, user_id: str) -> Json | None:
        """What was published to this member's App Home."""
        return self.workspace.homes.get(user_id)

    def messages(self, channel_id: str, *, seen_by: str | None = None) -> list[Message]:
        """The messages of a conversation in order; `seen_by` leaves out what others alone were shown."""
        with self.lock:
            kept = self.workspace.messages.get(channel_id, [])
            return [m for m in kept if seen_by is None or m.ephemeral_to in {None, seen_by}]

    # --- what happens without a call

    def add_user(self, user_id: str, name: str, email: str, tz: str = "UTC") -> Member:
        """Admit a member and open the direct message between them and the bot."""
        with self.lock:
            member = self.workspace.add_member(Member(user_id, name, email, tz))
            self.workspace.dm_of(user_id)
            return member

    def admit(self, person: Person) -> str:
        """Admit one of the team and give their user id: their own, else one that stays the same for their e-mail."""
        digest = hashlib.sha256(person.email.casefold().encode()).hexdigest()
        user_id = person.slack_id or f"U0{digest[:9].upper()}"
        return self.add_user(user_id, person.name, person.email, person.time_zone).id

    def dm_of(self, user_id: str) -> str:
        """The id of the direct message between this member and the bot."""
        with self.lock:
            return self.workspace.dm_of(user_id).id

    def new_response_url(self, channel_id: str, user_id: str, source_ts: str | None = None) -> str:
        """A response URL for a command, or for a click on the message `source_ts`."""
        token = secrets.token_urlsafe(16)
        with self.lock:
            self._response_urls[token] = ResponseUrl(channel_id, user_id, source_ts, time.monotonic())
        return self.base_url.removesuffix("api/") + f"response/{token}"

    def show_response(self, channel_id: str, user_id: str, said: Json, source_ts: str | None = None) -> str:
        """Show what an app answered a command or click with, as Slack would: '' or Slack's error word.

        ``in_channel`` is seen by all, anything else by this member alone. ``replace_original`` and
        ``delete_original`` work on the message whose click it was.
        """
        with self.lock:
            source = self.workspace.find(channel_id, source_ts) if source_ts else None
            if said.get("delete_original"):
                return self._delete(source)
            try:
                checked = checked_message(said)
            except Wrong as problem:
                return str(problem)
            if source and said.get("replace_original"):
                self.workspace.rewrite(source, checked["text"], checked["blocks"])
            else:
                hidden = None if said.get("response_type") == "in_channel" else user_id
                self.workspace.post(channel_id, BOT_USER_ID, ephemeral_to=hidden, **checked)
            return ""

    def break_next(self, method: str, error: str = "internal_error", *, after: float = 0.0) -> None:
        """Let the next call of this method fail with this error word, after so many seconds."""
        self._broken.setdefault(method, []).append((error, after))

    def _delete(self, source: Message | None) -> str:
        if source is None:
            return "no_original"
        self.workspace.remove(source)
        return ""

    # --- the Web API

    def call(self, method: str, args: Json, token: str | None) -> Json:
        """Answer one call as Slack does."""
        with self.lock:
            self.calls.append((method, {name: value for name, value in args.items() if name != "token"}))
            fault = self._broken[method].pop(0) if self._broken.get(method) else None
        if fault:
            time.sleep(fault[1])
            return {"ok": False, "error": fault[0]}
        with self.lock:
            try:
                return {"ok": True, **self._answer(method, args, token)}
            except Wrong as problem:
                return _refusal(problem)

    def _answer(self, method: str, args: Json, token: str | None) -> Json:
        if method not in METHODS:
            raise Wrong("unknown_method")
        if not token:
            raise Wrong("not_authed")
        if token != self.bot_token:
            raise Wrong("invalid_auth")
        needed, answer = METHODS[method]
        call = Call(self.workspace, self._triggers, args, self.scopes)
        if lacking := [scope for scope in needed if not call.has(scope)]:
            raise Wrong("missing_scope", lacking)
        return answer(call)

    def respond(self, token: str, said: Json) -> tuple[HTTPStatus, str]:
        """What posting to a response URL gives: a status and Slack's word."""
        with self.lock:
            url = self._response_urls.get(token)
            error = url.take() if url else "no_such_url"
        if url is None or error:
            return HTTPStatus.NOT_FOUND, error
        error = self.show_response(url.channel, url.user, said, url.source_ts)
        return (HTTPStatus.BAD_REQUEST, error) if error else (HTTPStatus.OK, "ok")

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer one HTTP request."""
        kind, _, rest = str(environ.get("PATH_INFO", "")).strip("/").partition("/")
        args, token = _arguments(environ)
        if kind == "response" and environ["REQUEST_METHOD"] == "POST":
            status, word = self.respond(rest, args)
            return _reply(start_response, status, "text/plain", word)
        if kind != "api":
            return _reply(start_response, HTTPStatus.NOT_FOUND, "text/plain", "not found")
        answer = self.call(rest, args, token)
        return _reply(start_response, HTTPStatus.OK, "application/json", json.dumps(answer))

    @contextmanager
    def serve(self) -> Iterator[str]:
        """Serve on a free loopback port until the block ends; gives ``http://127.0.0.1:PORT/api/``."""
        with serving(self) as address:
            self.base_url = f"{address}/api/"
            yield self.base_url


def _refusal(problem: Wrong) -> Json:
    answer: Json = {"ok": False, "error": str(problem)}
    if str(problem) == "missing_scope":
        return answer | {"needed": ",".join(problem.messages)}
    if problem.messages:
        answer["response_metadata"] = {"messages": [f"[ERROR] {message}" for message in problem.messages]}
    return answer


def _arguments(environ: WSGIEnvironment) -> tuple[Json, str | None]:
    """The arguments of a call, from the query, a form or JSON, and the token it came with."""
    length = int(environ.get("CONTENT_LENGTH") or 0)
    body = environ["wsgi.input"].read(length).decode() if length else ""
    args: Json = dict(parse_qsl(environ.get("QUERY_STRING", ""), keep_blank_values=True))
    args |= _body_arguments(body, str(environ.get("CONTENT_TYPE", "")))
    bearer = str(environ.get("HTTP_AUTHORIZATION", "")).removeprefix("Bearer ")
    return args, bearer or args.get("token")


def _body_arguments(body: str, content_type: str) -> Json:
    if not content_type.startswith("application/json"):
        return dict(parse_qsl(body, keep_blank_values=True))
    try:
        parsed: Any = json.loads(body)
    except json.JSONDecodeError:
        return {}
    return parsed if isinstance(parsed, dict) else {}


def _reply(start_response: StartResponse, status: HTTPStatus, kind: str, body: str) -> list[bytes]:
    encoded = body.encode()
    headers = [("Content-Type", f"{kind}; charset=utf-8"), ("Content-Length", str(len(encoded)))]
    start_response(f"{status.value} {status.phrase}", headers)
    return [encoded]
