"""What HubSpot's refusals and failures mean: the designed error, in words, and whether to ask again."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta, tzinfo
from http import HTTPStatus
from typing import Any

from integrations.errors import AccessRefused, DailyLimit, Garbled, MaybeWritten, WriteRefused
from ml.errors import SalesAssistantError, Unavailable

_WHERE = "in HubSpot under Settings > Integrations > Service Keys"
_LATER = "nothing was lost, try again later"
_LONGEST_PAUSE_S = 60.0
_MIGRATING = 477  # the account moves to another data centre; HubSpot's pages on errors
_LOCKED_S = 2.0  # HubSpot's pages on errors: a locked record is free again after two seconds
_PAUSES = {"SECONDLY": 1.0, "TEN_SECONDLY_ROLLING": 10.0}
_SCOPE = re.compile(r"[a-z][a-z0-9._-]{2,60}")
_MAIL_OR_NUMBER = re.compile(r"\S+@\S+|\+\d[\d ()-]{6,}\d")
_SCOPED = {"companies", "contacts", "deals"}


class MissingScope(AccessRefused):
    """The key is good, but lacks a permission."""


class NotThere(Unavailable):
    """HubSpot knows no such thing (404)."""


class AlreadyThere(WriteRefused):
    """What should be made exists (409)."""


@dataclass(frozen=True)
class Answer:
    """An answer as it came."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    def json(self) -> Any:
        """The body as JSON; None where it is none."""
        try:
            return json.loads(self.body)
        except (ValueError, RecursionError):
            return None


@dataclass(frozen=True)
class Call:
    """One question to HubSpot: the path as the client's templates have it, and what fills the template."""

    method: str
    path: str
    fillers: Mapping[str, Any]

    @property
    def search(self) -> bool:
        """Whether it is one of the searches, which have a limit of their own."""
        return self.path.endswith("/search")

    @property
    def reads(self) -> bool:
        """Whether it changes nothing."""
        return self.method == "GET" or self.path.endswith(("/search", "/batch/read"))

    @property
    def once(self) -> bool:
        """Whether it would write twice if it were sent twice: it makes a record."""
        return (
            self.method == "POST" and re.search(r"/objects/(?:[\d-]+/)?{objectType}$", self.path) is not None
        )

    @property
    def subject(self) -> str:
        """What it is about, in a word for people."""
        kinds = [str(self.fillers[name]) for name in ("objectType", "fromObjectType") if name in self.fillers]
        parts = [part for part in self.path.split("/") if part and part != "crm" and not part.startswith("v")]
        return (kinds or parts)[0]

    @property
    def scopes(self) -> list[str]:
        """The permissions it needs, as HubSpot's pages name them."""
        access = "read" if self.reads else "write"
        if "/owners/" in self.path:
            return ["crm.objects.owners.read"]
        kinds = [str(value) for name, value in self.fillers.items() if name.lower().endswith("objecttype")]
        shape = "schemas" if "/properties/" in self.path or "/pipelines/" in self.path else "objects"
        needed = [f"crm.{shape}.{kind if kind in _SCOPED else 'contacts'}.{access}" for kind in kinds]
        return list(dict.fromkeys(needed + ["sales-email-read"] * ("emails" in kinds)))


@dataclass(frozen=True)
class Failure:
    """Why a question has no answer: the error, whether it is worth another try, and the wait HubSpot asked for."""

    error: SalesAssistantError
    again: bool = False
    wait: float | None = None


def judge(call: Call, answer: Answer, *, now: datetime, zone: tzinfo) -> Failure | dict[str, Any]:
    """What an answer says: its JSON where it is one that can be used, else why not.

    Parameters
    ----------
    call
        What was asked.
    answer
        What came.
    now
        The present moment (UTC).
    zone
        The account's, in which its days begin.
    """
    if not HTTPStatus.OK <= answer.status < HTTPStatus.MULTIPLE_CHOICES:
        return _refusal(call, answer, now=now, zone=zone)
    found = answer.json()
    if not isinstance(found, dict):
        return garbled(call, answer.body)
    if answer.status == HTTPStatus.MULTI_STATUS and (problem := _partly(call, found)):
        return problem
    if call.reads and call.path.startswith("/crm/") and not isinstance(found.get("results"), list):
        return garbled(call)
    return found


