"""Which stage of the CRM's pipelines is which funnel state: read from an admin's YAML, in force once accepted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any

from integrations.crm_mapping_guess import propose
from integrations.intake_rows import DEFAULT_SERVICE, digest_of
from integrations.mapping import STATES_BY_LABEL, fold_label
from integrations.mapping_fields import nearest
from integrations.mapping_file import read_yaml
from integrations.mapping_yaml import one_line
from integrations.systems import CrmProperty, Pipeline
from ml.errors import BadInput, Refused
from ml.funnel import FunnelState

if TYPE_CHECKING:
    from integrations.store import Store
    from integrations.store.facts import Facts

__all__ = ["CrmMapping", "accept", "accepted", "guess", "parse_mapping", "propose", "require_accepted"]

ACCEPTED = "crm_mapping"
_NAME = "mapping.yaml"
_STILL_A_GUESS = (
    "The stages of HubSpot's pipelines are still a guess: look at `sales-assistant mapping show`, "
    "then `sales-assistant mapping accept`."
)
# Labels and services go into indexes of the store.
_LONGEST = 200
_NOTHING, _YES, _NO = ("", "null", "~", "none"), ("true", "yes", "on"), ("false", "no", "off")


@dataclass(frozen=True)
class MappedStage:
    """One stage: its label, its pipeline, and the state it means (None: nobody has said yet)."""

    id: str
    label: str
    pipeline_id: str
    pipeline: str
    state: FunnelState | None = None

    @property
    def words(self) -> str:
        """The stage as an admin knows it."""
        return f"“{one_line(self.label)}” of “{one_line(self.pipeline)}”"


@dataclass(frozen=True)
class ServiceRule:
    """What a deal is about: a property's value (some under other names), else its pipeline, else a constant."""

    property: str = ""
    names: Mapping[str, str] = field(default_factory=dict)
    pipeline: bool = False
    constant: str = DEFAULT_SERVICE


@dataclass(frozen=True)
class CrmMapping:
    """What the CRM's words mean in the funnel.

    Parameters
    ----------
    stages
        Every stage of every pipeline.
    service
        What a deal is about.
    of_rounds, of_companies
        Properties that were known when a deal, or a company, was made: models may learn from them.
    """

    stages: tuple[MappedStage, ...] = ()
    service: ServiceRule = field(default_factory=ServiceRule)
    of_rounds: tuple[str, ...] = ()
    of_companies: tuple[str, ...] = ()

    @cached_property
    def digest(self) -> str:
        """Tells this mapping from others that mean something else."""
        rule = self.service
        about = (rule.property, sorted(rule.names.items()), rule.pipeline, rule.constant)
        return digest_of((self.stages, about, sorted(self.of_rounds), sorted(self.of_companies)))

    @cached_property
    def wanted(self) -> Mapping[str, Sequence[str]]:
        """The properties that this mapping reads, by kind of record."""
        names = {"deals": [self.service.property, *self.of_rounds], "companies": list(self.of_companies)}
        return {kind: sorted({name for name in some if name}) for kind, some in names.items() if any(some)}

    @cached_property
    def _by_id(self) -> Mapping[str, Sequence[MappedStage]]:
        found = dict[str, list[MappedStage]]()
        for stage in self.stages:
            found.setdefault(stage.id, []).append(stage)
        return found

    @cached_property
    def _ambiguous(self) -> Collection[str]:
        """The labels that several stages bear, folded."""
        bearers = Counter(fold_label(stage.label) for stage in self.stages)
        return {label for label, number in bearers.items() if number > 1}

    def _stage(self, stage_id: str, pipeline_id: str) -> MappedStage | None:
        """The stage of that id; where two pipelines have one, that of the pipeline, else the first."""
        alike = self._by_id.get(stage_id, ())
        return next((one for one in alike if one.pipeline_id == pipeline_id), alike[0] if alike else None)

    def state_of(self, stage_id: str, pipeline_id: str = "") -> FunnelState | None:
        """The state a stage means; None where the mapping does not say."""
        stage = self._stage(stage_id, pipeline_id)
        return stage.state if stage else None

    def label_of(self, stage_id: str, pipeline_id: str = "") -> str:
        """A stage's label, with its pipeline's where another is called alike; its id where it is not known."""
        stage = self._stage(stage_id, pipeline_id)
        if stage is None:
            return stage_id[:_LONGEST]
        several = fold_label(stage.label) in self._ambiguous
        return (f"{stage.label} ({stage.pipeline})" if several else stage.label)[:_LONGEST]

    def service_of(self, properties: Mapping[str, Any]) -> str:
        """What a deal with these properties is about."""
        rule = self.service
        said = properties.get(rule.property) if rule.property else None
        if isinstance(said, str) and said.strip():
            return self._named(" ".join(said.split())) or rule.constant
        if rule.pipeline:
            mine = (one.pipeline for one in self.stages if one.pipeline_id == properties.get("pipeline"))
            return next(mine, "")[:_LONGEST] or rule.constant
        return rule.constant

    def _named(self, value: str) -> str:
        """A value's name; of several choices, the name of each."""
        names = self.service.names
        if value in names or ";" not in value:
            return names.get(value, value)[:_LONGEST]
        chosen = [part.strip() for part in value.split(";")]
        return ", ".join(names.get(one, one) for one in chosen if one)[:_LONGEST]

    @property
    def open_stages(self) -> list[str]:
        """The stages of which nobody has said what they mean, as an admin knows them."""
        return [stage.words for stage in self.stages if stage.state is None]

    def unknown(self, pipelines: Sequence[Pipeline]) -> list[str]:
        """The stages of these pipelines whose state the mapping does not say, as an admin knows them."""
        return [
            MappedStage(stage.id, stage.label, pipeline.id, pipeline.label).words
            for pipeline in pipelines
            for stage in pipeline.stages
            if self.state_of(stage.id, pipeline.id) is None
        ]

    def require_whole(self) -> None:
        """Raise `BadInput` naming the stages that are still to be filled in."""
        if self.open_stages:
            raise BadInput(
                f"{_NAME} does not say which funnel state {', '.join(self.open_stages)} is: "
                "fill it in as `state:`."
            )


