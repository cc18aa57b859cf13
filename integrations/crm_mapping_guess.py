"""A first guess at which stage of the CRM's pipelines is which funnel state: YAML with its reasons, usable as it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from integrations.intake_rows import DEFAULT_SERVICE
from integrations.mapping_words import fold_header
from integrations.mapping_yaml import Lines
from integrations.stage_guess import PLEASE, guess_state, with_a_prospect
from integrations.systems import CrmProperty, Pipeline, Portal, Stage
from ml.funnel import CLOSED, LOST, WON, FunnelState

Guess = tuple[FunnelState | None, str]

_HEADING = (
    "Please read it and correct what is wrong; then: sales-assistant mapping accept",
    "States: SALES_TARGET, LEAD, HOT_LEAD, COLD_LEAD, QUALIFIED_OPPORTUNITY, PROSPECT (agreed to a demo),",
    "CLIENT (bought), UNQUALIFIED (left).",
)
# Names of properties that say what a deal is about, the likeliest first.
_SERVICE_NAMES = (
    "service", "product", "product line", "service line", "services", "products", "product name", "service name",
    "product of interest", "product interest", "service type", "product type", "solution", "line of business",
    "layanan", "produk", "perkhidmatan",
)  # fmt: skip
_TEXTS = ("enumeration", "string")
# What an open stage without a known word is, by its probability: HubSpot's default pipeline has its appointment at
# 20 %, its qualified deals at 40 % and its presentation at 60 %.
_BY_CHANCE = (
    (0.6, FunnelState.PROSPECT), (0.4, FunnelState.QUALIFIED_OPPORTUNITY), (0.2, FunnelState.HOT_LEAD), (0.0, FunnelState.LEAD),
)  # fmt: skip


def propose(
    pipelines: Sequence[Pipeline], deal_properties: Sequence[CrmProperty], *, portal: Portal | None
) -> str:
    """A first mapping as YAML, each guess with its reason as a comment.

    Parameters
    ----------
    pipelines
        The CRM's own.
    deal_properties
        Among them the one that says what a deal is about.
    portal
        Whose pipelines these are, for the heading.
    """
    lines = Lines()
    account = f" of HubSpot account {portal.id}" if portal else ""
    lines.comment(f"A first guess at which stage{account} is which state of the funnel.")
    for line in _HEADING:
        lines.comment(line)
    lines.open(0, "pipelines")
    for pipeline in pipelines:
        _write_pipeline(lines, pipeline)
    lines.comment("What a deal is about: a `property:` of deals, `pipeline: true`, or a `constant:`.")
    _write_service(lines, deal_properties)
    lines.comment(
        "Properties that are filled in when a record is made, as `- name`: models may learn from them."
    )
    lines.open(0, "creation_properties")
    lines.open(1, "deals")
    lines.open(1, "companies")
    return lines.text()


def _write_pipeline(lines: Lines, pipeline: Pipeline) -> None:
    guessed = guess_stages(pipeline)
    lines.entry(1, "id", pipeline.id)
    lines.add(2, "label", pipeline.label)
    lines.open(2, "stages")
    for stage in pipeline.stages:
        state, reason = guessed[stage.id]
        lines.entry(3, "id", stage.id)
        lines.add(4, "label", stage.label)
        lines.add(4, "state", state.value if state else None, reason)


def guess_stages(pipeline: Pipeline) -> Mapping[str, Guess]:
    """Stage id to the state it most likely means (None: nobody can tell), and why."""
    return with_a_prospect({stage.id: _guess(stage) for stage in pipeline.stages})


def _guess(stage: Stage) -> Guess:
    state, reason = guess_state(stage.label)
    if stage.closed:
        return _guess_closed(stage, state, reason)
    if stage.probability is None:
        chance = ""
    else:
        chance = f"; HubSpot says {100 * stage.probability:.0f} %"
        if state is None:
            likely = next(meant for least, meant in _BY_CHANCE if stage.probability >= least)
            return likely, f"unknown word{chance}: please check"
    if state is WON:
        return FunnelState.PROSPECT, f"{reason}, but still open in HubSpot{chance}"
    return state, reason + chance


def _guess_closed(stage: Stage, state: FunnelState | None, reason: str) -> Guess:
    """A closed stage is won or lost by its probability; without one, by its label."""
    if stage.probability == 1:
        return WON, "closed with a probability of 100 %"
    if stage.probability == 0:
        return LOST, "closed with a probability of 0 %"
    return (state, f"{reason}; closed") if state in CLOSED else (None, f"closed, but won or lost? {PLEASE}")


def _write_service(lines: Lines, deal_properties: Sequence[CrmProperty]) -> None:
    lines.open(0, "service")
    found = guess_service(deal_properties)
    if found is None:
        lines.add(1, "constant", DEFAULT_SERVICE, "no property of deals is called service or product")
        return
    lines.add(1, "property", found.name, f"“{found.label or found.name}” is called like a service")
    renamed = {value: label for value, label in found.options.items() if label and label != value}
    if renamed:
        lines.open(1, "names")
        for value, label in renamed.items():
            lines.add(2, value, label)


def guess_service(deal_properties: Sequence[CrmProperty]) -> CrmProperty | None:
    """The property of deals that most likely says what they are about; choices before free text."""
    ranked = [
        (_SERVICE_NAMES.index(word), _TEXTS.index(one.type), one.name, one)
        for one in deal_properties
        if one.type in _TEXTS and not one.name.startswith("hs_")
        for word in {fold_header(one.name), fold_header(one.label)}
        if word in _SERVICE_NAMES
    ]
    best = min(ranked, key=lambda found: (found[1], found[0], found[2]), default=None)
    return best[3] if best else None
