"""Whether a request bears the token that a setting names."""

from __future__ import annotations

import hmac
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from wsgiref.types import WSGIEnvironment


def bears(environ: WSGIEnvironment, token: str) -> bool:
    """Whether the request has `Authorization: Bearer TOKEN`; how long it takes tells nothing of the token."""
    kind, _, given = str(environ.get("HTTP_AUTHORIZATION", "")).partition(" ")
    # WSGI gives each byte of a header as one letter.
    told = given.strip().encode("latin-1", "replace")
    return bool(token) and kind.lower() == "bearer" and hmac.compare_digest(told, token.encode())