def guess(pipelines: Sequence[Pipeline], deal_properties: Sequence[CrmProperty]) -> CrmMapping:
    """What `propose` would write: good for looking at before an admin accepted one, not for training."""
    return parse_mapping(propose(pipelines, deal_properties, portal=None))


# --- what is in force -----------------------------------------------------------------------------------------


def accept(facts: Facts, text: str, *, now: datetime, by: str = "") -> CrmMapping:
    """Put a mapping into force.

    Parameters
    ----------
    facts
        The store's facts, where it is kept.
    text
        The YAML.
    now
        The present moment (UTC).
    by
        Who accepted it.

    Raises
    ------
    BadInput
        When it is not understood, or leaves a stage open.
    """
    mapping = parse_mapping(text)
    mapping.require_whole()
    facts.put(ACCEPTED, {"text": text, "accepted_at": now.isoformat(), **({"by": by} if by else {})})
    return mapping


def accepted(facts: Facts) -> CrmMapping | None:
    """The mapping in force; None where none was accepted yet."""
    kept = facts.get(ACCEPTED)
    return parse_mapping(kept["text"]) if kept else None


def require_accepted(store: Store) -> None:
    """Raise `Refused` where deals came from the CRM, but nobody has accepted what its stages mean."""
    if store.facts.get(ACCEPTED) is None and store.landing.ids("deals", limit=1):
        raise Refused(_STILL_A_GUESS)


# --- reading --------------------------------------------------------------------------------------------------


