"""Whether a webhook was sent by HubSpot: its request signature, version 3.

As documented by HubSpot (Validating requests, X-HubSpot-Signature-v3): HMAC-SHA256 in Base64 over method, URI,
body and timestamp, keyed with the app's client secret; some escapes of the URI are decoded first; requests older
than five minutes are refused. HubSpot's own client decodes nothing and takes any moment of the future.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
from dataclasses import dataclass
from datetime import datetime, timedelta

LONGEST_AGE = timedelta(minutes=5)
# The only escapes that are decoded; `%20` and `%25`, for example, are signed as they stand.
_ESCAPES = {
    "%3A": ":", "%2F": "/", "%3F": "?", "%40": "@", "%21": "!", "%24": "$",
    "%27": "'", "%28": "(", "%29": ")", "%2A": "*", "%2C": ",", "%3B": ";",
}  # fmt: skip
_ESCAPE = re.compile("|".join(_ESCAPES), re.IGNORECASE)
_TIMESTAMP = re.compile(r"[0-9]{1,15}")  # milliseconds since 1970


@dataclass(frozen=True)
class SignedRequest:
    """A request as it arrived.

    Parameters
    ----------
    method, uri
        How and where to, the URI in full with its query, as HubSpot was told to call it.
    body
        As it was sent, byte by byte.
    signature, timestamp
        The headers `X-HubSpot-Signature-v3` and `X-HubSpot-Request-Timestamp`; '' where there is none.
    """

    method: str
    uri: str
    body: bytes
    signature: str
    timestamp: str


def comes_from_hubspot(request: SignedRequest, secret: str, *, now: datetime) -> bool:
    """Whether HubSpot signed this, at most five minutes before or after `now`; False for anything malformed."""
    if not secret or not _TIMESTAMP.fullmatch(request.timestamp):
        return False
    if abs(now.timestamp() * 1000 - int(request.timestamp)) > LONGEST_AGE.total_seconds() * 1000:
        return False
    return hmac.compare_digest(_signature(request, secret), _bytes(request.signature))


def decoded_uri(uri: str) -> str:
    """The URI as HubSpot signs it.

    >>> decoded_uri("https://a.example/hook?to=x%40y%3a1&note=a%20b")
    'https://a.example/hook?to=x@y:1&note=a%20b'
    """
    return _ESCAPE.sub(lambda escape: _ESCAPES[escape[0].upper()], uri)


def _signature(request: SignedRequest, secret: str) -> bytes:
    signed = b"".join(
        (
            _bytes(request.method),
            _bytes(decoded_uri(request.uri)),
            request.body,
            _bytes(request.timestamp),
        )
    )
    return base64.b64encode(hmac.new(_bytes(secret), signed, hashlib.sha256).digest())


def _bytes(text: str) -> bytes:
    """UTF-8; what is no text at all (half a character) becomes what no signature can hold."""
    return text.encode("utf-8", "replace")
