"""The web process: Slack's signed requests, webhooks, a cloud's clock, measures, and whether it is alive and ready.

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
from bot.bearer_token import bears
from bot.cloud_clock import CloudClock
from bot.gauges import CONTENT_TYPE, metrics_page
from bot.request_body import LARGEST_BODY, announced_length
from bot.settings import Settings
from bot.webhooks import Webhooks
from bot.wiring import Office, build
from ml.errors import SalesAssistantError

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

_PLAIN, _JSON = "text/plain; charset=utf-8", "application/json"
# How a request is answered: its status, the text ('': the status in words), what kind of text it is.
Reply = tuple[HTTPStatus, str, str]


@dataclass(frozen=True)
class Web:
    """The WSGI application; 404 for all but `/slack/events`, webhooks, `/jobs/tick`, `/metrics`, `/healthz`, `/readyz`.

    Parameters
    ----------
    office
        Whose store has to answer for the process to be ready.
    slack
        Takes Slack's requests; None where they come over a socket.
    webhooks
        Takes the deliveries of the systems outside; None where there are none.
    cloud_clock
        Does the jobs that are due when it is told to; None where it is never told.
    """

    office: Office
    slack: WSGIApplication | None
    webhooks: Webhooks | None = None
    cloud_clock: CloudClock | None = None

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer one request."""
        path, method = environ.get("PATH_INFO", ""), environ["REQUEST_METHOD"]
        if path == "/slack/events" and method == "POST" and self.slack:
            if announced_length(environ) > LARGEST_BODY:
                return _reply(start_response, HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
            return self.slack(environ, start_response)
        return _reply(start_response, *self._answer(path, method, environ))

    def _answer(self, path: str, method: str, environ: WSGIEnvironment) -> Reply:
        if method == "POST" and self.webhooks and path in self.webhooks:
            return self.webhooks.take(path, environ), "", _PLAIN
        if path == "/jobs/tick" and self.cloud_clock:
            status, told = self.cloud_clock.take(method, environ)
            return status, told, _JSON if told else _PLAIN
        if method in {"GET", "HEAD"}:
            return self._look(path, environ)
        return HTTPStatus.NOT_FOUND, "", _PLAIN

    def _look(self, path: str, environ: WSGIEnvironment) -> Reply:
        """What somebody outside may look at."""
        try:
            match path:
                case "/healthz":
                    return HTTPStatus.OK, "ok", _PLAIN
                case "/readyz":
                    self.office.store.ping()
                    return HTTPStatus.OK, "ready", _PLAIN
                case "/metrics":
                    return self._metrics(environ)
        except SalesAssistantError as error:
            return HTTPStatus.SERVICE_UNAVAILABLE, str(error), _PLAIN
        return HTTPStatus.NOT_FOUND, "", _PLAIN

    def _metrics(self, environ: WSGIEnvironment) -> Reply:
        token = self.office.settings.metrics_token
        if not token:
            return HTTPStatus.NOT_FOUND, "", _PLAIN
        if not bears(environ, token):
            return HTTPStatus.UNAUTHORIZED, "", _PLAIN
        return HTTPStatus.OK, metrics_page(self.office.store, self.office.clock()), CONTENT_TYPE


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
    return Web(office, slack, Webhooks(settings, office.store.hints, office.clock), CloudClock(settings))


def _road(settings: Settings) -> str:
    roads = {"Socket Mode": settings.slack_app_token, "HTTP at /slack/events": settings.slack_signing_secret}
    return " and ".join(road for road, given in roads.items() if given)


def _reply(
    start_response: StartResponse, status: HTTPStatus, text: str = "", kind: str = _PLAIN
) -> list[bytes]:
    body = (text or status.phrase).encode()
    headers = [("Content-Type", kind), ("Content-Length", str(len(body)))]
    if status is HTTPStatus.UNAUTHORIZED:
        headers.append(("WWW-Authenticate", "Bearer"))
    start_response(f"{status.value} {status.phrase}", headers)
    return [body]
