"""Owners and deal pipelines of the portal."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

LONG_AGO = "2019-08-06T02:41:08.029Z"


@dataclass(frozen=True)
class Owner:
    """Somebody who owns records."""

    id: str
    email: str
    first_name: str
    last_name: str
    archived: bool = False

    def as_json(self) -> dict[str, Any]:
        """As HubSpot tells it."""
        return {
            "id": self.id,
            "email": self.email,
            "type": "PERSON",
            "firstName": self.first_name,
            "lastName": self.last_name,
            "userId": int(self.id) + 9_000_000,
            "userIdIncludingInactive": int(self.id) + 9_000_000,
            "createdAt": LONG_AGO,
            "updatedAt": LONG_AGO,
            "archived": self.archived,
        }


@dataclass(frozen=True)
class DealStage:
    """One stage; its probability is 1 where it is won, 0 where it is lost."""

    id: str
    label: str
    probability: float
    closed: bool = False

    def as_json(self, number: int) -> dict[str, Any]:
        """As HubSpot tells it: metadata are texts."""
        return {
            "id": self.id,
            "label": self.label,
            "displayOrder": number,
            "metadata": {"isClosed": str(self.closed).lower(), "probability": str(self.probability)},
            "createdAt": LONG_AGO,
            "updatedAt": LONG_AGO,
            "archived": False,
            "writePermissions": "CRM_PERMISSIONS_ENFORCEMENT",
        }


@dataclass
class DealPipeline:
    """A pipeline with its stages in order."""

    id: str
    label: str
    stages: list[DealStage] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        """As HubSpot tells it."""
        return {
            "id": self.id,
            "label": self.label,
            "displayOrder": 0,
            "stages": [stage.as_json(number) for number, stage in enumerate(self.stages)],
            "createdAt": LONG_AGO,
            "updatedAt": LONG_AGO,
            "archived": False,
        }


def sales_pipeline() -> DealPipeline:
    """The one that every portal begins with."""
    stages = [
        DealStage("appointmentscheduled", "Appointment Scheduled", 0.2),
        DealStage("qualifiedtobuy", "Qualified To Buy", 0.4),
        DealStage("presentationscheduled", "Presentation Scheduled", 0.6),
        DealStage("decisionmakerboughtin", "Decision Maker Bought-In", 0.8),
        DealStage("contractsent", "Contract Sent", 0.9),
        DealStage("closedwon", "Closed Won", 1.0, closed=True),
        DealStage("closedlost", "Closed Lost", 0.0, closed=True),
    ]
    return DealPipeline("default", "Sales Pipeline", stages)
