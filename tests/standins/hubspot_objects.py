"""HubSpot's objects API: records read one by one, in pages, in batches and by search."""

from __future__ import annotations

from typing import Any

from tests.standins.http import Answer, json_answer
from tests.standins.hubspot_answers import Wanted, batch_json, page_json, record_json
from tests.standins.hubspot_call import Call, Route, kind_named
from tests.standins.hubspot_problems import invalid, not_found
from tests.standins.hubspot_records import SINGULAR
from tests.standins.hubspot_search import MOST_CHARACTERS, Search

MOST_IN_PAGE, MOST_WITH_HISTORY = 100, 50
TOO_MANY_WITH_HISTORY = (
    "The maximum number of inputs supported in a batch request for property histories is 50. "
    "Your batch request has {count} inputs."
)
KNOWN_PARAMETERS = {"limit", "after", "properties", "propertiesWithHistory", "associations", "archived"}


def list_records(call: Call) -> Answer:
    """A page of all records, by their ids; `after` is the last id of the page before."""
    wanted = wanted_in_query(call)
    limit, most = (
        int(call.request.first("limit", "10")),
        MOST_WITH_HISTORY if wanted.history else MOST_IN_PAGE,
    )
    if not 1 <= limit <= most:
        raise invalid(f"Expected between 1 and {most} for 'limit', got {limit}")
    after = call.request.first("after", "0")
    if not after.isdecimal():
        raise invalid(f"Expected a number for 'after', got {after[:20]}")
    archived = call.flag("archived")
    records = call.portal.after(call.kind, int(after), limit + 1, archived=archived)
    page = records[:limit]
    next_ = page[-1].id if len(records) > limit else None
    return json_answer(page_json([record_json(call.portal, one, wanted) for one in page], next_))


def get_record(call: Call) -> Answer:
    """One record."""
    record = call.portal.get(call.kind, call.parts["id"], archived=call.flag("archived"))
    if record is None:
        raise not_found()
    return json_answer(record_json(call.portal, record, wanted_in_query(call)))


def read_batch(call: Call) -> Answer:
    """Up to 100 records by their ids, 50 with history; those that are gone are named as errors."""
    ids = [one["id"] for one in call.body["inputs"]]
    wanted = Wanted(call.body.get("properties") or (), call.body.get("propertiesWithHistory") or ())
    if wanted.history and len(ids) > MOST_WITH_HISTORY:
        raise invalid(TOO_MANY_WITH_HISTORY.format(count=len(ids)))
    if len(ids) > MOST_IN_PAGE:
        raise invalid(
            f"The maximum number of inputs supported in a batch request for properties is {MOST_IN_PAGE}."
        )
    archived = call.flag("archived")
    found = [one for id_ in dict.fromkeys(ids) if (one := call.portal.get(call.kind, id_, archived=archived))]
    gone = sorted(set(ids) - {one.id for one in found})
    errors = [_gone(call.kind, gone)] if gone else []
    body = batch_json([record_json(call.portal, one, wanted) for one in found], call.portal.now(), errors)
    return json_answer(body, 207 if gone else 200)


def search(call: Call) -> Answer:
    """A search; see `Search`."""
    if len(call.request.body) > MOST_CHARACTERS:
        raise invalid(f"The query body must not be longer than {MOST_CHARACTERS} characters.")
    found = Search(call.portal, call.kind, call.body, call.random).run()
    wanted = Wanted(call.body.get("properties") or ())
    results = [record_json(call.portal, one, wanted) for one in found.records]
    return json_answer(page_json(results, None if found.after is None else str(found.after), found.total))


def wanted_in_query(call: Call) -> Wanted:
    """What the query asks of each record."""
    if unknown := set(call.request.query) - KNOWN_PARAMETERS:
        raise invalid(f"unknown parameters: {sorted(unknown)}")
    kinds = [kind_named(name) for name in call.names("associations")]
    return Wanted(call.names("properties"), call.names("propertiesWithHistory"), kinds)


def _gone(kind: str, ids: list[str]) -> dict[str, Any]:
    name = SINGULAR[kind].upper()
    return {
        "status": "error",
        "category": "OBJECT_NOT_FOUND",
        "message": f"Could not get some {name} objects, they may be deleted or not exist. Check that ids are valid.",
        "context": {"ids": ids},
    }


_KIND, _ONE = r"/objects/(?P<kind>[^/]+)", r"/(?P<id>\d+)"
_READ = "crm.objects.{kind}.read"
ROUTES = (
    Route("GET", _KIND, list_records, _READ),
    Route("GET", _KIND + _ONE, get_record, _READ),
    Route(
        "POST", _KIND + "/batch/read", read_batch, _READ, ("objects", "BatchReadInputSimplePublicObjectId")
    ),
    Route("POST", _KIND + "/search", search, _READ, ("objects", "PublicObjectSearchRequest")),
)
