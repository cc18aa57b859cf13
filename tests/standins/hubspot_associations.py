"""HubSpot's associations API: read in batches and one by one, made and removed."""

from __future__ import annotations

from typing import Any

from tests.standins.http import Answer, json_answer
from tests.standins.hubspot_answers import batch_json, page_json
from tests.standins.hubspot_call import Call, Route
from tests.standins.hubspot_links import Link
from tests.standins.hubspot_problems import invalid, not_found
from tests.standins.hubspot_records import SINGULAR

MOST_IN_BATCH, MOST_IN_PAGE = 1_000, 500


def read_batch(call: Call) -> Answer:
    """The associated records of up to 1,000 records; of those without any, an error says so."""
    asked = {one["id"]: one.get("after") or "0" for one in call.body["inputs"]}
    if len(asked) > MOST_IN_BATCH:
        raise invalid(f"A batch holds at most {MOST_IN_BATCH} inputs, not {len(asked)}.")
    found = {id_: call.portal.links.of(call.kind, id_, call.to) for id_ in asked}
    results = [_page_of_one(call, id_, links, asked[id_]) for id_, links in found.items() if links]
    errors = [_none_found(call, id_) for id_, links in found.items() if not links]
    return json_answer(batch_json(results, call.portal.now(), errors), 207 if errors else 200)


def list_links(call: Call) -> Answer:
    """A page of the associated records of one record."""
    _both_exist(call, [(call.kind, call.parts["id"])])
    links = call.portal.links.of(call.kind, call.parts["id"], call.to)
    limit = int(call.request.first("limit", str(MOST_IN_PAGE)))
    after = int(call.request.first("after", "0"))
    return json_answer(_page(call, links, after, limit))


def associate(call: Call) -> Answer:
    """Associate two records, without a label."""
    ends = [(call.kind, call.parts["id"]), (call.to, call.parts["other"])]
    _both_exist(call, ends)
    call.portal.associate(*ends[0], *ends[1])
    return json_answer(batch_json([], call.portal.now()))


def dissociate(call: Call) -> Answer:
    """Associate two records no more."""
    call.portal.dissociate(call.kind, call.parts["id"], call.to, call.parts["other"])
    return Answer(204)


def _page_of_one(call: Call, id_: str, links: list[Link], after: str) -> dict[str, Any]:
    page = _page(call, links, int(after), MOST_IN_PAGE)
    return {"from": {"id": id_}, "to": page.pop("results"), **page}


def _page(call: Call, links: list[Link], after: int, limit: int) -> dict[str, Any]:
    waiting = [link for link in links if int(link.id) > after]
    page = waiting[:limit]
    next_ = page[-1].id if len(waiting) > limit else None
    return page_json([_told(call, link) for link in page], next_)


def _both_exist(call: Call, ends: list[tuple[str, str]]) -> None:
    if not all(call.portal.get(kind, id_) for kind, id_ in ends):
        raise not_found()


def _told(call: Call, link: Link) -> dict[str, Any]:
    # A number in v4, a text in the dated versions.
    return {"toObjectId": link.id if call.dated else int(link.id), "associationTypes": link.types}


def _none_found(call: Call, id_: str) -> dict[str, Any]:
    one, other = SINGULAR[call.kind], SINGULAR[call.to]
    return {
        "status": "error",
        "category": "OBJECT_NOT_FOUND",
        "subCategory": "crm.associations.NO_ASSOCIATIONS_FOUND",
        "message": f"No {other} is associated with {one} {id_}.",
        "context": {"fromObjectId": [id_], "fromObjectType": [one], "toObjectType": [other]},
    }


_PAIR = r"/associations/(?P<kind>[^/]+)/(?P<to>[^/]+)"
_FROM = r"/objects/(?P<kind>[^/]+)/(?P<id>\d+)/associations"
_TO = r"/(?P<to>[^/]+)"
_READ, _WRITE = "crm.objects.{kind}.read", "crm.objects.{kind}.write"
ROUTES = (
    Route(
        *("POST", _PAIR + "/batch/read", read_batch, _READ),
        model=("associations.v4", "BatchInputPublicFetchAssociationsBatchRequest"),
    ),
    Route("GET", _FROM + _TO, list_links, _READ),
    Route("PUT", _FROM + "/default" + _TO + r"/(?P<other>\d+)", associate, _WRITE),
    Route("DELETE", _FROM + _TO + r"/(?P<other>\d+)", dissociate, _WRITE),
)