def parse_mapping(text: str) -> CrmMapping:
    """The mapping that a YAML text holds; a state that is still to be filled in is None.

    Raises
    ------
    BadInput
        For anything that is not understood, with its place.
    """
    top = _keys(read_yaml(text, _NAME), ("pipelines", "service", "creation_properties"), _NAME)
    pipelines = top.get("pipelines") or []
    if "pipelines" not in top or not isinstance(pipelines, list):
        raise BadInput(f"{_NAME} needs `pipelines:`, a list of the CRM's pipelines with their stages.")
    stages = [stage for place, raw in enumerate(pipelines, 1) for stage in _pipeline(raw, place)]
    for stage in stages:
        if sum((one.id, one.pipeline_id) == (stage.id, stage.pipeline_id) for one in stages) > 1:
            raise BadInput(f"{_NAME}: the stage {stage.words} stands twice.")
    known = _keys(top.get("creation_properties"), ("deals", "companies"), f"{_NAME}, `creation_properties:`")
    return CrmMapping(
        tuple(stages),
        _service(top.get("service")),
        _names(known.get("deals"), "deals"),
        _names(known.get("companies"), "companies"),
    )


def _pipeline(raw: Any, place: int) -> list[MappedStage]:
    where = f"{_NAME}, pipeline {place}"
    said = _keys(raw, ("id", "label", "stages"), where)
    id_ = _needed(said, "id", where)
    label = _text(said.get("label")) or id_
    stages = said.get("stages") or []
    if not isinstance(stages, list):
        raise BadInput(f"{where} (“{one_line(label)}”): `stages:` should be a list.")
    of = f"of “{one_line(label)}”"
    return [_stage(one, (id_, label), f"{_NAME}, stage {n} {of}") for n, one in enumerate(stages, 1)]


def _stage(raw: Any, pipeline: tuple[str, str], where: str) -> MappedStage:
    said = _keys(raw, ("id", "label", "state"), where)
    id_ = _needed(said, "id", where)
    stage = MappedStage(id_, _text(said.get("label")) or id_, *pipeline)
    state = _text(said.get("state"))
    if state.casefold() in _NOTHING:
        return stage
    if (meant := STATES_BY_LABEL.get(fold_label(state))) is None:
        known = ", ".join(FunnelState)
        raise BadInput(
            f"{_NAME}, stage {stage.words}: “{one_line(state)}” is no funnel state; choose one of {known}."
        )
    return MappedStage(stage.id, stage.label, *pipeline, meant)


def _service(raw: Any) -> ServiceRule:
    where = f"{_NAME}, `service:`"
    said = _keys(raw, ("property", "names", "pipeline", "constant"), where)
    names = {key: _text(value) for key, value in _table(said.get("names"), f"{where}, `names:`").items()}
    pipeline = _text(said.get("pipeline")).casefold()
    if pipeline not in (*_NOTHING, *_YES, *_NO):
        raise BadInput(f"{where}, `pipeline:` is true or false, not “{one_line(pipeline)}”.")
    constant = " ".join(_text(said.get("constant")).split())[:_LONGEST] or DEFAULT_SERVICE
    return ServiceRule(_text(said.get("property")), names, pipeline in _YES, constant)


def _names(raw: Any, of: str) -> tuple[str, ...]:
    if _is_nothing(raw):
        return ()
    if not isinstance(raw, list):
        raise BadInput(f"{_NAME}, `creation_properties:`, `{of}:` should be a list of property names.")
    return tuple(_text(one) for one in raw)


def _needed(said: Mapping[str, Any], key: str, where: str) -> str:
    if text := _text(said.get(key)):
        return text
    raise BadInput(f"{where} needs its `{key}:`.")


def _keys(raw: Any, known: Collection[str], where: str) -> dict[str, Any]:
    """A table whose keys are all known."""
    table = _table(raw, where)
    for key in table:
        if key not in known:
            raise BadInput(f"{where}: “{one_line(key)}” is not known here{nearest(key, known)}.")
    return table


def _table(raw: Any, where: str) -> dict[str, Any]:
    if _is_nothing(raw):
        return {}
    if not isinstance(raw, dict):
        raise BadInput(f"{where} should be lines of `name: value`.")
    return {str(key): value for key, value in raw.items()}


def _is_nothing(raw: Any) -> bool:
    """Whether a list or a table is left empty, in any of YAML's words for that."""
    return raw is None or (isinstance(raw, str) and raw.strip().casefold() in _NOTHING)


def _text(raw: Any) -> str:
    return raw.strip() if isinstance(raw, str) else ""
