"""What is written to HubSpot: our own properties, and which association types tie a note or task to a record."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from integrations.systems import Links

# Everything of ours in HubSpot begins so.
OWN_PREFIX = "sa_"
GROUP = {"name": "sales_assistant", "label": "Sales assistant"}
# On deals; the texts stand in HubSpot's settings, for its admin.
SCORE_PROPERTIES: tuple[Mapping[str, str], ...] = (
    {"name": "sa_lead_score", "label": "Lead score", "type": "number", "fieldType": "number", "description": "The chance to win this round, in per cent, by the sales assistant."},
    {"name": "sa_lead_score_at", "label": "Lead score of", "type": "datetime", "fieldType": "date", "description": "When the sales assistant computed the lead score."},
    {"name": "sa_next_step", "label": "Likely next step", "type": "string", "fieldType": "text", "description": "The funnel's step that most likely comes next, by the sales assistant."},
    {"name": "sa_model_version", "label": "Lead score model", "type": "string", "fieldType": "text", "description": "The sales assistant's model that the lead score comes from."},
)  # fmt: skip
# HubSpot's own types for what carries no label (its list of default association types).
_LINK_TYPES = {
    "notes": {"companies": 190, "contacts": 202, "deals": 214},
    "tasks": {"companies": 192, "contacts": 204, "deals": 216},
}


def new_record(kind: str, properties: Mapping[str, str], links: Links) -> dict[str, Any]:
    """What HubSpot is sent to make a note or a task tied to other records."""
    return {
        "properties": dict(properties),
        "associations": [
            {"to": {"id": id_}, "types": [_type(kind, to)]} for to, ids in links.items() for id_ in ids
        ],
    }


def _type(kind: str, to: str) -> dict[str, Any]:
    return {"associationCategory": "HUBSPOT_DEFINED", "associationTypeId": _LINK_TYPES[kind][to]}
