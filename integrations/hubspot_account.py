"""What HubSpot says of the account itself: the portal, its owners, pipelines and properties."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from integrations.errors import Garbled
from integrations.hubspot_answers import id_of, storable
from integrations.systems import CrmOwner, CrmProperty, Pipeline, Portal, Stage


def portal(body: Mapping[str, Any]) -> Portal | None:
    """The account's number, time zone and name; None where the answer has no number."""
    number = body.get("portalId")
    id_ = id_of(str(number)) if isinstance(number, str | int) else None
    return Portal(id_, _text(body, "timeZone") or "UTC", _text(body, "portalName")) if id_ else None


def owners(results: Iterable[Any]) -> list[CrmOwner]:
    """Everybody with an id; a name is first and last name."""
    found = [one for one in results if isinstance(one, dict) and id_of(str(one.get("id")))]
    return [CrmOwner(str(one["id"]), _text(one, "email"), _name(one)) for one in found]


def pipelines(results: Iterable[Any]) -> list[Pipeline]:
    """Pipelines and stages in the order in which the account shows them.

    Raises
    ------
    Garbled
        When one has no id or no stages: a pipeline half known would be mapped wrongly.
    """
    try:
        return [_pipeline(one) for one in sorted(results, key=_place)]
    except (TypeError, KeyError, AttributeError) as error:
        raise Garbled("HubSpot's answer about pipelines is no list of them; try again later.") from error


def _pipeline(raw: Mapping[str, Any]) -> Pipeline:
    stages = tuple(_stage(stage) for stage in sorted(raw["stages"], key=_place))
    return Pipeline(str(raw["id"]), _text(raw, "label") or str(raw["id"]), stages)


def _stage(raw: Mapping[str, Any]) -> Stage:
    said = raw.get("metadata") or {}
    chance, closed = _probability(said.get("probability")), said.get("isClosed")
    # HubSpot's won and lost stages are those of 100 % and of 0 %, also where it does not say that they are closed.
    is_closed = chance in {0, 1} if closed is None else str(closed).lower() == "true"
    return Stage(str(raw["id"]), _text(raw, "label") or str(raw["id"]), chance, is_closed)


def _probability(said: Any) -> float | None:
    try:
        share = float(said)
    except (TypeError, ValueError):
        return None
    return share if 0 <= share <= 1 else None


def properties(results: Iterable[Any]) -> list[CrmProperty]:
    """The properties that have a name."""
    found = [one for one in results if isinstance(one, dict) and _text(one, "name")]
    return [
        CrmProperty(
            _text(one, "name"), _text(one, "label") or _text(one, "name"), _text(one, "type"), _options(one)
        )
        for one in found
    ]


def _options(raw: Mapping[str, Any]) -> dict[str, str]:
    options = raw.get("options")
    found = (
        [one for one in options if isinstance(one, dict) and _text(one, "value")]
        if isinstance(options, list)
        else []
    )
    return {_text(one, "value"): _text(one, "label") or _text(one, "value") for one in found}


def _name(raw: Mapping[str, Any]) -> str:
    return " ".join(filter(None, (_text(raw, "firstName").strip(), _text(raw, "lastName").strip())))


def _place(raw: Mapping[str, Any]) -> int:
    place = raw.get("displayOrder")
    return place if isinstance(place, int) else 0


def _text(raw: Mapping[str, Any], name: str) -> str:
    value = raw.get(name)
    return storable(value) if isinstance(value, str) else ""
