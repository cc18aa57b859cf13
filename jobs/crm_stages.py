"""Which stage of the CRM is which funnel state: proposed as a file, shown, accepted by an admin, then in force."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from integrations.crm_mapping import CrmMapping, accepted, guess, parse_mapping, propose
from integrations.systems import Crm, CrmProperty, Pipeline, Portal, Stage
from ml.errors import BadInput

if TYPE_CHECKING:
    from integrations.store import Store

PIPELINES, PROPERTIES, PORTAL, ACCEPTED, IN_TABLES = (
    "crm_pipelines", "crm_properties", "crm_portal", "crm_mapping", "crm_mapping_told",
)  # fmt: skip


@dataclass(frozen=True)
class MappingShown:
    """The mapping as an admin sees it: the file's text, whether it is what is in force, and what it lacks."""

    text: str
    in_force: bool
    accepted_at: str | None
    unknown_stages: tuple[str, ...]


def propose_mapping(crm: Crm, file: Path) -> tuple[Path, str]:
    """Write a first mapping with its reasons; a file that is there is kept beside it as `….before`.

    Raises
    ------
    AccessRefused, Unavailable
        As `Crm` has it.
    """
    text = propose(crm.pipelines(), crm.properties("deals"), portal=crm.portal())
    file.parent.mkdir(parents=True, exist_ok=True)
    if file.exists() and file.read_text(encoding="utf-8") != text:
        file.replace(file.with_suffix(".yaml.before"))
    file.write_text(text, encoding="utf-8")
    return file, text


def show_mapping(store: Store, file: Path) -> MappingShown:
    """The mapping of the file, else the one in force.

    Raises
    ------
    BadInput
        When there is neither, or the file cannot be read.
    """
    known: dict[str, Any] = store.facts.get(ACCEPTED, {})
    text = file.read_text(encoding="utf-8") if file.exists() else known.get("text", "")
    if not text:
        raise BadInput("There is no mapping yet: run `sales-assistant sync --propose-mapping` first.")
    mapping = parse_mapping(text)
    in_force = bool(known) and parse_mapping(known["text"]).digest == mapping.digest
    return MappingShown(
        text, in_force, known.get("accepted_at"), tuple(mapping.unknown(known_pipelines(store)))
    )


def accept_mapping(store: Store, file: Path, *, now: datetime) -> CrmMapping:
    """Put the file's mapping into force; what was read is told again by it at the next telling.

    Raises
    ------
    BadInput
        When there is no file, or it leaves a stage open.
    """
    if not file.exists():
        raise BadInput("There is no mapping to accept: run `sales-assistant sync --propose-mapping` first.")
    text = file.read_text(encoding="utf-8")
    mapping = parse_mapping(text)
    mapping.require_whole()
    store.facts.put(ACCEPTED, {"text": text, "accepted_at": now.isoformat()})
    return mapping


def mapping_in_force(store: Store, pipelines: Sequence[Pipeline] | None = None) -> CrmMapping:
    """The accepted mapping; before one was accepted a guess, good for looking at but not for training."""
    mapping = accepted(store.facts)
    if mapping is not None:
        return mapping
    told: dict[str, list[Any]] = store.facts.get(PROPERTIES, {})
    properties = [CrmProperty(*one) for one in told.get("deals", [])]
    return guess(known_pipelines(store) if pipelines is None else pipelines, properties)


def known_pipelines(store: Store) -> list[Pipeline]:
    """The pipelines as they were read last."""
    told: list[dict[str, Any]] = store.facts.get(PIPELINES, [])
    return [
        Pipeline(one["id"], one["label"], tuple(Stage(**stage) for stage in one["stages"])) for one in told
    ]


def known_portal(store: Store) -> Portal | None:
    """The account whose data the store holds."""
    told = store.facts.get(PORTAL, None)
    return Portal(told["id"], told.get("time_zone", "UTC")) if told else None
