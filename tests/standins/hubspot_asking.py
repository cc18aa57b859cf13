"""Asks the HubSpot stand-in over HTTP, for the tests of the stand-in itself."""

from __future__ import annotations

from typing import Any

import httpx2

from tests.standins.hubspot import HubSpotStandIn

OBJECTS = "/crm/objects/2026-03"


class Asking:
    """A client of one stand-in."""

    def __init__(self, hubspot: HubSpotStandIn) -> None:
        self.client = httpx2.Client(
            base_url=hubspot.url, headers={"Authorization": f"Bearer {hubspot.token}"}, timeout=10
        )

    def get(self, path: str, status: int = 200, **query: Any) -> Any:
        return self._body(self.client.get(path, params=query), status)

    def post(self, path: str, body: Any, status: int = 200) -> Any:
        return self._body(self.client.post(path, json=body), status)

    def patch(self, path: str, body: Any, status: int = 200) -> Any:
        return self._body(self.client.patch(path, json=body), status)

    def search(self, kind: str, *filters: dict[str, Any], status: int = 200, **more: Any) -> Any:
        """A search with one group of filters."""
        return self.post(f"{OBJECTS}/{kind}/search", {"filterGroups": [{"filters": filters}], **more}, status)

    def everything(self, path: str, **query: Any) -> list[Any]:
        """All pages of a list."""
        records = list[Any]()
        while True:
            page = self.get(path, **query)
            records += page["results"]
            if "paging" not in page:
                return records
            query["after"] = page["paging"]["next"]["after"]

    @staticmethod
    def _body(answer: httpx2.Response, status: int) -> Any:
        assert answer.status_code == status, answer.text
        return answer.json() if answer.content else None


def at_least(moment: str, name: str = "hs_lastmodifieddate") -> dict[str, Any]:
    """A filter on the moment of change."""
    return {"propertyName": name, "operator": "GTE", "value": moment}
