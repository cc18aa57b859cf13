"""What HubSpot tells about an account: its details, owners, pipelines and properties, with properties made."""

from __future__ import annotations

from typing import Any

from tests.standins.http import Answer, json_answer
from tests.standins.hubspot_answers import batch_json, page_json
from tests.standins.hubspot_call import Call, Route
from tests.standins.hubspot_problems import invalid, not_found, problem
from tests.standins.hubspot_properties import definition_from

MOST_OWNERS = 500


def tell_details(call: Call) -> Answer:
    """Whose account it is."""
    offset = call.portal.now().astimezone(call.portal.zone).strftime("%z")
    details = {
        "portalId": int(call.portal.portal_id),
        "accountType": "STANDARD",
        "timeZone": call.portal.time_zone,
        "companyCurrency": "SGD",
        "additionalCurrencies": ["IDR", "MYR", "USD"],
        "utcOffset": f"{offset[:3]}:{offset[3:]}",
        "utcOffsetMilliseconds": int(offset[:3]) * 3_600_000,
        "uiDomain": "app.hubspot.com",
        "dataHostingLocation": "na1",
    }
    return json_answer(details)


def list_owners(call: Call) -> Answer:
    """A page of owners; those who left only with archived=true."""
    limit, after = int(call.request.first("limit", "100")), int(call.request.first("after", "0"))
    if not 1 <= limit <= MOST_OWNERS:
        raise invalid(f"Expected between 1 and {MOST_OWNERS} for 'limit', got {limit}")
    archived = call.flag("archived")
    waiting = [
        owner for owner in call.portal.owners.values() if owner.archived == archived and int(owner.id) > after
    ]
    page = waiting[:limit]
    next_ = page[-1].id if len(waiting) > limit else None
    return json_answer(page_json([owner.as_json() for owner in page], next_))


def list_pipelines(call: Call) -> Answer:
    """All pipelines; only deals have any here."""
    pipelines = call.portal.pipelines.values() if call.kind == "deals" else ()
    return json_answer({"results": [pipeline.as_json() for pipeline in pipelines]})


def list_properties(call: Call) -> Answer:
    """All properties of a kind."""
    known = call.portal.definitions[call.kind].values()
    return json_answer({"results": [one.as_json(call.kind) for one in known]})


def get_property(call: Call) -> Answer:
    """One property."""
    known = call.portal.definitions[call.kind].get(call.parts["name"])
    if known is None:
        raise not_found(f"Property with name '{call.parts['name']}' does not exist.")
    return json_answer(known.as_json(call.kind))


def create_property(call: Call) -> Answer:
    """Define a property; 409 where there is one of that name."""
    return json_answer(_create_property(call, call.body), 201)


def create_properties(call: Call) -> Answer:
    """Define several; those that exist are named as errors."""
    known = call.portal.definitions[call.kind]
    new = [one for one in call.body["inputs"] if one["name"] not in known]
    errors = [
        {
            "status": "error",
            "category": "OBJECT_ALREADY_EXISTS",
            "message": _exists(one["name"]),
            "context": {},
        }
        for one in call.body["inputs"]
        if one["name"] in known
    ]
    body = batch_json([_create_property(call, one) for one in new], call.portal.now(), errors)
    return json_answer(body, 207 if errors else 201)


def list_groups(call: Call) -> Answer:
    """The groups of properties of a kind."""
    groups = call.portal.groups[call.kind].items()
    return json_answer({"results": [_group(name, label) for name, label in groups]})


def create_group(call: Call) -> Answer:
    """Make a group; 409 where there is one of that name."""
    name, label = call.body["name"], call.body["label"]
    if name in call.portal.groups[call.kind]:
        raise problem(409, f"Property group named '{name}' already exists.", "OBJECT_ALREADY_EXISTS")
    call.portal.groups[call.kind][name] = label
    return json_answer(_group(name, label), 201)


def _create_property(call: Call, body: dict[str, Any]) -> dict[str, Any]:
    definition = definition_from(body)
    if definition.name in call.portal.definitions[call.kind]:
        raise problem(409, _exists(definition.name), "OBJECT_ALREADY_EXISTS")
    if definition.group not in call.portal.groups[call.kind]:
        raise invalid(f"Property group '{definition.group}' does not exist.")
    call.portal.add_property(call.kind, definition)
    return definition.as_json(call.kind)


def _exists(name: str) -> str:
    return f"A property named '{name}' already exists."


def _group(name: str, label: str) -> dict[str, Any]:
    return {"name": name, "label": label, "displayOrder": -1, "archived": False}


_KIND = r"/properties/(?P<kind>[^/]+)"
_READ, _WRITE = "crm.schemas.{kind}.read", "crm.schemas.{kind}.write"
ROUTES = (
    Route("GET", "/account-info/details", tell_details),
    Route("GET", "/owners", list_owners, "crm.objects.owners.read"),
    Route("GET", r"/pipelines/(?P<kind>[^/]+)", list_pipelines, _READ),
    Route("GET", _KIND, list_properties, _READ),
    Route("POST", _KIND, create_property, _WRITE, ("properties", "PropertyCreate")),
    Route(
        "POST", _KIND + "/batch/create", create_properties, _WRITE, ("properties", "BatchInputPropertyCreate")
    ),
    Route("GET", _KIND + "/groups", list_groups, _READ),
    Route("POST", _KIND + "/groups", create_group, _WRITE, ("properties", "PropertyGroupCreate")),
    Route("GET", _KIND + "/(?P<name>[^/]+)", get_property, _READ),
)