def no_answer(call: Call, *, sent: bool) -> Failure:
    """A connection that could not be made, or that broke; `sent`: the question may have arrived."""
    if call.once and sent:
        return Failure(MaybeWritten(f"HubSpot did not say whether it took the {_one(call.subject)}; look there before sending it again."))  # fmt: skip
    reached = "did not answer" if sent else "cannot be reached; check the network and HUBSPOT_API_URL"
    return Failure(Unavailable(f"HubSpot {reached}; {_LATER}."), again=True)


def next_midnight(now: datetime, zone: tzinfo) -> datetime:
    """When the account's next day begins (UTC).

    >>> from zoneinfo import ZoneInfo
    >>> next_midnight(datetime(2026, 11, 23, 12, tzinfo=UTC), ZoneInfo("Asia/Singapore")).isoformat()
    '2026-11-23T16:00:00+00:00'
    """
    tomorrow = now.astimezone(zone).date() + timedelta(days=1)
    return datetime.combine(tomorrow, time(), zone).astimezone(UTC)


def no_tls(call: Call) -> Failure:
    """No secure connection came about; for a creation it counts as sent, because one may break later, too."""
    if call.once:
        return no_answer(call, sent=True)
    return Failure(Unavailable(f"HUBSPOT_API_URL makes no secure connection; check the address, and this machine's clock and certificates; {_LATER}."), again=True)  # fmt: skip


def garbled(call: Call, body: bytes = b"") -> Failure:
    """Something came, but no answer: half of one, or no JSON."""
    if call.once:
        return no_answer(call, sent=True)
    what = (
        "is a web page; check HUBSPOT_API_URL" if body.lstrip()[:1] == b"<" else "is no answer or broke off"
    )
    return Failure(Garbled(f"HubSpot's answer about {call.subject} {what}; {_LATER}."), again=True)


def _refusal(call: Call, answer: Answer, *, now: datetime, zone: tzinfo) -> Failure:
    said = answer.json()
    body = said if isinstance(said, dict) else {}
    if answer.status == HTTPStatus.UNAUTHORIZED:
        return Failure(AccessRefused(f"HubSpot refuses HUBSPOT_TOKEN: it was revoked or is mistyped; make a new key {_WHERE} and set HUBSPOT_TOKEN to it."))  # fmt: skip
    if answer.status == HTTPStatus.FORBIDDEN:
        return Failure(_missing_scope(call, body))
    if answer.status == HTTPStatus.TOO_MANY_REQUESTS:
        return _too_many(call, answer, body, next_midnight(now, zone).astimezone(zone))
    if answer.status == HTTPStatus.LOCKED:
        return Failure(
            Unavailable(f"HubSpot keeps these {call.subject} locked; {_LATER}."), again=True, wait=_LOCKED_S
        )
    if answer.status == HTTPStatus.REQUEST_TIMEOUT or answer.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return no_answer(call, sent=True)
    return Failure(_not_taken(call, answer.status, body))


def _not_taken(call: Call, status: int, body: Mapping[str, Any]) -> SalesAssistantError:
    """The remaining refusals; asking again would change nothing."""
    if status == HTTPStatus.CONFLICT:
        return AlreadyThere(f"HubSpot did not take it: {_words(body) or 'it is there already'}.")
    if not call.reads and HTTPStatus.BAD_REQUEST <= status < _MIGRATING:
        return WriteRefused(
            f"HubSpot did not take it: {_words(body) or f'it gave no reason (status {status})'}."
        )
    if HTTPStatus.MULTIPLE_CHOICES <= status < HTTPStatus.BAD_REQUEST:
        return Unavailable(
            f"HUBSPOT_API_URL leads to another address (status {status}); set it to HubSpot's own."
        )
    if status == HTTPStatus.NOT_FOUND:
        return NotThere(f"HubSpot knows no {call.subject} at HUBSPOT_API_URL (404).")
    return Unavailable(f"HubSpot did not answer a question about {call.subject} (status {status}); {_LATER}, and check HUBSPOT_API_URL.")  # fmt: skip


