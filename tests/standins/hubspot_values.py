"""Which values HubSpot takes for a property, and which it refuses."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime

from tests.standins.hubspot_portal import HubSpotPortal
from tests.standins.hubspot_problems import BadValue, bad_values
from tests.standins.hubspot_properties import READ_ONLY, Definition
from tests.standins.hubspot_records import ACTIVITIES, Record


def moment(text: str) -> datetime:
    """A moment as milliseconds since 1970, or as ISO text (UTC where it names no zone).

    >>> moment("0") == moment("1970-01-01") == moment("1970-01-01T00:00:00Z")
    True
    """
    if text.isdecimal():
        return datetime.fromtimestamp(int(text) / 1000, UTC)
    at = datetime.fromisoformat(text)
    return at if at.tzinfo else at.replace(tzinfo=UTC)


def check_values(portal: HubSpotPortal, kind: str, values: Mapping[str, str], old: Record | None) -> None:
    """Raise `Problem` where HubSpot would refuse to set these values on a record (None: on a new one)."""
    found = [bad for name, value in values.items() if (bad := bad_value(portal, kind, name, value))]
    found += list(missing_values(portal, kind, {**(old.properties if old else {}), **values}))
    if found:
        raise bad_values(found)


def bad_value(portal: HubSpotPortal, kind: str, name: str, value: str) -> BadValue | None:
    """What is wrong with one value."""
    definition = portal.definitions[kind].get(name)
    if definition is None:
        return BadValue(name, "PROPERTY_DOESNT_EXIST", f'Property "{name}" does not exist')
    if name in READ_ONLY:
        return BadValue(
            name, "READ_ONLY_VALUE", f'"{name}" is a read only property; its value cannot be set.'
        )
    if value == "" or is_of_type(value, definition, options_of(portal, definition)):
        return None
    code = (
        "INVALID_OPTION"
        if definition.type in {"enumeration", "bool"}
        else f"INVALID_{definition.type.upper()}"
    )
    return BadValue(name, code, f"{value[:50]} was not one of the allowed values of {name}")


def missing_values(portal: HubSpotPortal, kind: str, values: Mapping[str, str]) -> Iterator[BadValue]:
    """What a record must have and has not."""
    needed = portal.required.get(values.get("dealstage", ""), ()) if kind == "deals" else ()
    if kind in ACTIVITIES:
        needed = ("hs_timestamp",)
    for name in needed:
        if not values.get(name):
            label = portal.definitions[kind][name].label or name
            yield BadValue(name, "REQUIRED_PROPERTY", f'Property "{label}" is required and was not set')


def options_of(portal: HubSpotPortal, definition: Definition) -> set[str]:
    """The values that an enumeration may take."""
    if definition.name == "dealstage":
        return set(portal.stages())
    if definition.name == "pipeline":
        return set(portal.pipelines)
    if definition.name == "hubspot_owner_id":
        return {id_ for id_, owner in portal.owners.items() if not owner.archived}
    return set(definition.options)


def is_of_type(value: str, definition: Definition, options: set[str]) -> bool:
    """Whether a text can be a property's value."""
    if definition.type in {"enumeration", "bool"}:
        return value in options
    if definition.type == "string":
        return True
    try:
        float(value) if definition.type == "number" else moment(value)
    except ValueError:
        return False
    return True
