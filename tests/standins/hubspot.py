"""HubSpot on loopback: a portal served as the real one is documented to be, with its limits and its refusals.

with HubSpotStandIn(small_portal(seed=1)) as hubspot:
    settings = {"HUBSPOT_API_URL": hubspot.url, "HUBSPOT_TOKEN": hubspot.token}
    ...
    assert not hubspot.complaints
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import UTC, datetime
from random import Random

from tests.standins import hubspot_account, hubspot_associations, hubspot_objects, hubspot_writing
from tests.standins.http import Answer, Request, StandIn
from tests.standins.hubspot_big import Sizes, big_portal
from tests.standins.hubspot_call import Call, Route, plain_path
from tests.standins.hubspot_checks import complaints_about
from tests.standins.hubspot_limits import Limits
from tests.standins.hubspot_portal import HubSpotPortal
from tests.standins.hubspot_problems import Problem, invalid, no_scope, no_such_token, not_found
from tests.standins.hubspot_small import small_portal

TOKEN = "pat-na1-11111111-2222-3333-4444-555555555555"
SCOPES = frozenset(
    [
        f"crm.{what}.{kind}.{how}"
        for what in ("objects", "schemas")
        for kind in ("contacts", "companies", "deals")
        for how in ("read", "write")
    ]
    + ["crm.objects.owners.read", "sales-email-read"]
)
ROUTES = (
    *hubspot_account.ROUTES,
    *hubspot_associations.ROUTES,
    *hubspot_objects.ROUTES,
    *hubspot_writing.ROUTES,
)


class HubSpotStandIn(StandIn):
    """HubSpot's API over one portal.

    Parameters
    ----------
    token, scopes
        The key that is let in, and what it may do; `scopes` may be changed while it serves.
    limits
        Off unless given; see `Limits`.
    check_bodies
        Whether bodies are checked against the vendor's models; what they refuse is a complaint.
    before_request
        Called with each request before anything is done: the portal may be edited there.
    seed
        Of the order inside ties of a search.
    """

    def __init__(
        self,
        portal: HubSpotPortal,
        *,
        token: str = TOKEN,
        scopes: Iterable[str] = SCOPES,
        limits: Limits | None = None,
        check_bodies: bool = True,
        before_request: Callable[[Request], None] | None = None,
        seed: int = 0,
        port: int = 0,
    ) -> None:
        super().__init__(port=port)
        self.portal, self.token, self.scopes = portal, token, set(scopes)
        self.limits, self.check_bodies, self.before_request = limits or Limits(), check_bodies, before_request
        self._random = Random(seed)  # noqa: S311 - an order, not a secret

    def answer(self, request: Request) -> Answer:
        """See `tests.standins.http.StandIn`."""
        with self.portal.lock:
            if self.before_request:
                self.before_request(request)
            try:
                answer = self._answer(request)
            except Problem as problem:
                answer = problem.answer
        if request.path.endswith("/search"):
            return answer
        return replace(answer, headers={**answer.headers, **self.limits.headers()})

    def _answer(self, request: Request) -> Answer:
        if request.headers.get("authorization") != f"Bearer {self.token}":
            raise no_such_token()
        search = request.path.endswith("/search")
        refusal = self.limits.refusal(self.portal.now(), self.portal.time_zone, search=search)
        if refusal is not None:
            return refusal
        route, call = self._understood(request)
        scope = route.scope_of(call.parts)
        if scope and scope not in self.scopes:
            raise no_scope(scope)
        if route.model and self.check_bodies:
            self._check(request, *route.model, call)
        return route.run(call)

    def _understood(self, request: Request) -> tuple[Route, Call]:
        path, dated = plain_path(request.path)
        for route in ROUTES:
            if route.method == request.method and (match := re.fullmatch(route.path, path)):
                body = self._body(request)
                return route, Call(request, self.portal, self._random, match.groupdict(), body, dated)
        self.complaints.append(f"no such call: {request.method} {request.path}")
        raise not_found()

    def _body(self, request: Request) -> object:
        if not request.body:
            return None
        try:
            return request.json()
        except ValueError:
            self.complaints.append(f"no JSON: {request.method} {request.path}")
            raise invalid("Invalid input JSON") from None

    def _check(self, request: Request, api: str, model: str, call: Call) -> None:
        if found := complaints_about(api, model, call.body):
            self.complaints += [f"{request.method} {request.path}: {one}" for one in found]
            raise invalid(f"Invalid input JSON: {found[0]}")


# --- python -m tests.standins hubspot ------------------------------------------------------------------------


def add_options(parser: argparse.ArgumentParser) -> None:
    """How large the portal is; by default a small believable company."""
    parser.add_argument("--seed", type=int, default=1, help="another seed, another company (default 1)")
    parser.add_argument("--big", action="store_true", help="134,000 records, to measure with")
    parser.add_argument("--tied", type=int, default=0, metavar="N", help="N notes more, all of one moment")
    for kind, size in Sizes().by_kind().items():
        parser.add_argument(f"--{kind}", type=int, metavar="N", help=f"so many {kind} ({size} with --big)")


def serve(options: argparse.Namespace) -> tuple[StandIn, list[str]]:
    """A stand-in over a portal of the asked size, on the real clock."""
    portal = portal_of(options, lambda: datetime.now(UTC))
    portal.create_many("notes", [{"hs_note_body": f"Note {number}"} for number in range(options.tied)])
    standin = HubSpotStandIn(portal, port=options.port)
    return standin, ["HUBSPOT_API_URL={url}", f"HUBSPOT_TOKEN={standin.token}"]


def portal_of(options: argparse.Namespace, now: Callable[[], datetime]) -> HubSpotPortal:
    """The small company; with --big, or with sizes, as many plain records (of kinds not named: a few)."""
    default = Sizes().by_kind() if options.big else dict.fromkeys(Sizes().by_kind(), 50)
    asked = {kind: getattr(options, kind) for kind in default if getattr(options, kind) is not None}
    if not options.big and not asked:
        return small_portal(options.seed, now=now)
    return big_portal(options.seed, Sizes(**{**default, **asked}), now=now)
