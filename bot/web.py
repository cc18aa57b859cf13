"""The web process: Slack's signed requests, webhooks, and whether this process is alive and ready.

`application` is what the server loads: it reads the settings, opens the store and builds the Slack app.
It must stay light: no pandas, no scikit-learn.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Iterable
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING

from bot import logs
from bot.request_body import LARGEST_BODY, announced_length
from bot.settings import Settings
from bot.webhooks import Webhooks
from bot.wiring import Office, build
from ml.errors import SalesAssistantError

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment


@dataclass(frozen=True)
class Web:
    """The WSGI application: `/slack/events`, webhooks, `/healthz`, `/readyz`; 404 for anything else.

    Parameters
    ----------
    office
        Whose store has to answer for the process to be ready.
    slack
        Takes Slack's requests; None where they come over a socket.
    webhooks
        Takes the deliveries of the systems outside; None where there are none.
    """

    office: Office
    slack: WSGIApplication | None
    webhooks: Webhooks | None = None

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer one request."""
        path, method = environ.get("PATH_INFO", ""), environ["REQUEST_METHOD"]
        if path == "/slack/events" and method == "POST" and self.slack:
            if announced_length(environ) > LARGEST_BODY:
                return _reply(start_response, HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
            return self.slack(environ, start_response)
        return _reply(start_response, *self._answer(path, method, environ))

    def _answer(self, path: str, method: str, environ: WSGIEnvironment) -> tuple[HTTPStatus, str]:
        if method == "POST" and self.webhooks and path in self.webhooks:
            return self.webhooks.take(path, environ), ""
        if path == "/healthz" and method in {"GET", "HEAD"}:
            return HTTPStatus.OK, "ok"
        if path == "/readyz" and method in {"GET", "HEAD"}:
            return self._readiness()
        return HTTPStatus.NOT_FOUND, ""

    def _readiness(self) -> tuple[HTTPStatus, str]:
        """Whether a request could be answered now: the store has to answer."""
        try:
            self.office.store.ping()
        except SalesAssistantError as error:
            return HTTPStatus.SERVICE_UNAVAILABLE, str(error)
        return HTTPStatus.OK, "ready"


def application() -> Web:
    """The web application of this process, from its environment; the server calls it once per worker."""
    settings = Settings.read(os.environ, Path.cwd())
    logs.set_up(settings)
    office = build(settings)
    app = office.bolt_app()
    if settings.slack_app_token:
        from bot.socket_mode import connect

        connect(app, settings)
    slack = None
    if settings.slack_signing_secret:
        from bot.slack_endpoint import SlackEndpoint

        slack = SlackEndpoint(app)
    logging.getLogger(__name__).info("ready for Slack over %s", _road(settings))
    return Web(office, slack, Webhooks(settings, office.store.hints, office.clock))


def _road(settings: Settings) -> str:
    roads = {"Socket Mode": settings.slack_app_token, "HTTP at /slack/events": settings.slack_signing_secret}
    return " and ".join(road for road, given in roads.items() if given)


def _reply(start_response: StartResponse, status: HTTPStatus, text: str = "") -> list[bytes]:
    body = (text or status.phrase).encode()
    headers = [("Content-Type", "text/plain; charset=utf-8"), ("Content-Length", str(len(body)))]
    start_response(f"{status.value} {status.phrase}", headers)
    return [body]
