"""Bolt's WSGI endpoint, hardened: a body that is no request of Slack's is answered 400, never 500."""

from __future__ import annotations

from http import HTTPStatus

from slack_bolt import BoltRequest, BoltResponse
from slack_bolt.adapter.wsgi import SlackRequestHandler
from slack_bolt.adapter.wsgi.http_request import WsgiHttpRequest


class SlackEndpoint(SlackRequestHandler):
    """`POST /slack/events` over a Bolt app.

    Bolt parses a body before it checks the signature, so anybody can send it bodies that do not parse.
    """

    def dispatch(self, request: WsgiHttpRequest) -> BoltResponse:
        """Answer one request."""
        try:
            parsed = BoltRequest(
                body=request.get_body(), query=request.query_string, headers=request.get_headers()
            )
        except (ValueError, TypeError, AttributeError, LookupError, RecursionError):
            return BoltResponse(status=HTTPStatus.BAD_REQUEST)
        return self.app.dispatch(parsed)
