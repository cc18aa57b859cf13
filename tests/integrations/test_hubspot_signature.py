"""HubSpot's signature: a vector made by openssl, the vendor's client where it is right, wild input."""

from __future__ import annotations

import hashlib
from base64 import b64encode
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hubspot.utils.signature import Signature
from hypothesis import given
from hypothesis import strategies as st

from integrations.hubspot_signature import SignedRequest, comes_from_hubspot, decoded_uri

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
SECRET = "a1b2c3d4-aaaa-bbbb-cccc-1234567890ab"
URI = "https://sales.example.com/hubspot/events"
BODY = b'[{"objectId":7,"subscriptionType":"deal.propertyChange"}]'
STAMP = "1795435200000"  # NOW in milliseconds
# printf '%s' 'POST<URI><BODY><STAMP>' | openssl dgst -sha256 -hmac SECRET -binary | base64
KNOWN = "+GKA4o9Z+rS+fYvDNt906E2SGDr1NW+Yjt0tRsa2k8U="


def hmac_sha256(key: bytes, message: bytes) -> bytes:
    """RFC 2104 written out, so that nothing of the product's own arithmetic is shared."""
    block = (hashlib.sha256(key).digest() if len(key) > 64 else key).ljust(64, b"\0")
    inner = hashlib.sha256(bytes(byte ^ 0x36 for byte in block) + message).digest()
    return hashlib.sha256(bytes(byte ^ 0x5C for byte in block) + inner).digest()


def signed(
    uri: str = URI, body: bytes = BODY, *, signed_uri: str | None = None, at: datetime = NOW
) -> SignedRequest:
    stamp = str(round(at.timestamp() * 1000))
    message = b"POST" + (signed_uri or uri).encode() + body + stamp.encode()
    return SignedRequest("POST", uri, body, b64encode(hmac_sha256(SECRET.encode(), message)).decode(), stamp)


def test_a_known_signature() -> None:
    assert comes_from_hubspot(SignedRequest("POST", URI, BODY, KNOWN, STAMP), SECRET, now=NOW)
    assert signed().signature == KNOWN


def test_the_vendors_client_agrees_where_nothing_is_escaped() -> None:
    now = datetime.now(UTC)  # the vendor's client asks the wall clock itself
    request = signed(at=now)
    theirs = Signature.is_valid(
        request.signature, SECRET, BODY.decode(), URI, "POST", "v3", request.timestamp
    )
    assert theirs is comes_from_hubspot(request, SECRET, now=now) is True


@pytest.mark.parametrize(
    ("escape", "character"),
    [
        ("%3A", ":"), ("%2F", "/"), ("%3F", "?"), ("%40", "@"), ("%21", "!"), ("%24", "$"),
        ("%27", "'"), ("%28", "("), ("%29", ")"), ("%2A", "*"), ("%2C", ","), ("%3B", ";"),
    ],
)  # fmt: skip
def test_the_documented_escapes_are_signed_decoded(escape: str, character: str) -> None:
    for written in (escape, escape.lower()):
        request = signed(f"{URI}?q=a{written}b", signed_uri=f"{URI}?q=a{character}b")
        assert comes_from_hubspot(request, SECRET, now=NOW)


@pytest.mark.parametrize("escape", ["%20", "%25", "%253A", "%C3%BC", "%26", "%3D", "%23", "%", "%3", "+"])
def test_other_escapes_are_signed_as_they_stand(escape: str) -> None:
    assert decoded_uri(f"{URI}?q={escape}") == f"{URI}?q={escape}"
    assert comes_from_hubspot(signed(f"{URI}?q={escape}"), SECRET, now=NOW)


@pytest.mark.parametrize(
    ("seconds", "taken"), [(0, True), (300, True), (-300, True), (301, False), (-301, False), (86400, False)]
)
def test_a_request_is_at_most_five_minutes_off(seconds: int, taken: bool) -> None:
    request = signed(at=NOW + timedelta(seconds=seconds))
    assert comes_from_hubspot(request, SECRET, now=NOW) is taken


@pytest.mark.parametrize(
    "change",
    [
        {"body": BODY + b" "},
        {"uri": URI + "?"},
        {"uri": URI.replace("https", "http")},
        {"method": "GET"},
        {"timestamp": str(int(STAMP) + 1)},
        {"signature": ""},
        {"signature": KNOWN.rstrip("=")},
        {"signature": KNOWN + " "},
        {"timestamp": ""},
        {"timestamp": f"{STAMP}.0"},
        {"timestamp": f"+{STAMP}"},
        {"timestamp": f" {STAMP}"},
        {"timestamp": "9" * 400},
        {"timestamp": "١٧٩٥٤٣٥٢٠٠٠٠٠"},
    ],
)  # fmt: skip
def test_anything_else_than_what_was_signed_is_refused(change: dict[str, str]) -> None:
    assert not comes_from_hubspot(replace(signed(), **change), SECRET, now=NOW)  # type: ignore[arg-type]  # each of its own type


@pytest.mark.parametrize("secret", ["", "another"])
def test_another_secret_proves_nothing(secret: str) -> None:
    message = b"POST" + URI.encode() + BODY + STAMP.encode()
    empty = b64encode(hmac_sha256(b"", message)).decode()
    assert not comes_from_hubspot(replace(signed(), signature=empty), secret, now=NOW)
    assert not comes_from_hubspot(signed(), secret, now=NOW)


# half characters included
wild = st.text(st.characters(codec=None) | st.sampled_from("%3Aa2\ud800\0"), max_size=60)
stamps = wild | st.just(STAMP) | st.integers().map(str)


requests = st.builds(SignedRequest, wild, wild, st.binary(max_size=60), signature=wild, timestamp=stamps)


@given(requests, wild | st.just(SECRET))
def test_nothing_breaks_it(request: SignedRequest, secret: str) -> None:
    assert comes_from_hubspot(request, secret, now=NOW) is False


@given(st.binary(max_size=200), st.text(st.characters(codec="utf-8"), max_size=40))
def test_what_is_signed_right_is_taken(body: bytes, query: str) -> None:
    uri = f"{URI}?{query}"
    assert comes_from_hubspot(signed(uri, body, signed_uri=decoded_uri(uri)), SECRET, now=NOW)
