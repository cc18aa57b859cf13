"""What goes wrong with HubSpot in particular: malformed records and pages, limits, revoked tokens.

hubspot.faults += [bad_record(Where(path="contacts$"), null_properties), daily_limit_from(20)]
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.standins.faults import ScriptedFault, Where, rewritten
from tests.standins.hubspot_problems import no_such_token, too_many

Json = dict[str, Any]
MEGABYTE = 1_000_000


def bad_record(where: Where, spoil: Callable[[Json], None], *, position: int = 0) -> ScriptedFault:
    """One record of a list, a batch or a search is spoilt, in place."""

    def change(body: Json) -> None:
        if position < len(body.get("results", ())):
            spoil(body["results"][position])

    return rewritten(where, change)


def without_properties(record: Json) -> None:
    """A record that has no properties."""
    record.pop("properties", None)


def null_properties(record: Json) -> None:
    """A record whose properties are all null, the moment of its change included."""
    record["properties"] = dict.fromkeys(record["properties"])


def wrong_types(record: Json) -> None:
    """A record of numbers, lists and objects in place of texts."""
    wrong = (["a list"], {"an": "object"}, 12.5, True)
    names = [name for name in record["properties"] if name != "hs_object_id"]
    record["properties"].update({name: wrong[place % 4] for place, name in enumerate(names)})


def without_id(record: Json) -> None:
    """A record that says nowhere which one it is."""
    record.pop("id", None)
    record.get("properties", {}).pop("hs_object_id", None)


def unknown_values(record: Json) -> None:
    """A record whose enumerations hold what no definition knows, and whose stage no pipeline has."""
    known = record["properties"]
    known.update({name: "SOMETHING_NEW" for name in known if _is_enumeration(name)})


def bad_moments(record: Json) -> None:
    """A record whose dates are none."""
    known = record["properties"]
    known.update({name: "the day after tomorrow" for name in known if name.endswith(("date", "timestamp"))})
    record["updatedAt"] = "0000-00-00"


def huge_note(record: Json) -> None:
    """A note of 5 MB of HTML."""
    line = "<p>copied <b>from</b> a <a href='https://mail.example'>mail</a> &amp; pasted</p>"
    record["properties"]["hs_note_body"] = line * (5 * MEGABYTE // len(line))


def null_record(where: Where, *, position: int = 0) -> ScriptedFault:
    """One record of a page is null."""

    def change(body: Json) -> None:
        body["results"][position : position + 1] = [None]

    return rewritten(where, change)


def repeated_cursor(where: Where) -> ScriptedFault:
    """Each page says that the next one is the one that was just read."""
    asked: list[str] = []

    def change(body: Json) -> None:
        if paging := body.get("paging"):
            asked.append(paging["next"]["after"])
            paging["next"]["after"] = asked[0]

    return rewritten(where, change)


def storm(where: Where, *, policy: str = "TEN_SECONDLY_ROLLING", retry_after_s: int = 1) -> ScriptedFault:
    """429 after 429."""
    return ScriptedFault(where, instead=lambda _: too_many(policy, retry_after_s))


def daily_limit_from(number: int) -> ScriptedFault:
    """From this request of the server on, nothing more today."""
    return storm(Where(first=number, times=None), policy="DAILY", retry_after_s=3_600)


def revoked_from(number: int) -> ScriptedFault:
    """From this request on, the token is unknown."""
    return ScriptedFault(Where(first=number, times=None), instead=lambda _: no_such_token().answer)


def _is_enumeration(name: str) -> bool:
    return name.endswith(("stage", "status", "direction", "disposition", "outcome", "industry", "type"))
