"""The local Slack workspace over HTTP: the page, the JSON behind it, the Web API stand-in and the real Slack app."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from importlib import resources
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs

from bot.sandbox.page import Page
from bot.sandbox.slack_side import SlackSide
from ml.errors import BadInput
from ml.records import Role

if TYPE_CHECKING:
    from datetime import datetime
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

    from slack_bolt import App

    from bot.exchange import Command
    from bot.sandbox.clock import SandboxClock
    from bot.sandbox.slack_standin import SlackStandIn
    from bot.sandbox.workspace import Json
    from ml.records import Person

EVENTS_PATH = "/slack/events"
LARGEST_BODY = 1_000_000
REPS_SHOWN = 2
KINDS = {"html": "text/html", "css": "text/css", "js": "text/javascript", "svg": "image/svg+xml"}
# The page loads nothing from anywhere else, and nobody else may frame it.
CONTENT_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
SAFETY = [
    ("Content-Security-Policy", CONTENT_POLICY),
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "no-referrer"),
    ("Cache-Control", "no-store"),
]


@dataclass(frozen=True)
class Reply:
    """One HTTP reply."""

    body: bytes
    kind: str = "application/json"
    status: HTTPStatus = HTTPStatus.OK


def make_sandbox(
    bolt_app: App,
    standin: SlackStandIn,
    *,
    clock: SandboxClock,
    people: Sequence[Person],
    own_url: str,
    commands: Sequence[Command],
    pass_until: Callable[[datetime], None] | None = None,
) -> WSGIApplication:
    """The whole local workspace as one WSGI application; its server needs several threads and one process.

    Parameters
    ----------
    bolt_app
        The real Slack app; its Web API client has to point at ``own_url + "/api/"`` and it has to share the stand-in's
        bot token and signing secret.
    standin
        The workspace; everybody of `people` is admitted to it.
    clock
        The clock that the page moves; the app's desk has to read it too.
    people
        The team; the page switches between the first two reps and the first manager.
    own_url
        Where this application will be reached, such as ``http://127.0.0.1:3000``.
    commands
        What the composer completes.
    pass_until
        Lets the clock go on to a moment; without it the clock jumps there.
    """
    from bot.slack_endpoint import SlackEndpoint

    standin.base_url = f"{own_url}/api/"
    user_ids = {person.email: standin.admit(person) for person in people}
    members = {user_ids[person.email]: person.role.value for person in _switchable(people)}
    slack = SlackSide(standin, own_url + EVENTS_PATH, {command.name for command in commands})
    page = Page(standin, slack, clock, members, commands, pass_until or clock.move_to)
    return _Site(page, standin, SlackEndpoint(bolt_app, EVENTS_PATH))


def _switchable(people: Sequence[Person]) -> list[Person]:
    """Two reps and a manager, or whoever there is."""
    reps = [person for person in people if person.role is Role.REP][:REPS_SHOWN]
    leaders = [person for person in people if person.role is not Role.REP]
    return reps + sorted(leaders, key=lambda person: person.role is not Role.MANAGER)[:1]


@dataclass(frozen=True)
class _Site:
    """By path: the stand-in, the Slack app, the page's JSON, the page's files."""

    page: Page
    standin: WSGIApplication
    slack: WSGIApplication

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        path, method = str(environ.get("PATH_INFO", "")), environ["REQUEST_METHOD"]
        if path.startswith(("/api/", "/response/")):
            return self.standin(environ, start_response)
        if path == EVENTS_PATH:
            return self.slack(environ, start_response)
        if path.startswith("/sandbox/"):
            return _send(start_response, _carefully(lambda: self._json(path, method, environ)))
        return _send(start_response, _file(path) if method in {"GET", "HEAD"} else _not_found())

    def _json(self, path: str, method: str, environ: WSGIEnvironment) -> Reply:
        if (path, method) == ("/sandbox/setup", "GET"):
            return _json_reply(self.page.setup())
        if (path, method) == ("/sandbox/state", "GET"):
            query = parse_qs(environ.get("QUERY_STRING", ""))
            with self.page.standin.lock:
                return _json_reply(self.page.state(query["user"][0], int(query["since"][0])))
        if (path, method) == ("/sandbox/act", "POST"):
            return _json_reply(self.page.act(_posted(environ)))
        return _not_found()


def _carefully(answer: Callable[[], Reply]) -> Reply:
    """The reply, or a sentence where what the page sent is wrong."""
    try:
        return answer()
    except BadInput as problem:
        return _json_reply({"error": str(problem)})
    except (KeyError, TypeError, ValueError, IndexError):
        return Reply(
            b'{"error": "The page sent something that is not understood; reload it."}',
            status=HTTPStatus.BAD_REQUEST,
        )


def _posted(environ: WSGIEnvironment) -> Json:
    """The JSON that was posted. Only JSON: another site's form cannot send it unasked."""
    length = int(environ.get("CONTENT_LENGTH") or 0)
    if not str(environ.get("CONTENT_TYPE", "")).startswith("application/json") or length > LARGEST_BODY:
        raise ValueError("not JSON, or too much of it")
    asked: Any = json.loads(environ["wsgi.input"].read(length))
    if not isinstance(asked, dict):
        raise TypeError("not an object")
    return asked


def _file(path: str) -> Reply:
    """A file of the page; the names come from the folder, so that no path leads out of it."""
    folder = resources.files("bot.sandbox") / "static"
    wanted = "index.html" if path == "/" else path.removeprefix("/static/")
    found = next((file for file in folder.iterdir() if file.name == wanted), None)
    if found is None:
        return _not_found()
    return Reply(found.read_bytes(), KINDS.get(wanted.rpartition(".")[2], "application/octet-stream"))


def _json_reply(document: Json) -> Reply:
    return Reply(json.dumps(document).encode())


def _not_found() -> Reply:
    return Reply(b"Not found", "text/plain", HTTPStatus.NOT_FOUND)


def _send(start_response: StartResponse, reply: Reply) -> list[bytes]:
    headers = [("Content-Type", f"{reply.kind}; charset=utf-8"), ("Content-Length", str(len(reply.body)))]
    start_response(f"{reply.status.value} {reply.status.phrase}", headers + SAFETY)
    return [reply.body]
