"""How much of a request's body is read: no more than anybody honest sends."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from wsgiref.types import WSGIEnvironment

# Slack's own requests stay far below: a modal's state is at most some hundred kilobytes. So do webhooks.
LARGEST_BODY = 1_000_000


def announced_length(environ: WSGIEnvironment) -> int:
    """The announced length of the body; one that is no number counts as too long."""
    announced = str(environ.get("CONTENT_LENGTH") or "0")
    return int(announced) if announced.isdecimal() else LARGEST_BODY + 1


def read_body(environ: WSGIEnvironment) -> bytes | None:
    """The whole body; None where it is too large, whatever was announced."""
    length = announced_length(environ)
    if length > LARGEST_BODY:
        return None
    if environ.get("wsgi.input_terminated"):  # then a proxy may send on without telling the length
        length = LARGEST_BODY + 1
    body: bytes = environ["wsgi.input"].read(length)
    return body if len(body) <= LARGEST_BODY else None
