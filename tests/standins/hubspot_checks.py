"""Checks what a client sends against the vendor's own models of hubspot-api-client.

These models are generated from HubSpot's description of its API, and refuse a missing field or a wrong value
where `client_side_validation` is on. What they do not refuse is checked beside: keys that the API does not
know, and texts, numbers and lists in each other's place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import import_module
from typing import Any

# The description demands these, and the real API does without.
MAY_BE_MISSING: Mapping[str, Mapping[str, Any]] = {
    "PublicObjectSearchRequest": {
        "after": "0",
        "filterGroups": [],
        "limit": 10,
        "properties": [],
        "sorts": [],
    },
    "BatchReadInputSimplePublicObjectId": {"properties": [], "propertiesWithHistory": []},
    "SimplePublicObjectInputForCreate": {"associations": []},
    "SimplePublicObjectBatchInputForCreate": {"associations": []},
}
PLAIN = {"str": str, "int": int, "bool": bool, "float": float}


def complaints_about(api: str, model: str, body: Any) -> list[str]:
    """What is wrong with a body, by a model of `hubspot.crm.<api>`; one sentence each."""
    if isinstance(body, dict):
        body = {**MAY_BE_MISSING.get(model, {}), **body}
        if isinstance(body.get("sorts"), list):
            body["sorts"] = [_sort_as_text(sort) for sort in body["sorts"]]
    return list(_model_complaints(api, model, body))


def _sort_as_text(sort: Any) -> Any:
    """The models know sorts as texts, the documentation of the API as objects of these two keys."""
    if isinstance(sort, dict) and set(sort) <= {"propertyName", "direction"}:
        return sort.get("propertyName")
    return sort


def _model_complaints(api: str, model: str, body: Any) -> Iterator[str]:
    if not isinstance(body, dict):
        yield f"{model} is an object, not {body!r:.60}"
        return
    kind, configuration = _model(api, model)
    names = {key: name for name, key in kind.attribute_map.items()}
    yield from (f"{model} has no {key!r}" for key in body if key not in names)
    known = {names[key]: value for key, value in body.items() if key in names}
    for name, value in known.items():
        yield from _complaints(api, kind.openapi_types[name], value)
    try:
        kind(**known, local_vars_configuration=configuration)
    except ValueError as error:
        yield f"{model}: {error}"


def _complaints(api: str, type_: str, value: Any) -> Iterator[str]:
    """Whether a value is of a type as the models name them: list[X], dict[str, X], a plain one or a model."""
    if inner := re.fullmatch(r"list\[(.+)\]", type_):
        if not isinstance(value, list):
            yield f"not a list: {value!r:.60}"
            return
        for one in value:
            yield from _complaints(api, inner[1], one)
    elif inner := re.fullmatch(r"dict\[str, (.+)\]", type_):
        for one in value.values() if isinstance(value, dict) else [value]:
            yield from _complaints(api, inner[1], one)
    elif type_ in PLAIN:
        if not isinstance(value, PLAIN[type_]):
            yield f"not of type {type_}: {value!r:.60}"
    else:
        yield from _model_complaints(api, type_, value)


@cache
def _model(api: str, model: str) -> tuple[Any, Any]:
    """A model and the configuration that makes it strict."""
    module = import_module(f"hubspot.crm.{api}")
    configuration = module.Configuration()
    configuration.client_side_validation = True
    return getattr(module, model), configuration
