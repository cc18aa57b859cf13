"""HubSpot's objects API: records made, changed, deleted and merged."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tests.standins.http import Answer, json_answer
from tests.standins.hubspot_answers import Wanted, batch_json, record_json
from tests.standins.hubspot_call import Call, Route
from tests.standins.hubspot_links import kind_of_type
from tests.standins.hubspot_objects import MOST_IN_PAGE
from tests.standins.hubspot_problems import invalid, not_found
from tests.standins.hubspot_records import Record
from tests.standins.hubspot_values import check_values

NOTHING_SAID = Answer(204)


def create(call: Call) -> Answer:
    """Make one record with its associations."""
    return json_answer(_told(call, _create(call, call.body)), 201)


def create_batch(call: Call) -> Answer:
    """Make up to 100 records; none where one of them is refused."""
    for one in _inputs(call):
        _check_new(call, one)
    return json_answer(
        batch_json([_told(call, _create(call, one)) for one in _inputs(call)], call.portal.now()), 201
    )


def update(call: Call) -> Answer:
    """Set properties of one record."""
    return json_answer(_told(call, _update(call, call.parts["id"], call.body["properties"])))


def update_batch(call: Call) -> Answer:
    """Set properties of up to 100 records; of none where one of them is refused."""
    for one in _inputs(call):
        check_values(call.portal, call.kind, one["properties"], _existing(call, one["id"]))
    results = [_told(call, _update(call, one["id"], one["properties"])) for one in _inputs(call)]
    return json_answer(batch_json(results, call.portal.now()))


def archive(call: Call) -> Answer:
    """Delete one record; no error where it is gone already."""
    if call.portal.get(call.kind, call.parts["id"]):
        call.portal.delete(call.kind, call.parts["id"])
    return NOTHING_SAID


def archive_batch(call: Call) -> Answer:
    """Delete up to 100 records."""
    for one in _inputs(call):
        if call.portal.get(call.kind, one["id"]):
            call.portal.delete(call.kind, one["id"])
    return NOTHING_SAID


def merge(call: Call) -> Answer:
    """Make one record of two."""
    winner, loser = str(call.body["primaryObjectId"]), str(call.body["objectIdToMerge"])
    _existing(call, winner), _existing(call, loser)
    call.portal.merge(call.kind, winner, loser)
    return json_answer(_told(call, _existing(call, winner)))


def _inputs(call: Call) -> list[Mapping[str, Any]]:
    inputs: list[Mapping[str, Any]] = call.body["inputs"]
    if not 1 <= len(inputs) <= MOST_IN_PAGE:
        raise invalid(f"A batch holds between 1 and {MOST_IN_PAGE} inputs, not {len(inputs)}.")
    return inputs


def _create(call: Call, body: Mapping[str, Any]) -> Record:
    links = _check_new(call, body)
    id_ = call.portal.create(call.kind, body["properties"])
    for to, other, primary in links:
        call.portal.associate(call.kind, id_, to, other, primary=primary)
    return _existing(call, id_)


def _check_new(call: Call, body: Mapping[str, Any]) -> list[tuple[str, str, bool]]:
    """Refuse what HubSpot would; gives the associations as (kind, id, primary)."""
    check_values(call.portal, call.kind, body["properties"], None)
    links = []
    for one in body.get("associations") or ():
        for type_ in one["types"]:
            to = kind_of_type(call.kind, type_["associationTypeId"])
            if to is None:
                raise invalid(f"Association type {type_['associationTypeId']} does not begin at {call.kind}.")
            if call.portal.get(to, one["to"]["id"]) is None:
                raise invalid(f"The object to associate with does not exist: {to} {one['to']['id']}")
            links.append(
                (to, one["to"]["id"], type_["associationTypeId"] < 3 or type_["associationTypeId"] in {5, 6})
            )
    return links


def _update(call: Call, id_: str, values: Mapping[str, str]) -> Record:
    check_values(call.portal, call.kind, values, _existing(call, id_))
    call.portal.update(call.kind, id_, values)
    return _existing(call, id_)


def _existing(call: Call, id_: str) -> Record:
    record = call.portal.get(call.kind, id_)
    if record is None:
        raise not_found(f"Object not found: {call.kind} {id_}")
    return record


def _told(call: Call, record: Record) -> dict[str, Any]:
    return record_json(call.portal, record, Wanted(tuple(record.properties)))


_KIND, _ONE = r"/objects/(?P<kind>[^/]+)", r"/(?P<id>\d+)"
_WRITE = "crm.objects.{kind}.write"
ROUTES = (
    Route("POST", _KIND, create, _WRITE, ("objects", "SimplePublicObjectInputForCreate")),
    Route(
        *("POST", _KIND + "/batch/create", create_batch, _WRITE),
        model=("objects", "BatchInputSimplePublicObjectBatchInputForCreate"),
    ),
    Route("PATCH", _KIND + _ONE, update, _WRITE, ("objects", "SimplePublicObjectInput")),
    Route(
        *("POST", _KIND + "/batch/update", update_batch, _WRITE),
        model=("objects", "BatchInputSimplePublicObjectBatchInput"),
    ),
    Route("DELETE", _KIND + _ONE, archive, _WRITE),
    Route(
        "POST", _KIND + "/batch/archive", archive_batch, _WRITE, ("objects", "BatchInputSimplePublicObjectId")
    ),
    Route("POST", _KIND + "/merge", merge, _WRITE),
)