def _missing_scope(call: Call, body: Mapping[str, Any]) -> MissingScope:
    needed = _named_scopes(body)
    named = " or ".join(needed[:4]) or " and ".join(call.scopes) or "that this needs"
    return MissingScope(f"HUBSPOT_TOKEN lacks the scope {named}; add it to the key {_WHERE}.")


def _named_scopes(body: Mapping[str, Any]) -> list[str]:
    found = list[str]()
    for entry in (body, *_errors(body)):
        context = entry.get("context")
        for name in ("requiredGranularScopes", "requiredScopes", "missingScopes"):
            scopes = context.get(name) if isinstance(context, dict) else None
            found += scopes if isinstance(scopes, list) else []
    return list(dict.fromkeys(scope for scope in found if isinstance(scope, str) and _SCOPE.fullmatch(scope)))


def _too_many(call: Call, answer: Answer, body: Mapping[str, Any], midnight: datetime) -> Failure:
    policy = str(body.get("policyName") or "").upper()
    if policy == "DAILY" or "daily limit" in str(body.get("message") or "").lower():
        sentence = f"HubSpot's limit of requests for today is used up; it goes on at {midnight:%H:%M on %d %b} ({midnight.tzinfo})."
        return Failure(DailyLimit(sentence, midnight.astimezone(UTC)))
    told = answer.headers.get("Retry-After") or ""
    wait = (
        float(told)
        if told.isascii() and told.isdigit()
        else _PAUSES.get(policy, 1.0 if call.search else 10.0)
    )
    return Failure(Unavailable(f"HubSpot is too busy with this account's requests; {_LATER}."), again=True, wait=min(wait, _LONGEST_PAUSE_S))  # fmt: skip


def _partly(call: Call, body: Mapping[str, Any]) -> Failure | None:
    """Of a batch that was answered in part: what is missing for another reason than that it is gone."""
    others = [entry for entry in _errors(body) if entry.get("category") != "OBJECT_NOT_FOUND"]
    if not call.reads:
        return Failure(
            WriteRefused(f"HubSpot did not take all of it: {_words(body) or 'it gave no reason'}.")
        )
    if any(entry.get("category") == "MISSING_SCOPES" for entry in others):
        return Failure(_missing_scope(call, {"errors": others}))
    if others:
        return Failure(
            Unavailable(f"HubSpot answered only in part about {call.subject}; {_LATER}."), again=True
        )
    return None


def _words(body: Mapping[str, Any]) -> str:
    """HubSpot's reasons for somebody who sells: no JSON, nothing personal, short, without a full stop.

    >>> _words({"message": "Property values were not valid", "errors": [{"message": "closedate is required"}]})
    'closedate is required'
    """
    reasons = [str(entry["message"]) for entry in _reasons(body) if isinstance(entry.get("message"), str)]
    text = "; ".join(dict.fromkeys(reasons[:3])) or str(body.get("message") or "")
    shown = "".join(letter if letter.isprintable() else " " for letter in _MAIL_OR_NUMBER.sub("…", text))
    return " ".join(shown.split())[:300].rstrip(" .")


def _reasons(body: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """The single reasons, which HubSpot lists as errors, within errors, or as JSON inside its message."""
    for entry in _errors(body):
        inner = list(_errors(entry))
        yield from inner or list(_inside_message(entry)) or [entry]
    yield from _inside_message(body)


def _inside_message(body: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    message = str(body.get("message") or "")
    start = message.find("[{")
    listed = Answer(200, {}, message[start:].encode("utf-8", "replace")).json() if start >= 0 else None
    for entry in listed if isinstance(listed, list) else []:
        if isinstance(entry, dict):
            yield {"message": f"{entry.get('name') or ''}: {entry.get('message') or ''}".strip(": ")}


def _errors(body: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    errors = body.get("errors")
    return (entry for entry in errors if isinstance(entry, dict)) if isinstance(errors, list) else iter(())


def _one(kind: str) -> str:
    """The word for one of a kind: 'notes' is many a 'note'."""
    return {"companies": "company"}.get(kind, kind.removesuffix("s"))
