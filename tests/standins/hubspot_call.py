"""One call of HubSpot's API as the stand-in understood it, and the table of the calls that it knows."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from random import Random
from typing import Any

from tests.standins.http import Answer, Request
from tests.standins.hubspot_portal import HubSpotPortal
from tests.standins.hubspot_problems import not_found
from tests.standins.hubspot_records import ACTIVITIES, KIND_OF

# Every family of paths is served under the old versions and under the dated ones.
_VERSIONED = re.compile(
    r"/crm/(?:v[34]/(?P<old>objects|owners|pipelines|properties)|v4/(?P<v4>associations)"
    r"|(?P<dated>objects|owners|pipelines|properties|associations)/20\d\d-0[39])(?P<rest>/.*)?"
)


@dataclass(frozen=True)
class Call:
    """A request with the parts of its path and its body, and whose portal it is about."""

    request: Request
    portal: HubSpotPortal
    random: Random
    parts: Mapping[str, str] = field(default_factory=dict)
    body: Any = None
    dated: bool = False

    @property
    def kind(self) -> str:
        """The kind of records that the path names."""
        return kind_named(self.parts["kind"])

    @property
    def to(self) -> str:
        """The other kind, for associations."""
        return kind_named(self.parts["to"])

    def names(self, parameter: str) -> list[str]:
        """The values of a parameter of the query, with commas or several times."""
        return [name for text in self.request.query.get(parameter, ()) for name in text.split(",") if name]

    def flag(self, parameter: str) -> bool:
        """A parameter that is true or false."""
        return self.request.first(parameter) == "true"


@dataclass(frozen=True)
class Route:
    """One call that is known.

    Parameters
    ----------
    method, path
        The path is a regular expression over what follows the version; its named groups become the parts.
    run
        What answers it.
    scope
        The permission it needs; {kind} is filled in.
    model
        The vendor's model of the body, as (api, name).
    """

    method: str
    path: str
    run: Callable[[Call], Answer]
    scope: str = ""
    model: tuple[str, str] | None = None

    def scope_of(self, parts: Mapping[str, str]) -> str:
        """The permission that a call needs. Those of activities hang on contacts; e-mails have one of their own."""
        kind = KIND_OF.get(parts.get("kind", ""), "contacts")
        if kind == "emails" and self.scope.endswith(".read"):
            return "sales-email-read"
        return self.scope.format(kind="contacts" if kind in ACTIVITIES else kind)


def plain_path(path: str) -> tuple[str, bool]:
    """A path without its version, and whether that was a dated one.

    >>> plain_path("/crm/v3/objects/deals/1"), plain_path("/crm/objects/2026-03/0-3/1")
    (('/objects/deals/1', False), ('/objects/0-3/1', True))
    """
    if match := _VERSIONED.fullmatch(path):
        family = match["old"] or match["v4"] or match["dated"]
        return f"/{family}{match['rest'] or ''}".rstrip("/"), bool(match["dated"])
    if match := re.fullmatch(r"/account-info/(v3|20\d\d-0[39])/details", path):
        return "/account-info/details", match[1] != "v3"
    return path, False


def kind_named(name: str) -> str:
    """The kind of that name or type id; raises `Problem` where there is none."""
    if name not in KIND_OF:
        raise not_found(f"Unable to infer object type from: {name}")
    return KIND_OF[name]
